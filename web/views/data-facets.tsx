import { byField, byReason } from '../data/data-questions.ts'
import { change, language, view } from '../state/store.ts'
import { say } from '../text/language.ts'
import { formatNumber } from '../text/numbers.ts'
import { SkeletonRows } from '../ui/states.tsx'
import { dataWord } from './data-words.ts'

interface Member {
  /** Null: the rows have none, and cannot be limited to it. */
  code: string | null
  text: string
  n: number
}

/** Why rows were set aside, and in which column; most frequent first, a click limits the rows. */
export function RowFacets() {
  const lang = language.value
  const reasons = byReason.value.value?.by_reason.map(({ reason, label, n }) => ({
    code: reason,
    text: say(label, lang),
    n,
  }))
  const fields = byField.value.value?.by_field.map(({ field, n }) => ({
    code: field,
    text: field ?? dataWord('wholeRecord', lang),
    n,
  }))
  return (
    <>
      <RowFacet name="reason" title={dataWord('why', lang)} members={reasons} />
      <RowFacet name="field" title={dataWord('whichColumn', lang)} members={fields} />
    </>
  )
}

function RowFacet(props: { name: 'reason' | 'field'; title: string; members: Member[] | undefined }) {
  const { name, title, members } = props
  const chosen = view.value[name]
  const most = Math.max(1, ...(members ?? []).map((member) => member.n))
  return (
    <section class="facet" aria-label={title}>
      <header>
        <h3>{title}</h3>
        <span class="note">{dataWord('rows', language.value)}</span>
      </header>
      {members ? (
        <ul>
          {members.map(({ code, text, n }) => (
            <li key={code}>
              <button
                type="button"
                aria-pressed={code !== null && chosen === code}
                disabled={code === null}
                onClick={() => change({ [name]: chosen === code ? null : code, page: 0 })}
              >
                <span title={text}>{text}</span>
                <span class="number">{formatNumber(n)}</span>
                <svg width="100%" height="3" aria-hidden="true">
                  <rect width={`${(100 * n) / most}%`} height="3" />
                </svg>
              </button>
            </li>
          ))}
        </ul>
      ) : (
        <SkeletonRows rows={8} />
      )}
    </section>
  )
}
