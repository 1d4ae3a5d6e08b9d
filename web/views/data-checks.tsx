import type { ChecksBody } from '../../api/schema/lists.ts'
import { retries } from '../data/answer-to.ts'
import { checks } from '../data/data-questions.ts'
import { language } from '../state/store.ts'
import { say } from '../text/language.ts'
import { Panel } from '../ui/panel.tsx'
import { SkeletonRows } from '../ui/states.tsx'
import { dataWord } from './data-words.ts'

export type Check = ChecksBody[number]
type Severity = Check['severity']

const ORDER: readonly Severity[] = ['error', 'warning', 'note']
const SHAPES: Record<Severity | 'passed', string> = {
  error: 'M5 1h6l4 4v6l-4 4H5l-4-4V5zM5.500 5.500l5 5m0-5-5 5',
  warning: 'M8 1.500 15 14H1zM8 6v4m0 1.500v1',
  note: 'M8 1.800a6.200 6.200 0 1 0 0 12.400A6.200 6.200 0 0 0 8 1.800M8 7v4.500m0-7v1',
  passed: 'm2.500 8.500 3.500 3.500 7.500-8',
}

/** What contradicts a check, the most serious first. */
export const failedChecks = (list: readonly Check[]): Check[] =>
  list.filter((check) => !check.passed).toSorted((a, b) => ORDER.indexOf(a.severity) - ORDER.indexOf(b.severity))

/** The checks of this version: those to look at with shape, word and sentence; those passed, folded. */
export function Checks() {
  const lang = language.value
  const { value, error, pending } = checks.value
  const failed = failedChecks(value ?? [])
  const passed = (value ?? []).filter((check) => check.passed)
  const finding =
    lang === 'zh'
      ? `检查 ${failed.length + passed.length} 项，${failed.length === 0 ? '全部通过' : `${failed.length} 项要看`}`
      : `${failed.length + passed.length} checks, ${failed.length === 0 ? 'all passed' : `${failed.length} to look at`}`
  return (
    <Panel
      id="checks"
      title={value ? finding : dataWord('checks', lang)}
      error={value ? null : error}
      pending={pending}
      onRetry={() => retries.value++}
    >
      {value ? (
        <>
          {failed.length > 0 && <CheckTable list={failed} caption={finding} />}
          {passed.length > 0 && (
            <details class="data-passed">
              <summary>{lang === 'zh' ? `通过的 ${passed.length} 项` : `${passed.length} passed`}</summary>
              <CheckTable list={passed} caption={dataWord('passed', lang)} />
            </details>
          )}
        </>
      ) : (
        <SkeletonRows rows={5} />
      )}
    </Panel>
  )
}

function CheckTable({ list, caption }: { list: readonly Check[]; caption: string }) {
  const lang = language.value
  return (
    <table class="data-table data-checks">
      <caption class="said-only">{caption}</caption>
      <thead class="said-only">
        <tr>
          <th scope="col">{dataWord('severity', lang)}</th>
          <th scope="col">{dataWord('finding', lang)}</th>
          <th scope="col">{dataWord('subject', lang)}</th>
        </tr>
      </thead>
      <tbody>
        {list.map((check) => (
          <tr key={`${check.check_id} ${check.subject}`}>
            <td class={check.passed ? 'data-severity' : `data-severity data-${check.severity}`}>
              <svg class="icon" width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">
                <path d={SHAPES[check.passed ? 'passed' : check.severity]} />
              </svg>
              {dataWord(check.passed ? 'passed' : check.severity, lang)}
            </td>
            <td>{say(check.detail, lang)}</td>
            <td class="data-code data-wide">{[check.check_id, check.subject].filter(Boolean).join(' · ')}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
