import { retries } from '../data/answer-to.ts'
import { snapshots } from '../data/data-questions.ts'
import { language, view } from '../state/store.ts'
import { writeState } from '../state/view-state.ts'
import { formatNumber } from '../text/numbers.ts'
import { Panel } from '../ui/panel.tsx'
import { SkeletonRows } from '../ui/states.tsx'
import { formatBytes } from './data-model.ts'
import { dataWord } from './data-words.ts'

const linkAt = (path: string, v: string) =>
  `${path}${writeState({ ...view.value, source: null, reason: null, field: null, page: 0, v })}`

/** Published versions, newest first, each with its way to the desk as it was then. */
export function Snapshots({ shown }: { shown: string | null }) {
  const lang = language.value
  const { value, error, pending } = snapshots.value
  return (
    <Panel
      id="snapshots"
      title={dataWord('snapshots', lang)}
      sub={dataWord('snapshotsSub', lang)}
      error={value ? null : error}
      pending={pending}
      onRetry={() => retries.value++}
    >
      {value ? (
        <table class="data-table">
          <caption class="said-only">{dataWord('snapshots', lang)}</caption>
          <thead>
            <tr>
              <th scope="col">{dataWord('version', lang)}</th>
              <th scope="col">{dataWord('publishedAt', lang)}</th>
              <th scope="col" class="number data-wide">
                {dataWord('files', lang)}
              </th>
              <th scope="col" class="number">
                {dataWord('rowsStored', lang)}
              </th>
              <th scope="col" class="number data-wide">
                {dataWord('size', lang)}
              </th>
              <th scope="col">
                <span class="said-only">{dataWord('openDesk', lang)}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {value.map((each) => (
              <tr
                key={each.id}
                class={each.id === shown ? 'chosen' : ''}
                aria-current={each.id === shown ? 'true' : undefined}
              >
                <th scope="row">
                  <a class="data-code" href={linkAt('/data', each.id)}>
                    {each.id}
                  </a>{' '}
                  {each.current && <span class="data-mark">● {dataWord('current', lang)}</span>}
                </th>
                <td>{each.published_at.slice(0, 16).replace('T', ' ')}</td>
                <td class="number data-wide">{formatNumber(each.inputs.length)}</td>
                <td class="number">{formatNumber(each.rows)}</td>
                <td class="number data-wide">{formatBytes(each.bytes)}</td>
                <td>
                  <a href={linkAt('/', each.id)}>{dataWord('openDesk', lang)}</a>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : (
        <SkeletonRows rows={3} />
      )}
    </Panel>
  )
}
