import type { Component } from '../catalog/types.ts'
import type { Dimension, Filters, Span } from '../query/plan.ts'
import type { Attached } from '../snapshot/types.ts'
import { countFromColumns } from './brush.ts'
import { addDays, bucketEnd, daysIn } from './days.ts'
import { heldIn } from './held.ts'
import { joinTokens } from './keys.ts'
import { monthsBefore } from './months.ts'
import type { PublishedSet } from './published-set.ts'
import { sumCells, sumHeldPlaces, sumPlaces, type PlaceSums } from './place-sums.ts'
import { sumCases, type Store, type Sums } from './sums.ts'
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
  /** In a city of profile `standard`: what may be told of cases. */
  published?: PublishedSet | null
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
    (await countFromColumns(scope, component)) ??
    (await sumCases(snapshot, store, { by, at, span: spanOf(period), component, filters, ...months }))
  const empty = component.sum === undefined ? 0 : Number.NaN
  return { sums, part: (tokens) => sums.get(joinTokens(tokens)) ?? empty }
}

const isPlace = (dimension: Dimension) => ['area', 'urban', 'urban_two', 'cell'].includes(dimension.kind)

/** The days that a row is about: those of its bucket within the period, or the period. */
export function periodOfRow({ by, period }: Scope): (tokens: readonly string[]) => Period {
  const at = by.findIndex((dimension) => dimension.kind === 'time')
  const time = by[at]
  if (time?.kind !== 'time') return () => period
  return (tokens) => {
    const start = tokens[at] ?? period.to
    return { from: start > period.from ? start : period.from, to: bucketEnd(time.grain, start, period) }
  }
}

const yearOf = (day: string) => Number(day.slice(0, 4))

function yearsIn({ from, to }: Period): number[] {
  const [first, last] = [yearOf(from), yearOf(to)]
  return Array.from({ length: last - first + 1 }, (_, i) => first + i)
}

export const basisOf = (component: Component) =>
  component.where?.some((condition) => 'value' in condition && condition.value === 'registered')
    ? 'registered'
    : 'resident'

export interface PlacePart {
  part: Part
  /** Years taken, ascending; known when the part has told all rows. */
  years: () => number[]
  sums: Sums
}

/**
 * What figures of places stand for. through: those beside whom something happens in the period, such as the people of
 * a rate; an area that holds on some of its days counts for the share of them. at_end: how many there are at its end.
 */
export type Standing = 'through' | 'at_end'

/** A part over figures of places, the same for all rows of one place. Null when it cannot be broken down like this. */
export async function placesPart(scope: Scope, component: Component, standing: Standing): Promise<PlacePart | null> {
  const { snapshot, store, filters, period } = scope
  const by = scope.by.filter(isPlace)
  const positions = scope.by.flatMap((dimension, i) => (isPlace(dimension) ? [i] : []))
  const hasTime = scope.by.some((dimension) => dimension.kind === 'time')
  const wanted = hasTime ? yearsIn(period) : [yearOf(period.to)]
  const overCells = by.some((dimension) => dimension.kind === 'cell') || filters.cells.size > 0
  const held = overCells ? null : heldIn(scope)
  let found: PlaceSums | null
  if (overCells) {
    const isWhole = component.from === 'population' && component.where?.length === 1 && by.length <= 1
    if (!isWhole) return null
    found = await sumCells(snapshot, store, basisOf(component), by, filters, wanted)
  } else if (held) {
    found = await sumHeldPlaces(snapshot, store, component, by, filters, period)
  } else {
    found = await sumPlaces(snapshot, store, component, by, filters, wanted)
  }
  const periodOf = periodOfRow(scope)
  if (!found) return { part: () => Number.NaN, years: () => [], sums: new Map() }
  const { sums, stampFor } = found
  const taken = new Set<number>()
  const at = (tokens: readonly string[], day: string, isFitting?: (day: string) => boolean): number => {
    const place = positions.map((i) => tokens[i] ?? '')
    const stamp = stampFor(day, isFitting)
    if (typeof stamp === 'number') taken.add(stamp)
    return sums.get(joinTokens([...place, ...(stamp === '' ? [] : [String(stamp)])])) ?? Number.NaN
  }
  const part: Part = (tokens) => {
    const row = periodOf(tokens)
    if (!held) return at(tokens, row.to)
    const spells = held.spells(tokens, row)
    const figures = spells.map(({ to, which }) => at(tokens, to, (day) => held.on(tokens, day) === which))
    if (standing === 'at_end') return figures.at(-1) ?? Number.NaN
    const share = (spell: Period) => daysIn(spell) / daysIn(row)
    const parts = spells.map((spell, k) => share(spell) * (figures[k] ?? Number.NaN))
    return parts.length === 0 ? Number.NaN : parts.reduce((sum, n) => sum + n)
  }
  const plainly = () =>
    new Set(wanted.map((year) => stampFor(`${year}-12-31`)).filter((year) => typeof year === 'number'))
  return { part, years: () => [...(held ? taken : plainly())].sort((a, b) => a - b), sums }
}
