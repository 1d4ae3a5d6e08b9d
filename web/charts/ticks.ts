/** Round tick values from at or below `min` to at or above `max`, about `count` steps of 1, 2, 2.5 or 5 × 10ⁿ. */
export function niceTicks(min: number, max: number, count = 3): number[] {
  if (!Number.isFinite(min) || !Number.isFinite(max)) return [0, 1]
  const span = max > min ? max - min : Math.abs(max) || 1
  const rough = span / Math.max(1, count)
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = [1, 2, 2.5, 5, 10].map((m) => m * power).find((s) => s >= rough * 0.999) ?? 10 * power
  const first = Math.floor(min / step + 1e-9)
  const last = Math.max(first + 1, Math.ceil(max / step - 1e-9))
  const ticks: number[] = []
  for (let i = first; i <= last; i++) ticks.push(Number((i * step).toPrecision(12)))
  return ticks
}

/** Smallest and largest finite number over several columns; null when there is none. */
export function extentOf(columns: readonly (ArrayLike<number> | undefined)[]): [number, number] | null {
  let min = Number.POSITIVE_INFINITY
  let max = Number.NEGATIVE_INFINITY
  for (const column of columns) {
    if (!column) continue
    for (let i = 0; i < column.length; i++) {
      const v = column[i]
      if (v === undefined || !Number.isFinite(v)) continue
      if (v < min) min = v
      if (v > max) max = v
    }
  }
  return min <= max ? [min, max] : null
}

/** At most `most` of the positions 0…n−1, evenly spaced, the first among them. */
export function spacedPositions(n: number, most: number): number[] {
  if (n <= 0 || most <= 0) return []
  const step = Math.max(1, Math.ceil(n / most))
  const positions: number[] = []
  for (let i = 0; i < n; i += step) positions.push(i)
  return positions
}
