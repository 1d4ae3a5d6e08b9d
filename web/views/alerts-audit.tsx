import { askAudit, audit, auditError } from '../data/audit.ts'
import { language } from '../state/store.ts'
import { formatNumber } from '../text/numbers.ts'
import { auditSentence } from './alerts-model.ts'

/** Asks for the audit of the spots shown, shows how far it is, and says what it found. */
export function SpotAudit() {
  const lang = language.value
  const { value } = audit
  if (auditError.value) return <p class="note">{auditError.value.sentence[lang]}</p>
  if (value?.state === 'running') {
    const text = lang === 'zh' ? '正在用置换检验复核' : 'Auditing by permutation'
    return (
      <p class="note" aria-live="polite">
        {text} {formatNumber((100 * value.done) / Math.max(1, value.of))}%{' '}
        <progress max={value.of} value={value.done} aria-label={text} />
      </p>
    )
  }
  return (
    <p class="note" aria-live="polite">
      {value?.state === 'done' ? (
        auditSentence(value.result, lang)
      ) : (
        <button type="button" class="link" onClick={() => void askAudit()}>
          {value?.state === 'failed'
            ? lang === 'zh'
              ? '复核中断，再试一次'
              : 'The audit broke off; try again'
            : lang === 'zh'
              ? '用 9,999 次置换复核'
              : 'Audit by 9,999 permutations'}
        </button>
      )}
    </p>
  )
}
