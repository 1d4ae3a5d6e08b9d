/** Position of the least and of the greatest finite number of `column` in [from, to), in order; none where there is none. */
function extremes(column: ArrayLike<number>, from: number, to: number): number[] {
  let [low, high] = [-1, -1]
  for (let i = from; i < to; i++) {
    const value = column[i] as number
    if (!Number.isFinite(value)) continue
    if (low < 0 || value < (column[low] as number)) low = i
    if (high < 0 || value > (column[high] as number)) high = i
  }
  return low < 0 ? [] : low === high ? [low] : [Math.min(low, high), Math.max(low, high)]
}

/**
 * Positions that stand for columns of one length where there are more of them than pixels: the first, the last, and of
 * each of `buckets` equal spans the least and the greatest of every column, so that no peak and no trough is lost, and one
 * gap where a span has any. Ascending. All positions where that would not be fewer.
 */
export function keptPositions(columns: readonly ArrayLike<number>[], buckets: number): number[] {
  const n = columns[0]?.length ?? 0
  if (n <= buckets * 2) return Array.from({ length: n }, (_, i) => i)
  const kept = new Set([0, n - 1])
  for (let k = 0; k < buckets; k++) {
    const [from, to] = [Math.floor((k * n) / buckets), Math.floor(((k + 1) * n) / buckets)]
    for (const column of columns) {
      for (const i of extremes(column, from, to)) kept.add(i)
      for (let i = from; i < to; i++) {
        if (Number.isFinite(column[i])) continue
        kept.add(i)
        break
      }
    }
  }
  return [...kept].toSorted((a, b) => a - b)
}

/** A column at some positions. */
export const atPositions = (column: Float64Array, positions: readonly number[]): Float64Array =>
  Float64Array.from(positions, (i) => column[i] ?? Number.NaN)
