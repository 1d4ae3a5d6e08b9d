import type { DurationsPlan, Filters } from '../query/plan.ts'
import type { Attached } from '../snapshot/types.ts'
import { type Durations, medianSurvival, restrictedMean, survivalBand, survivalCurve } from '../stats/kaplan-meier.ts'
import { zFor } from '../stats/intervals.ts'
import type { WaitCurve } from './loop-types.ts'
import { spanOf } from './parts.ts'
import { openStore } from './sums.ts'
import { durationsByGroup } from './survival.ts'
import type { Period } from './types.ts'

/** Means count no hours beyond this: thirty days. */
const HORIZON = 720
/** A point is kept where the curve fell by so much since the last one kept. */
const LEAST_FALL = 0.005

/** Hours after which those who still wait are counted. */
const COUNTED_AT = [0, 1, 6, 24, 72, 168, 360, 720]

const finite = (value: number | undefined) => (value === undefined || Number.isNaN(value) ? null : value)
const sum = (list: Float64Array) => list.reduce((total, n) => total + n, 0)

function curveOf(durations: Durations, until: WaitCurve['until']): WaitCurve {
  const curve = survivalCurve(durations)
  const band = survivalBand(curve)
  const { median, low, high } = medianSurvival(durations)
  const mean = restrictedMean(durations, HORIZON)
  const half = mean === null ? Number.NaN : zFor(0.95) * mean.standardError
  const after = (hours: number) =>
    durations.total.reduce((n, each, i) => ((durations.time[i] as number) >= hours ? n + each : n), 0)
  const shown: WaitCurve = {
    until,
    n: sum(durations.total),
    ended: sum(durations.events),
    hours: [0],
    share: [1],
    low: [1],
    high: [1],
    waiting: COUNTED_AT.map((hours) => ({ hours, n: after(hours) })),
    median,
    median_low: low,
    median_high: high,
    mean: mean?.mean ?? null,
    mean_low: finite((mean?.mean ?? Number.NaN) - half),
    mean_high: finite((mean?.mean ?? Number.NaN) + half),
    horizon: HORIZON,
  }
  const { time, survival } = curve
  for (let i = 0; i < time.length; i++) {
    const share = survival[i] as number
    if ((shown.share.at(-1) as number) - share < LEAST_FALL && i < time.length - 1) continue
    shown.hours.push(time[i] as number)
    shown.share.push(share)
    shown.low.push(finite(band.low[i]))
    shown.high.push(finite(band.high[i]))
  }
  return shown
}

/** The waits that a curve shows: of cases whose times are in order. */
export const curvePlan = (
  { store, catalog }: Attached,
  until: WaitCurve['until'],
  period: Period,
  filters: Filters,
): DurationsPlan => ({
  fact: 'durations',
  store,
  asOf: catalog.asOf,
  by: [],
  filters,
  span: spanOf(period),
  component: { from: 'cases', until, where: [{ field: 'is_orderly', op: '=', value: true }] },
})

/** How long cases opened in the period wait for first contact and for closing, those that still wait counted. */
export async function waitCurves(
  snapshot: Attached,
  period: Period,
  filters: Filters,
  signal: AbortSignal | undefined,
): Promise<WaitCurve[]> {
  const store = openStore(snapshot, { signal })
  return Promise.all(
    (['first_response_at', 'closed_at'] as const).map(async (until) => {
      const table = await store.run(curvePlan(snapshot, until, period, filters))
      const [durations] = durationsByGroup(table, new Int32Array(table.rows), 1)
      if (!durations) throw new Error('one group was asked for')
      return curveOf(durations, until)
    }),
  )
}
