import type { Component } from '../catalog/types.ts'
import { addDays } from './days.ts'
import { joinTokens } from './keys.ts'
import type { Part, Scope } from './parts.ts'
import { sumCases } from './sums.ts'

const DATED = { field: 'is_dated', op: '=', value: true } as const

/**
 * Cases open at the end of the period; by time, at the end of each bucket: opened until then, less closed until then.
 * Counted from the first case on, so a backlog older than the period is in it. Cases opened on an unknown day of a month
 * are not: nobody can say from when on they were open.
 */
export async function stockPart(scope: Scope, counted: Component, buckets: readonly string[]): Promise<Part> {
  const { snapshot, store, by, filters, period } = scope
  const component: Component = { ...counted, where: [...(counted.where ?? []), DATED] }
  const at = by.findIndex((dimension) => dimension.kind === 'time')
  const places = by.filter((_, i) => i !== at)
  const closed: Component = {
    ...component,
    at: 'closed_at',
    where: [...(component.where ?? []), { field: 'closed_at', op: 'known' }],
  }
  const sum = (part: Component, from: string | null, before: string, dimensions = by) =>
    sumCases(snapshot, store, {
      by: dimensions,
      at: part.at ?? 'opened_at',
      span: { from, before },
      component: part,
      filters,
    })

  if (at < 0) {
    const before = addDays(period.to, 1)
    const open = await sumCases(snapshot, store, {
      by,
      at: 'opened_at',
      span: { from: null, before },
      openAt: before,
      component,
      filters,
    })
    return (tokens) => open.get(joinTokens(tokens)) ?? 0
  }
  const first = buckets[0] ?? period.from
  const [openedBefore, endedBefore, opened, ended] = await Promise.all([
    sum(component, null, first, places),
    sum(closed, null, first, places),
    sum(component, first, addDays(period.to, 1)),
    sum(closed, first, addDays(period.to, 1)),
  ])
  const running = new Map<string, Map<string, number>>()
  const seriesOf = (tokens: readonly string[]) => {
    const place = joinTokens(tokens.filter((_, i) => i !== at))
    const known = running.get(place)
    if (known) return known
    let open = (openedBefore.get(place) ?? 0) - (endedBefore.get(place) ?? 0)
    const series = new Map<string, number>()
    for (const bucket of buckets) {
      const key = joinTokens(tokens.map((token, i) => (i === at ? bucket : token)))
      open += (opened.get(key) ?? 0) - (ended.get(key) ?? 0)
      series.set(bucket, open)
    }
    running.set(place, series)
    return series
  }
  return (tokens) => seriesOf(tokens).get(tokens[at] ?? '') ?? Number.NaN
}
