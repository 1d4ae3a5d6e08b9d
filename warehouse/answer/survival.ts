import type { Component, Indicator } from '../catalog/types.ts'
import type { Table } from '../engine/engine.ts'
import { type Durations, medianSurvival, medianTime } from '../stats/kaplan-meier.ts'
import { joinTokens } from './keys.ts'
import { type Scope, spanOf } from './parts.ts'
import { groupsOf } from './sums.ts'
import { type Value, withoutValue } from '../stats/values.ts'

/** The durations of each group, equal ones as one. Rows come shortest first, of equal ones those that ended first. */
export function durationsByGroup(table: Table, group: Int32Array, groups: number): Durations[] {
  const [t, ended] = [table.columns.t, table.columns.ended] as [Float64Array, Float64Array]
  const starts = new Int32Array(groups + 1)
  for (const g of group) starts[g + 1] = (starts[g + 1] as number) + 1
  for (let g = 0; g < groups; g++) starts[g + 1] = (starts[g + 1] as number) + (starts[g] as number)
  const ends = starts.slice(0, groups)
  const time = new Float64Array(table.rows)
  const events = new Float64Array(table.rows)
  const total = new Float64Array(table.rows)
  for (let i = 0; i < table.rows; i++) {
    const g = group[i] as number
    const last = (ends[g] as number) - 1
    const isNew = last < (starts[g] as number) || time[last] !== t[i]
    const at = isNew ? last + 1 : last
    if (isNew) {
      time[at] = t[i] as number
      ends[g] = at + 1
    }
    events[at] = (events[at] as number) + (ended[i] as number)
    total[at] = (total[at] as number) + 1
  }
  return Array.from({ length: groups }, (_, g) => {
    const [start, end] = [starts[g], ends[g]]
    return { time: time.subarray(start, end), events: events.subarray(start, end), total: total.subarray(start, end) }
  })
}

const sum = (list: Float64Array) => list.reduce((total, n) => total + n, 0)

function valueOfGroup(indicator: Indicator, durations: Durations): Value {
  const [ended, all] = [sum(durations.events), sum(durations.total)]
  const isBare = indicator.interval === 'none'
  const { median, low, high } = isBare
    ? { median: medianTime(durations), low: null, high: null }
    : medianSurvival(durations)
  if (median === null) return withoutValue('not_reached', ended, all)
  return {
    numerator: ended,
    denominator: all,
    value: median,
    low: low ?? Number.NaN,
    high: high ?? Number.NaN,
    status: all < indicator.minimum ? 'unreliable' : 'ok',
  }
}

/** Kaplan–Meier medians by row: cases opened in the period, the open ones counted up to the end of the data. */
export async function survivalValues(scope: Scope, indicator: Indicator, component: Component) {
  const { snapshot, store, by, filters, period } = scope
  const table = await store.run({
    fact: 'durations',
    store: snapshot.store,
    asOf: snapshot.catalog.asOf,
    by,
    filters,
    span: spanOf(period),
    component,
  })
  const { tokens, group } = groupsOf(table, by.length)
  const durations = durationsByGroup(table, group, tokens.size)
  const valueOf = (row: readonly string[]): Value => {
    const found = durations[tokens.get(joinTokens(row)) ?? -1]
    return found ? valueOfGroup(indicator, found) : withoutValue('zero_denominator', 0, 0)
  }
  return { valueOf, seen: [[...tokens.keys()]] }
}
