import type { CustomSeriesOption } from 'echarts/charts'

/** Runs of positions where both ends are numbers, as [first, last] inclusive; a gap is never joined. */
export function unbrokenRuns(low: ArrayLike<number>, high: ArrayLike<number>): [number, number][] {
  const runs: [number, number][] = []
  let start = -1
  for (let i = 0; i <= low.length; i++) {
    const whole = i < low.length && Number.isFinite(low[i]) && Number.isFinite(high[i])
    if (whole && start < 0) start = i
    if (!whole && start >= 0) {
      runs.push([start, i - 1])
      start = -1
    }
  }
  return runs
}

/** An interval as one polygon for each unbroken run. One data item a run, so no seams show through the opacity. */
export function bandSeries(
  at: Float64Array,
  low: Float64Array,
  high: Float64Array,
  color: string,
  opacity: number,
): CustomSeriesOption {
  const runs = unbrokenRuns(low, high)
  return {
    type: 'custom',
    silent: true,
    animation: false,
    clip: true,
    z: 1,
    tooltip: { show: false },
    data: runs.map(([a]) => [at[a] ?? 0, low[a] ?? 0]),
    renderItem: (params, api) => {
      const run = runs[params.dataIndex]
      if (!run) return null
      const points: number[][] = []
      for (let i = run[0]; i <= run[1]; i++) points.push(api.coord([at[i] ?? 0, high[i] ?? 0]))
      for (let i = run[1]; i >= run[0]; i--) points.push(api.coord([at[i] ?? 0, low[i] ?? 0]))
      return { type: 'polygon', shape: { points }, style: { fill: color, opacity } }
    },
  }
}
