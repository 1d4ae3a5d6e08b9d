import { isUnsure } from '../../warehouse/catalog/words.ts'
import { DotInterval, domainOf } from '../charts/dot-interval.tsx'
import type { Indicator } from '../../warehouse/catalog/types.ts'
import type { AnswerBody, CatalogBody } from '../data/client.ts'
import { callOf } from '../data/calls.ts'
import type { Loaded } from '../data/latest.ts'
import { retries } from '../data/desk-questions.ts'
import type { Selection } from '../state/selection.ts'
import { pointed } from '../state/map-view.ts'
import { language, toggleFilter } from '../state/store.ts'
import { type Benchmark, verdictOf } from '../text/benchmark.ts'
import { formatInterval, formatNumber, formatSigned } from '../text/numbers.ts'
import { manyOf, unitOf } from '../text/sentence.ts'
import { word } from '../text/words.ts'
import { Panel } from '../ui/panel.tsx'
import { SkeletonRows, Stamp } from '../ui/states.tsx'
import { type AreaRow, areaRows, byExcess, byValue } from './desk-model.ts'
import { areasTwin } from './desk-twin.ts'
import { rule, Verdict } from './desk-verdict.tsx'

interface Props {
  catalog: CatalogBody
  now: Selection
  level: string
  /** What the areas are held against; null: nothing. */
  benchmark: Benchmark | null
  loaded: Loaded<AnswerBody>
  /** Sorts by excess and shows it; else by value with the interval in words. */
  isExcess: boolean
  /** Says the rule of the verdicts under the title. */
  isRuled: boolean
  rows: number
}

const PLOT = { excess: 80, value: 88 }

function heading({ indicator }: Selection, levelName: string, name: string | null, hasExcess: boolean): string {
  if (language.value === 'zh') {
    if (name === null) return `${levelName}，按${indicator.label.zh}`
    return hasExcess ? `${levelName}，按比${name}多出的数量` : `${levelName}：哪些与${name}真有差别`
  }
  const many = manyOf(levelName, 'en')
  const start = many.charAt(0).toUpperCase() + many.slice(1)
  if (name === null) return `${start} by value`
  return hasExcess ? `${start} by excess over ${name}` : `${start}: which really differ from ${name}`
}

const toneOf = ({ standing }: AreaRow, polarity: Indicator['polarity']) => {
  if (standing === null) return undefined
  const verdict = standing === 'itself' ? 'similar' : verdictOf(standing, polarity)
  if (verdict === 'better' || verdict === 'worse') return verdict
  return verdict === 'similar' || verdict === 'unclear' ? ('quiet' as const) : undefined
}

/** A ranking of areas that shows what chance can do: each value with its interval, against the line of the city. */
export function AreaTable(props: Props) {
  const { catalog, now, loaded, isExcess, benchmark } = props
  const { decimals, polarity } = now.indicator
  const lang = language.value
  const answer = loaded.value
  const all = answer ? areaRows(answer, benchmark, now.indicator) : []
  const hasExcess = isExcess && all.some((row) => row.excess !== null)
  const rows = (isExcess ? byExcess(all) : byValue(all)).slice(0, props.rows)
  const hasIntervals = rows.length === 0 || rows.some((row) => row.low !== null)
  const domain = domainOf([
    ...rows.flatMap((row) => [row.value, row.low, row.high]),
    ...rows.map((row) => row.reference),
  ])
  const levelName = catalog.levels.find((level) => level.id === props.level)?.label[lang] ?? props.level
  const zone =
    benchmark === null || benchmark.each
      ? null
      : ([benchmark.value - benchmark.margin, benchmark.value + benchmark.margin] as const)
  const line = benchmark?.each
    ? benchmark.name
    : benchmark
      ? `${word(benchmark.kind === 'city' ? 'wholeCity' : 'line', lang)} ${formatNumber(benchmark.value, decimals)}`
      : ''
  const short = catalog.units[now.indicator.unit]?.short?.[lang] ?? unitOf(catalog, now.indicator, lang)
  const title = heading(now, levelName, benchmark?.name ?? null, hasExcess)
  const width = isExcess ? PLOT.excess : PLOT.value
  return (
    <Panel
      class={isExcess ? 'areas areas-excess' : 'areas'}
      title={title}
      indicator={now.indicator}
      call={callOf(loaded)}
      {...(benchmark && props.isRuled ? { sub: rule(benchmark, decimals) } : {})}
      error={answer ? null : loaded.error}
      pending={loaded.pending}
      onRetry={() => retries.value++}
      twin={answer ? () => areasTwin(answer, rows, benchmark, catalog, now.indicator, lang) : undefined}
    >
      {answer ? (
        <div class="whole-rows">
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
                {benchmark && <th scope="col">{word('verdict', lang)}</th>}
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
                  class={now.filters.area.includes(row.code) || pointed.value.area === row.code ? 'chosen' : ''}
                  onMouseEnter={() => {
                    pointed.value = { area: row.code, cell: null }
                  }}
                  onMouseLeave={() => {
                    pointed.value = { area: null, cell: null }
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
                    <Value row={row} decimals={decimals} catalog={catalog} />
                  </td>
                  {!isExcess && (
                    <td class="interval">
                      {row.low !== null && row.high !== null
                        ? formatInterval(row.low, row.high, row.high >= 100 ? 0 : decimals)
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
                        reference={row.reference}
                        zone={zone}
                        tone={toneOf(row, polarity)}
                        unsure={isUnsure(row.status)}
                        width={width}
                        height={24}
                      />
                    )}
                  </td>
                  {benchmark && (
                    <td>
                      <Verdict row={row} polarity={polarity} />
                    </td>
                  )}
                  {isExcess && (
                    <td class={row.standing === 'unclear' ? 'number unsure' : 'number'}>
                      {row.excess === null ? '' : formatSigned(row.excess, 0)}
                    </td>
                  )}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
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
  return isUnsure(row.status) ? (
    <>
      <span class="unsure">{text}</span> {stamp}
    </>
  ) : (
    <b>{text}</b>
  )
}
