import type { QuarantineBody } from '../../api/schema/lists.ts'
import { change, language, view } from '../state/store.ts'
import { say } from '../text/language.ts'
import { formatNumber } from '../text/numbers.ts'
import { dataWord } from './data-words.ts'

/** Rows set aside: where each stands, in which column, why, its text as far as it may be shown, and the way to mend it. */
export function QuarantineRows({ rows }: { rows: QuarantineBody['rows'] }) {
  const lang = language.value
  const zh = lang === 'zh'
  return (
    <table class="data-table data-aside">
      <caption class="said-only">{dataWord('quarantine', lang)}</caption>
      <thead>
        <tr>
          <th scope="col">{dataWord('place', lang)}</th>
          <th scope="col">{dataWord('column', lang)}</th>
          <th scope="col">{dataWord('reason', lang)}</th>
          <th scope="col">
            {dataWord('raw', lang)}
            {zh ? '；' : '; '}
            {dataWord('fix', lang).toLowerCase()}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={`${row.load_id} ${row.line} ${row.field} ${row.reason}`}>
            <th scope="row">
              {row.file}
              <span class="note">{zh ? `第 ${formatNumber(row.line)} 行` : `line ${formatNumber(row.line)}`}</span>
            </th>
            <td class="data-column">
              {row.field !== null && (
                <button
                  type="button"
                  class="data-field"
                  aria-pressed={view.value.field === row.field}
                  onClick={() => change({ field: view.value.field === row.field ? null : row.field, page: 0 })}
                >
                  {row.field}
                </button>
              )}
            </td>
            <td>{say(row.label, lang)}</td>
            <td>
              {row.raw === null ? (
                <span class="note">{dataWord('hidden', lang)}</span>
              ) : (
                <code title={row.raw}>{row.raw}</code>
              )}
              {row.suggestion && <span class="note">{say(row.suggestion, lang)}</span>}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
