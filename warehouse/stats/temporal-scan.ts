/** A run of periods in which more was seen than expected. */
export interface Episode {
  /** Positions of its first and last period, both included. */
  from: number
  to: number
  seen: number
  expected: number
  /** Log likelihood ratio of the run against no rise anywhere. */
  ratio: number
}

/** A run is looked for up to this long; what lasts longer shows as runs one after the other, which are joined. */
const LONGEST = 26
/**
 * Least log likelihood ratio. Twice the ratio is about a χ² of one degree of freedom: chance alone passes 14 once in some
 * sixteen million runs, and two years of weeks have some 2,400 runs a series, most nearly alike.
 */
const LEAST_RATIO = 14
const LEAST_EXCESS = 5

/** Kulldorff's ratio for a Poisson count, given the total: `c` seen where `e` of the `total` were expected. */
function logRatio(c: number, e: number, total: number): number {
  if (c <= e || e <= 0) return 0
  const rest = total - c
  return c * Math.log(c / e) + (rest > 0 ? rest * Math.log(rest / (total - e)) : 0)
}

/**
 * Episodes of one series seen with hindsight: a purely temporal scan (Kulldorff 1997, Commun Stat 26:1481) takes the run with
 * the greatest likelihood ratio, sets it aside, and goes on with what is left. `counts` and `expected`, one a period; expected
 * is scaled so that it adds up to what was seen outside the episodes found. Only runs from position `from` on are looked for, though
 * what was seen before tells what is usual. Runs never overlap, those with hardly a pause between them are one, and they come in order of time.
 */
export function episodes(
  counts: Float64Array,
  expected: Float64Array,
  { from: first = 0, longest = LONGEST, leastRatio = LEAST_RATIO, leastExcess = LEAST_EXCESS } = {},
): Episode[] {
  const found: Episode[] = []
  const isTaken = new Uint8Array(counts.length)
  for (;;) {
    let seen = 0
    let hoped = 0
    for (let t = 0; t < counts.length; t++) {
      if (isTaken[t]) continue
      seen += counts[t] as number
      hoped += expected[t] as number
    }
    if (!(seen > 0 && hoped > 0)) break
    const scale = seen / hoped
    let best: Episode | null = null
    for (let from = first; from < counts.length; from++) {
      let c = 0
      let e = 0
      for (let to = from; to < Math.min(counts.length, from + longest) && !isTaken[to]; to++) {
        c += counts[to] as number
        e += (expected[to] as number) * scale
        if (c - e < leastExcess) continue
        const ratio = logRatio(c, e, seen)
        if (ratio >= leastRatio && ratio > (best?.ratio ?? 0)) best = { from, to, seen: c, expected: e, ratio }
      }
    }
    if (!best) break
    isTaken.fill(1, best.from, best.to + 1)
    found.push(best)
  }
  return inARow(found.sort((a, b) => a.from - b.from))
}

/** A pause of so many periods does not end a rise. */
const PAUSE = 4

/** Runs that follow one another with hardly a pause as one; its ratio is that of the strongest. */
function inARow(runs: readonly Episode[]): Episode[] {
  const joined: Episode[] = []
  for (const run of runs) {
    const last = joined.at(-1)
    if (!last || run.from > last.to + 1 + PAUSE) joined.push({ ...run })
    else {
      last.to = run.to
      last.seen += run.seen
      last.expected += run.expected
      last.ratio = Math.max(last.ratio, run.ratio)
    }
  }
  return joined
}
