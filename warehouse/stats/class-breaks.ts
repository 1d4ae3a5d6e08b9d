/** Ways to cut values into classes. Pure arithmetic; breaks ascend, and a value at a break belongs to the class above it. */

/** Longer lists are thinned to this many, evenly by rank: the classes of the whole hardly move, and the work stays small. */
const MOST_VALUES = 2_000

function cleaned(values: readonly number[]): number[] {
  const sorted = values.filter(Number.isFinite).toSorted((a, b) => a - b)
  if (sorted.length <= MOST_VALUES) return sorted
  const step = (sorted.length - 1) / (MOST_VALUES - 1)
  return Array.from({ length: MOST_VALUES }, (_, i) => sorted[Math.round(i * step)] ?? Number.NaN)
}

/** Breaks that divide the range from least to greatest into classes of one width; [] where all values are alike. */
export function equalBreaks(values: readonly number[], classes: number): number[] {
  const sorted = cleaned(values)
  const [least = 0, greatest = 0] = [sorted[0], sorted.at(-1)]
  if (greatest <= least) return []
  return Array.from({ length: classes - 1 }, (_, i) => least + ((greatest - least) * (i + 1)) / classes)
}

/** Sum of squares of `sorted[from..to]` about their mean, in constant time once the sums are made. */
function spreadOf(sorted: readonly number[]): (from: number, to: number) => number {
  const shift = sorted[sorted.length >> 1] ?? 0
  const sums = new Float64Array(sorted.length + 1)
  const squares = new Float64Array(sorted.length + 1)
  for (const [i, value] of sorted.entries()) {
    sums[i + 1] = (sums[i] ?? 0) + (value - shift)
    squares[i + 1] = (squares[i] ?? 0) + (value - shift) ** 2
  }
  return (from, to) => {
    const sum = (sums[to + 1] ?? 0) - (sums[from] ?? 0)
    return Math.max(0, (squares[to + 1] ?? 0) - (squares[from] ?? 0) - (sum * sum) / (to - from + 1))
  }
}

/**
 * Natural breaks: of all ways to cut the sorted values into classes, the one with the least sum of squares about the
 * means of the classes, found exactly by dynamic programming (Fisher 1958; Jenks 1977; divide and conquer over the
 * monotone split point as in Wang and Song 2011). A break is the least value of its class. Fewer classes where there
 * are fewer distinct values; [] for one.
 */
export function naturalBreaks(values: readonly number[], classes: number): number[] {
  const sorted = cleaned(values)
  const n = sorted.length
  const k = Math.min(classes, new Set(sorted).size)
  if (k < 2) return []
  const spread = spreadOf(sorted)
  let least = Float64Array.from(sorted, (_, i) => spread(0, i))
  const starts: Int32Array[] = []
  for (let layer = 1; layer < k; layer++) {
    const before = least
    const next = new Float64Array(n).fill(Number.POSITIVE_INFINITY)
    const start = new Int32Array(n)
    const fill = (low: number, high: number, from: number, to: number): void => {
      if (low > high) return
      const at = (low + high) >> 1
      for (let s = Math.max(layer, from); s <= Math.min(at, to); s++) {
        const sum = (before[s - 1] ?? Number.POSITIVE_INFINITY) + spread(s, at)
        if (sum >= (next[at] ?? 0)) continue
        next[at] = sum
        start[at] = s
      }
      fill(low, at - 1, from, start[at] ?? from)
      fill(at + 1, high, start[at] ?? from, to)
    }
    fill(layer, n - 1, layer, n - 1)
    starts.push(start)
    least = next
  }
  const breaks: number[] = []
  for (let layer = starts.length - 1, end = n - 1; layer >= 0; layer--) {
    const first = starts[layer]?.[end] ?? 0
    breaks.unshift(sorted[first] ?? 0)
    end = first - 1
  }
  return [...new Set(breaks)]
}
