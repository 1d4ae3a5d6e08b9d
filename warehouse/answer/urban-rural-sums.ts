import { holdsIn, levelChain } from '../catalog/snapshot-catalog.ts'
import type { Component, Indicator } from '../catalog/types.ts'
import type { Dimension, Filters } from '../query/plan.ts'
import type { Attached } from '../snapshot/types.ts'
import { bucketEnd, bucketsIn, daysIn } from './days.ts'
import { casesPart, type Part, placesPart, type Scope } from './parts.ts'
import { publishedOn } from './place-sums.ts'
import type { Store } from './sums.ts'
import type { Period } from './types.ts'

/** An indicator's two parts by area and bucket of time; NaN where an area has no figure. Position: bucket × areas + area. */
export interface AreaSums {
  areas: Int32Array
  buckets: Period[]
  numerator: Float64Array
  denominator: Float64Array
  /** Of the numerator, what belongs to no area of the level. */
  unplaced: number
  /** Years of the yearly figures taken, ascending. */
  years: number[]
}

/** A ratio of two sums, each of which can be told by area. */
export type Divided = Indicator & { numerator: Component; denominator: Component }

export const isDivided = (indicator: Indicator): indicator is Divided =>
  ['rate', 'proportion', 'ratio'].includes(indicator.kind) &&
  indicator.numerator !== undefined &&
  indicator.denominator !== undefined

export const isOfCases = ({ numerator }: Divided) => numerator.from === 'cases'
/** People, homes and figures beside whom cases happen stand there day by day; cases under cases add up. */
const standsBeside = ({ numerator, denominator }: Divided) => numerator.from === 'cases' && denominator.from !== 'cases'

export interface Asked {
  snapshot: Attached
  store: Store
  filters: Filters
  level: string
}

const RESIDENTS: Component = { from: 'population', sum: 'n', where: [{ field: 'basis', op: '=', value: 'resident' }] }

/** The finest level on which both parts are known, and the years of those that have any; null where none is. */
export async function groundOf(
  snapshot: Attached,
  indicator: Divided,
): Promise<{ level: string; years: number[] } | null> {
  const { levels } = snapshot.catalog.city
  const places = [indicator.numerator, indicator.denominator].filter(({ from }) => from !== 'cases')
  const found = await Promise.all((places.length > 0 ? places : [RESIDENTS]).map((part) => publishedOn(snapshot, part)))
  if (places.length > 0 && found.includes(null)) return null
  const on = found.filter((each) => each !== null)
  const coarsest = on.find(({ level }) =>
    on.every((each) => levelChain(levels, each.level).some(({ id }) => id === level)),
  )
  const level = coarsest?.level ?? (on.length === 0 ? levels.at(-1)?.id : undefined)
  if (level === undefined) return null
  const yearly = isOfCases(indicator) ? [] : on.map(({ years }) => years.filter((year) => year > 0))
  const [first = []] = yearly
  return { level, years: first.filter((year) => yearly.every((years) => years.includes(year) || years.length === 0)) }
}

const scopeOf = ({ snapshot, store, filters }: Asked, by: readonly Dimension[], period: Period): Scope => ({
  snapshot,
  store,
  by,
  filters,
  period,
  isByDay: false,
})

interface Parted {
  part: Part
  unplaced: number
  years: () => number[]
}

async function partOf(scope: Scope, component: Component, isBeside: boolean): Promise<Parted> {
  if (component.from !== 'cases') {
    const place = await placesPart(scope, component, isBeside ? 'through' : 'at_end')
    return { part: place?.part ?? (() => Number.NaN), unplaced: 0, years: place?.years ?? (() => []) }
  }
  const { part, sums } = await casesPart(scope, component)
  const known = new Set(scope.snapshot.catalog.areas.map(({ area_id }) => String(area_id)))
  let unplaced = 0
  for (const key of sums.keys()) if (!known.has(key.split('|', 1)[0] ?? '')) unplaced += sums.get(key) ?? 0
  return { part, unplaced, years: () => [] }
}

/** Sums of an indicator's parts by area of the level, in buckets of months or years. */
export async function sumByArea(
  asked: Asked,
  indicator: Divided,
  grain: 'month' | 'year',
  period: Period,
): Promise<AreaSums> {
  const by: Dimension[] = [
    { kind: 'area', level: asked.level },
    { kind: 'time', grain },
  ]
  const scope = scopeOf(asked, by, period)
  const [top, bottom] = await Promise.all([
    partOf(scope, indicator.numerator, false),
    partOf(scope, indicator.denominator, standsBeside(indicator)),
  ])
  const areas = asked.snapshot.catalog.areas.filter((area) => area.level === asked.level)
  const starts = bucketsIn(grain, period)
  const sums: AreaSums = {
    areas: Int32Array.from(areas, (area) => area.area_id),
    buckets: starts.map((start, b) => ({
      from: b === 0 ? period.from : start,
      to: bucketEnd(grain, start, period),
    })),
    numerator: new Float64Array(areas.length * starts.length),
    denominator: new Float64Array(areas.length * starts.length),
    unplaced: top.unplaced,
    years: [],
  }
  for (const [b, start] of starts.entries()) {
    for (const [i, area] of areas.entries()) {
      const bucket = sums.buckets[b]
      if (bucket && !holdsIn(area, bucket)) continue
      const tokens = [String(area.area_id), start]
      const at = b * areas.length + i
      sums.numerator[at] = top.part(tokens)
      sums.denominator[at] = bottom.part(tokens)
    }
  }
  sums.years = [...new Set([...top.years(), ...bottom.years()])].sort((a, b) => a - b)
  return sums
}

/** What some areas add up to over some buckets. */
export interface Pair {
  n: number
  d: number
}

/**
 * Parts of one area over buckets `first` to `last`: cases add up, people beside them are the mean over the days, other
 * figures are those of the last bucket. NaN where a figure is missing.
 */
export function overBuckets(
  sums: AreaSums,
  indicator: Divided,
  i: number,
  first = 0,
  last = sums.buckets.length - 1,
): Pair {
  const width = sums.areas.length
  const at = (b: number) => b * width + i
  if (!isOfCases(indicator)) {
    return { n: sums.numerator[at(last)] ?? Number.NaN, d: sums.denominator[at(last)] ?? Number.NaN }
  }
  const isMean = standsBeside(indicator)
  let [n, d, days] = [0, 0, 0]
  for (let b = first; b <= last; b++) {
    const bucket = sums.buckets[b]
    const length = bucket ? daysIn(bucket) : 0
    const cases = sums.numerator[at(b)] ?? 0
    n += Number.isNaN(cases) ? 0 : cases
    d += (sums.denominator[at(b)] ?? Number.NaN) * (isMean ? length : 1)
    days += length
  }
  return { n, d: isMean ? d / days : d }
}

/** Both parts over a period by area and code of a coded field: each a count of cases. */
export async function sumByCode(
  asked: Asked,
  indicator: Divided,
  column: 'category' | 'category_group' | 'channel' | 'department',
  period: Period,
): Promise<(area: number, code: number) => Pair> {
  const scope = scopeOf(
    asked,
    [
      { kind: 'area', level: asked.level },
      { kind: 'coded', column },
    ],
    period,
  )
  const [top, bottom] = await Promise.all([
    casesPart(scope, indicator.numerator),
    casesPart(scope, indicator.denominator),
  ])
  return (area, code) => {
    const tokens = [String(area), String(code)]
    const n = top.part(tokens)
    return { n: Number.isNaN(n) ? 0 : n, d: bottom.part(tokens) }
  }
}
