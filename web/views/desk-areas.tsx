import { DotInterval, domainOf } from '../charts/dot-interval.tsx'
import type { AnswerBody, CatalogBody } from '../data/client.ts'
import type { ServerError } from '../data/client.ts'
import { retries } from '../data/desk-questions.ts'
import type { Selection } from '../state/selection.ts'
import { language, toggleFilter } from '../state/store.ts'
import { formatInterval, formatNumber, formatSigned } from '../text/numbers.ts'
import { isComparable, manyOf, unitOf } from '../text/sentence.ts'
import { word } from '../text/words.ts'
import { Panel } from '../ui/panel.tsx'
import { SkeletonRows, Stamp } from '../ui/states.tsx'
import { type AreaRow, areaRows, byExcess, byValue } from './desk-model.ts'
import { answerTwin } from './desk-twin.ts'
import { pointed } from './desk-where.tsx'

interface Props {
  catalog: CatalogBody
  now: Selection
  level: string
  loaded: { value: AnswerBody | null; error: ServerError | null; pending: boolean }
  /** Sorts by excess and shows it; else by value with the interval in words. */
  isExcess: boolean
  rows: number
}

const PLOT = { excess: 88, value: 104 }

function heading(now: Selection, levelName: string, isExcess: boolean, hasExcess: boolean): string {
  if (language.value === 'zh') {
    if (!isExcess) return `${levelName}：哪些与全市真有差别`
    return hasExcess ? `${levelName}，按多出的数量` : `${levelName}，按${now.indicator.label.zh}`
  }
  const many = manyOf(levelName, 'en')
  const start = many.charAt(0).toUpperCase() + many.slice(1)
  if (!isExcess) return `${start}: which really differ`
  return hasExcess ? `${start} by excess over the city rate` : `${start} by value`
}

/** A ranking of areas that shows what chance can do: each value with its interval, against the line of the city. */
export function AreaTable(props: Props) {
  const { catalog, now, loaded, isExcess } = props
  const lang = language.value
  const answer = loaded.value
  const all = answer ? areaRows(answer, null, now.indicator.kind) : []
  const hasExcess = all.some((row) => row.excess !== null)
  const rows = (isExcess ? byExcess(all) : byValue(all)).slice(0, props.rows)
  const hasIntervals = rows.length === 0 || rows.some((row) => row.low !== null)
  const reference = isComparable(now.indicator.kind) ? (answer?.total[0]?.value ?? null) : null
  const domain = domainOf([...rows.flatMap((row) => [row.value, row.low, row.high]), reference])
  const levelName = catalog.levels.find((level) => level.id === props.level)?.label[lang] ?? props.level
  const line = reference === null ? '' : `${word('wholeCity', lang)} ${formatNumber(reference, now.indicator.decimals)}`
  const short = catalog.units[now.indicator.unit]?.short?.[lang] ?? unitOf(catalog, now.indicator, lang)
  const title = heading(now, levelName, isExcess, hasExcess)
  const width = isExcess ? PLOT.excess : PLOT.value
  return (
    <Panel
      class={isExcess ? 'areas areas-excess' : 'areas'}
      title={title}
      error={answer ? null : loaded.error}
      pending={loaded.pending}
      onRetry={() => retries.value++}
      twin={answer ? () => answerTwin(answer, catalog, now.indicator.decimals, lang) : undefined}
    >
      {answer ? (
        <table class="ranking">
          <caption class="said-only">{title}</caption>
          <thead>
            <tr>
              <th scope="col">{word('name', lang)}</th>
              <th scope="col" class="number">
                n
              </th>
              <th scope="col" class="number">
                {short}
              </th>
              {!isExcess && <th scope="col">{hasIntervals ? '95%' : ''}</th>}
              <th scope="col" class="plot">
                {line}
              </th>
              {isExcess && (
                <th scope="col" class="number">
                  {hasExcess ? word('excess', lang) : ''}
                </th>
              )}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr
                key={`${row.code} ${row.label.en}`}
                class={now.filters.area.includes(row.code) || pointed.value === row.code ? 'chosen' : ''}
                onMouseEnter={() => {
                  pointed.value = row.code
                }}
                onMouseLeave={() => {
                  pointed.value = null
                }}
              >
                <th scope="row">
                  <button
                    type="button"
                    class="area-name"
                    title={row.label[lang]}
                    onClick={() => toggleFilter('area', row.code)}
                  >
                    {row.label[lang]}
                  </button>
                </th>
                <td class="number">{row.n === null ? '' : formatNumber(row.n)}</td>
                <td class="number">
                  <Value row={row} decimals={now.indicator.decimals} catalog={catalog} />
                </td>
                {!isExcess && (
                  <td class="interval">
                    {row.low !== null && row.high !== null
                      ? formatInterval(row.low, row.high, row.high >= 100 ? 0 : now.indicator.decimals)
                      : ''}
                  </td>
                )}
                <td class="plot">
                  {domain && (
                    <DotInterval
                      value={row.value}
                      low={row.low}
                      high={row.high}
                      domain={domain}
                      reference={reference}
                      unsure={row.status === 'unreliable'}
                      width={width}
                      height={24}
                    />
                  )}
                </td>
                {isExcess && (
                  <td class="number">
                    {row.excess === null
                      ? ''
                      : row.side === 'unclear' && row.low !== null
                        ? word('unclear', lang)
                        : formatSigned(row.excess, 0)}
                  </td>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      ) : (
        <SkeletonRows rows={Math.min(props.rows, 10)} />
      )}
    </Panel>
  )
}

function Value({ row, decimals, catalog }: { row: AreaRow; decimals: number; catalog: CatalogBody }) {
  const status: { zh: string; en: string; stamp?: { zh: string; en: string } } | undefined =
    catalog.statuses[row.status]
  const short = status?.stamp?.[language.value] ?? row.status
  const stamp = row.status !== 'ok' && <Stamp short={short} sentence={status?.[language.value] ?? row.status} />
  if (row.value === null) return stamp
  const text = formatNumber(row.value, decimals)
  return row.status === 'unreliable' ? (
    <>
      <span class="unsure">{text}</span> {stamp}
    </>
  ) : (
    <b>{text}</b>
  )
}
