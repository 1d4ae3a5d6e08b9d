import type { Component } from '../catalog/types.ts'
import type { Dimension, Filters, Span } from '../query/plan.ts'
import type { Attached } from '../snapshot/types.ts'
import { countFromColumns } from './brush.ts'
import { addDays, bucketEnd } from './days.ts'
import { joinTokens } from './keys.ts'
import { monthsBefore } from './months.ts'
import { sumCases, sumCells, sumPlaces, type PlaceSums, type Store, type Sums } from './sums.ts'
import type { Period } from './types.ts'

/** What one evaluation is about: rows are members of `by`, joined. */
export interface Scope {
  snapshot: Attached
  store: Store
  by: readonly Dimension[]
  filters: Filters
  period: Period
  /** The question goes by day, week, weekday or hour; so its total leaves out what its rows do. */
  isByDay: boolean
}

/** The value of one additive part for the row with these member tokens; NaN where nothing was published. */
export type Part = (tokens: readonly string[]) => number

export const spanOf = (period: Period): Span => ({ from: period.from, before: addDays(period.to, 1) })

/** A part over cases: rows without a case count 0. */
export async function casesPart(scope: Scope, component: Component): Promise<{ part: Part; sums: Sums }> {
  const { snapshot, store, by, filters, period } = scope
  const at = component.at ?? 'opened_at'
  const before = at === 'opened_at' ? monthsBefore(scope) : null
  const months = before === null ? {} : { monthsBefore: before }
  const sums =
    (before === null ? await countFromColumns(scope, component) : null) ??
    (await sumCases(snapshot, store, { by, at, span: spanOf(period), components: [component], filters, ...months }))
  const empty = component.sum === undefined ? 0 : Number.NaN
  return { sums, part: (tokens) => sums.get(joinTokens(tokens))?.[0] ?? empty }
}

const isPlace = (dimension: Dimension) => ['area', 'urban', 'urban_two', 'cell'].includes(dimension.kind)

/** Years whose figures the rows need: that in which each bucket, or the period, ends. */
function yearOfRow(scope: Scope): (tokens: readonly string[]) => number {
  const at = scope.by.findIndex((dimension) => dimension.kind === 'time')
  const time = scope.by[at]
  if (time?.kind !== 'time') return () => Number(scope.period.to.slice(0, 4))
  return (tokens) => Number(bucketEnd(time.grain, tokens[at] ?? scope.period.to, scope.period).slice(0, 4))
}

function yearsIn({ from, to }: Period): number[] {
  const [first, last] = [Number(from.slice(0, 4)), Number(to.slice(0, 4))]
  return Array.from({ length: last - first + 1 }, (_, i) => first + i)
}

const basisOf = (component: Component) =>
  component.where?.some((condition) => 'value' in condition && condition.value === 'registered')
    ? 'registered'
    : 'resident'

export interface PlacePart {
  part: Part
  /** Years taken, ascending. */
  years: number[]
  sums: Sums
}

/** A part over figures of places, the same for all rows of one place. Null when it cannot be broken down like this. */
export async function placesPart(scope: Scope, component: Component): Promise<PlacePart | null> {
  const { snapshot, store, filters, period } = scope
  const by = scope.by.filter(isPlace)
  const positions = scope.by.flatMap((dimension, i) => (isPlace(dimension) ? [i] : []))
  const hasTime = scope.by.some((dimension) => dimension.kind === 'time')
  const wanted = hasTime ? yearsIn(period) : [Number(period.to.slice(0, 4))]
  const overCells = by.some((dimension) => dimension.kind === 'cell') || filters.cells.size > 0
  let found: PlaceSums | null
  if (overCells) {
    const isWhole = component.from === 'population' && component.where?.length === 1 && by.length <= 1
    if (!isWhole) return null
    found = await sumCells(snapshot, store, basisOf(component), by, filters, wanted)
  } else {
    found = await sumPlaces(snapshot, store, component, by, filters, wanted)
  }
  const yearOf = yearOfRow(scope)
  if (!found) return { part: () => Number.NaN, years: [], sums: new Map() }
  const { sums, yearFor } = found
  const part: Part = (tokens) => {
    const place = positions.map((i) => tokens[i] ?? '')
    const year = component.from === 'area' ? [] : [String(yearFor(yearOf(tokens)))]
    return sums.get(joinTokens([...place, ...year]))?.[0] ?? Number.NaN
  }
  const years = [...new Set(wanted.map(yearFor).filter((year) => year !== null))].sort((a, b) => a - b)
  return { part, years: component.from === 'area' ? [] : years, sums }
}
