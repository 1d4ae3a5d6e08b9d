import type { Component } from '../catalog/types.ts'
import type { Indicator } from '../catalog/types.ts'
import { medianSurvival } from '../stats/kaplan-meier.ts'
import { joinTokens, tokenOf } from './keys.ts'
import { type Scope, spanOf } from './parts.ts'
import { type Value, withoutValue } from './values.ts'

interface Group {
  time: number[]
  events: number[]
  total: number[]
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
  const groups = new Map<string, Group>()
  const keys = by.map((_, k) => table.columns[`k${k}`])
  for (let i = 0; i < table.rows; i++) {
    const token = joinTokens(keys.map((column) => tokenOf(column?.[i])))
    const group = groups.get(token) ?? { time: [], events: [], total: [] }
    if (group.time.length === 0) groups.set(token, group)
    group.time.push(Number(table.columns.t?.[i]))
    group.events.push(Number(table.columns.events?.[i]))
    group.total.push(Number(table.columns.total?.[i]))
  }
  const valueOf = (tokens: readonly string[]): Value => {
    const group = groups.get(joinTokens(tokens))
    if (!group) return withoutValue('zero_denominator', 0, 0)
    const sum = (list: number[]) => list.reduce((total, n) => total + n, 0)
    const [ended, all] = [sum(group.events), sum(group.total)]
    const { median, low, high } = medianSurvival({
      time: Float64Array.from(group.time),
      events: Float64Array.from(group.events),
      total: Float64Array.from(group.total),
    })
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
  return { valueOf, seen: new Set(groups.keys()) }
}
