import { lastFirmDay } from '../catalog/snapshot-catalog.ts'
import type { Indicator } from '../catalog/types.ts'
import { STATUS_CODES } from '../catalog/words.ts'
import type { Dimension } from '../query/plan.ts'
import { type Counts, countBy, isCount, sumOf } from './brush.ts'
import { bucketEnd, NEVER } from './days.ts'
import { heldIn } from './held.ts'
import { keyColumn } from './key-column.ts'
import { membersFor } from './keys.ts'
import { compared, type Measures } from './measures.ts'
import { type PlacePart, placesPart, type Scope } from './parts.ts'
import { measureCells } from './measure-cells.ts'
import { type CodedSeries, plainSeries, setRow } from './plain-series.ts'
import { boundRows } from './rows.ts'
import { columnsOf } from './served-columns.ts'
import type { Series } from './types.ts'
import { withoutValue } from '../stats/values.ts'

const [OK, PROVISIONAL] = [STATUS_CODES.indexOf('ok'), STATUS_CODES.indexOf('provisional')]
const KINDS: readonly Indicator['kind'][] = ['count', 'rate', 'ratio', 'proportion']

/** Whether an indicator is a count of all cases, or that over figures of places. */
const isPlain = ({ kind, numerator, denominator }: Indicator): boolean =>
  KINDS.includes(kind) && numerator !== undefined && isCount(numerator) && denominator?.from !== 'cases'

/** Whether the columns in memory know all that is asked of a scope. */
const isTold = (scope: Scope, indicators: readonly Indicator[]): boolean =>
  columnsOf(scope.snapshot) !== undefined &&
  !scope.published &&
  scope.by.length < 2 &&
  indicators.every(isPlain) &&
  !heldIn(scope)

/** Whether `measureFromColumns` tells the whole beside the members: that of counts is their sum, but for cases without a cell. */
export const tellsWhole = (scope: Scope, indicators: readonly Indicator[]): boolean =>
  scope.by.length === 1 &&
  scope.by[0]?.kind !== 'cell' &&
  isTold(scope, indicators) &&
  indicators.every(({ denominator }) => denominator === undefined)

/**
 * What `evaluate` finds, of indicators that count all cases by one dimension or none: straight from the columns in memory to
 * the columns of the answer. Null where that cannot be.
 */
export async function measureFromColumns(
  scope: Scope,
  earlier: Scope | null,
  indicators: readonly Indicator[],
): Promise<Measures | null> {
  const [dimension] = scope.by
  if (!isTold(scope, indicators) || (earlier && heldIn(earlier))) return null
  if (dimension?.kind === 'cell') return measureCells(scope, earlier, dimension.resolution, indicators)
  const [now, then] = await Promise.all([sideOf(scope, indicators), earlier ? sideOf(earlier, indicators) : null])
  if (!now || (earlier && !then)) return null
  const tokens = tokensOf(scope, now.counts)
  boundRows(tokens.length, indicators.length)
  const series = seriesOf(scope, now, tokens, indicators)
  const before = earlier && then ? seriesOf(earlier, then, pairsOf(earlier, then.counts, tokens), indicators) : null
  return {
    rows: tokens.length,
    keys: dimension ? [keyColumn(scope, dimension, tokens)] : [],
    series: beside(indicators, series, before),
    ...(tellsWhole(scope, indicators)
      ? { whole: beside(indicators, wholeOf(now, indicators), then && wholeOf(then, indicators)) }
      : {}),
    years: [...new Set(now.places.flatMap((place) => place?.years() ?? []))].sort((a, b) => a - b),
  }
}

/** Series beside those of the compared period. */
function beside(indicators: readonly Indicator[], now: readonly Series[], then: readonly Series[] | null): Series[] {
  return now.map((each, i) => {
    const [indicator, old] = [indicators[i], then?.[i]]
    return indicator && old ? compared(each, indicator, old) : each
  })
}

/** Counts of all members together. */
function wholeOf({ counts: { n } }: Side, indicators: readonly Indicator[]): Series[] {
  return indicators.map((indicator) => plainSeries(indicator, Float64Array.of(sumOf(n)), null))
}

interface Side {
  counts: Counts & { tokens: readonly string[] }
  /** Of each indicator; null for those without a denominator. */
  places: (PlacePart | null)[]
}

/** The denominators of indicators; null where cases tell what places do not. */
const placesOf = (scope: Scope, indicators: readonly Indicator[]) =>
  Promise.all(
    indicators.map(async ({ denominator }) => (denominator ? placesPart(scope, denominator, 'through') : undefined)),
  )

async function sideOf(scope: Scope, indicators: readonly Indicator[]): Promise<Side | null> {
  const isOfPlaces = indicators.some(({ denominator }) => denominator !== undefined)
  const [counts, found] = isOfPlaces
    ? await Promise.all([countBy(scope), placesOf(scope, indicators)])
    : [await countBy(scope), []]
  if (!counts || 'cells' in counts || found.includes(null)) return null
  return { counts, places: indicators.map((_, k) => found[k] ?? null) }
}

/** Rows in the order of the answer. */
function tokensOf({ snapshot, by: [dimension], filters, period }: Scope, counts: Side['counts']): readonly string[] {
  if (!dimension || dimension.kind === 'time') return counts.tokens
  const seen = new Set(counts.tokens.filter((_, i) => (counts.n[i] as number) > 0))
  return membersFor(dimension, snapshot.catalog, filters, period, seen)
}

/** Members of the compared period beside those of the answer: time by position, others by name. */
function pairsOf({ by: [dimension] }: Scope, { tokens: then }: Side['counts'], tokens: readonly string[]) {
  return dimension?.kind === 'time' ? tokens.map((_, i) => then[i] ?? NEVER) : tokens
}

function numbersOf({ tokens, n }: Side['counts'], wanted: readonly string[]): Float64Array {
  if (wanted === tokens) return new Float64Array(n)
  const known = new Map(tokens.map((token, i) => [token, n[i] as number]))
  return Float64Array.from(wanted, (token) => known.get(token) ?? 0)
}

function seriesOf(scope: Scope, side: Side, tokens: readonly string[], indicators: readonly Indicator[]): Series[] {
  const [dimension] = scope.by
  const n = numbersOf(side.counts, tokens)
  return indicators.map((indicator, k) => {
    const place = side.places[k]
    const d = place ? Float64Array.from(tokens, (token) => place.part(dimension ? [token] : [])) : null
    const series = plainSeries(indicator, k === indicators.length - 1 ? n : n.slice(), d)
    if (dimension?.kind === 'time') date(scope, dimension, tokens, series)
    return series
  })
}

/** Marks buckets that the data does not reach, and days whose reports may still be coming in. */
function date(scope: Scope, time: Dimension & { kind: 'time' }, tokens: readonly string[], series: CodedSeries): void {
  const { dataFrom, dataTo } = scope.snapshot.catalog
  const lastFirm = lastFirmDay(dataTo)
  const isDay = time.grain === 'day'
  const [first = '', last = ''] = [tokens[0], tokens.at(-1)]
  if (first >= dataFrom && last <= (isDay ? lastFirm : dataTo)) return
  for (const [i, start] of tokens.entries()) {
    const isBefore = start < dataFrom && (isDay || bucketEnd(time.grain, start, scope.period) < dataFrom)
    if (start > dataTo || isBefore) setRow(series, i, withoutValue('missing'))
    else if (isDay && start > lastFirm && series.statusCodes[i] === OK) series.statusCodes[i] = PROVISIONAL
  }
}
