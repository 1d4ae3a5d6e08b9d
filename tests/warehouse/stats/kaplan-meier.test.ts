import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import {
  type Durations,
  endedBy,
  medianSurvival,
  medianTime,
  restrictedMean,
  survivalBand,
  survivalCurve,
  timeQuantile,
} from '../../../warehouse/stats/kaplan-meier.ts'
import { logRank } from '../../../warehouse/stats/log-rank.ts'

function durations(rows: [time: number, events: number, total: number][]): Durations {
  const column = (k: 0 | 1 | 2) => Float64Array.from(rows, (row) => row[k])
  return { time: column(0), events: column(1), total: column(2) }
}

describe('the median time to close', () => {
  it('counts those still open: 7/8, 3/4, 3/5, 2/5 crosses one half at 5', () => {
    const open = durations([
      [1, 1, 1],
      [2, 1, 2],
      [3, 1, 1],
      [4, 0, 1],
      [5, 1, 1],
      [6, 1, 2],
    ])
    const curve = survivalCurve(open)
    expect([...curve.survival].map((s) => Number(s.toFixed(6)))).toEqual([0.875, 0.75, 0.6, 0.6, 0.4, 0.2])
    expect(medianSurvival(open).median).toBe(5)
  })

  it('is the middle of the step where the curve rests on one half', () => {
    const four = durations([
      [1, 1, 1],
      [2, 1, 1],
      [3, 1, 1],
      [4, 1, 1],
    ])
    expect(medianSurvival(four).median).toBe(2.5)
  })

  it('is the middle of the last step where the curve ends on one half: (2 + 4) / 2', () => {
    const half = durations([
      [1, 1, 1],
      [2, 1, 1],
      [3, 0, 1],
      [4, 0, 1],
    ])
    expect(medianTime(half)).toBe(3)
  })

  it('is not reached while most are open', () => {
    const early = durations([
      [1, 1, 1],
      [9, 0, 9],
    ])
    expect(medianSurvival(early)).toMatchObject({ median: null, high: null })
  })

  it('has no upper limit where the band never comes down', () => {
    const few = durations([
      [1, 1, 1],
      [2, 1, 1],
    ])
    expect(medianSurvival(few).high).toBeNull()
  })
})

/** S: 4/5 from 1, 8/15 from 3, 0 from 4; one still open at 2, one at 3. */
const five = durations([
  [1, 1, 1],
  [2, 0, 1],
  [3, 1, 2],
  [4, 1, 1],
])

describe('quantiles of the time to close', () => {
  it('are where the curve comes down to what is left', () => {
    const at = (share: number) => timeQuantile(five, share).time
    expect([0.1, 0.2, 0.4, 0.5, 0.9].map(at)).toEqual([1, 2, 3, 4, 4])
  })
})

describe('the median', () => {
  it('is the same without the curve', () => {
    const step = fc.tuple(fc.integer({ min: 0, max: 4 }), fc.integer({ min: 0, max: 4 }))
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
        const kept = steps.filter(([d, c]) => d + c > 0)
        const made = durations(kept.map(([d, c], i) => [i + 1, d, d + c]))
        expect(medianTime(made)).toBe(timeQuantile(made, 0.5).time)
      }),
      { seed: 20261123, numRuns: 1000 },
    )
  })
})

describe('the mean time to close up to a horizon', () => {
  it('is the area: 1 + 4/5 × 2 = 2.6 to 3, and 2.6 + 8/15 to 4 and ever after', () => {
    expect(restrictedMean(five, 3)?.mean).toBeCloseTo(2.6, 12)
    expect(restrictedMean(five, 4)?.mean).toBeCloseTo(2.6 + 8 / 15, 12)
    expect(restrictedMean(five, 99)?.mean).toBeCloseTo(2.6 + 8 / 15, 12)
    expect(restrictedMean(five, 0.5)).toEqual({ mean: 0.5, standardError: 0 })
  })

  it('has the error of Greenwood: 1.6 × √(1 / (5 × 4)) to 3', () => {
    expect(restrictedMean(five, 3)?.standardError).toBeCloseTo(1.6 * Math.sqrt(1 / 20), 12)
  })

  it('is not known beyond the last seen while some are open, nor of nobody', () => {
    const open = durations([
      [1, 1, 1],
      [2, 0, 1],
    ])
    expect(restrictedMean(open, 2)?.mean).toBeCloseTo(1.5, 12)
    expect(restrictedMean(open, 2.1)).toBeNull()
    expect(endedBy(open, 2.1)).toBeNull()
    expect(restrictedMean(durations([]), 1)).toBeNull()
  })
})

describe('the share closed by a time', () => {
  it('counts open ones: 1 − 4/5 by 2, 1 − 8/15 by 3, all by 4', () => {
    expect(endedBy(five, 0.5)).toEqual({ share: 0, interval: [0, 0] })
    expect(endedBy(five, 2)?.share).toBeCloseTo(0.2, 12)
    expect(endedBy(five, 3)?.share).toBeCloseTo(7 / 15, 12)
    expect(endedBy(five, 4)).toEqual({ share: 1, interval: null })
  })

  it('grows with time and lies in its interval; a longer horizon adds no more than itself', () => {
    const step = fc.tuple(fc.integer({ min: 0, max: 50 }), fc.integer({ min: 0, max: 50 }))
    fc.assert(
      fc.property(fc.array(step, { minLength: 2, maxLength: 20 }), (steps) => {
        const made = durations(steps.map(([d, c], i) => [i + 1, d, d + c + (i === steps.length - 1 ? 1 : 0)]))
        const all = steps.map((_, i) => endedBy(made, i + 1))
        const means = steps.map((_, i) => restrictedMean(made, i + 1)?.mean ?? Number.NaN)
        return all.every((now, i) => {
          if (now === null) return false
          const [low, high] = now.interval ?? [now.share, now.share]
          const before = i === 0 ? 0 : (all[i - 1]?.share ?? 0)
          const grown = (means[i] ?? 0) - (i === 0 ? 0 : (means[i - 1] ?? 0))
          return before <= now.share && low <= now.share + 1e-12 && now.share <= high + 1e-12 && grown <= 1 + 1e-12
        })
      }),
      { seed: 20261123, numRuns: 60 },
    )
  })
})

describe('the log-rank test', () => {
  it('of one who closes at 1 and one at 2: ½ in excess over a variance of ¼', () => {
    const made = logRank([durations([[1, 1, 1]]), durations([[2, 1, 1]])])
    expect(made).toMatchObject({ chiSquare: 1, degrees: 1 })
    expect(made?.p).toBeCloseTo(0.31731050786291415, 10)
  })

  it('is 0 for equal groups, the same in any order, and leaves empty ones out', () => {
    expect(logRank([five, five, durations([])])).toMatchObject({ degrees: 1, p: 1 })
    const other = durations([
      [2, 3, 3],
      [9, 1, 4],
    ])
    const third = durations([[3, 2, 5]])
    const made = logRank([five, other, third])
    expect(logRank([third, five, other])?.chiSquare).toBeCloseTo(made?.chiSquare ?? Number.NaN, 10)
    expect(made?.degrees).toBe(2)
  })

  it('does not exist for one group, or where nothing closed', () => {
    expect(logRank([five])).toBeNull()
    expect(logRank([durations([[1, 0, 3]]), durations([[2, 0, 3]])])).toBeNull()
  })
})

describe('three thousand million cases', () => {
  it('leave the median where it is', () => {
    const many = durations([
      [1, 1e9, 1e9],
      [2, 1e9, 1e9],
      [3, 1e9, 1e9],
    ])
    expect(medianTime(many)).toBe(2)
    expect(restrictedMean(many, 3)?.mean).toBeCloseTo(2, 12)
  })
})

describe('the time by which a share has ended', () => {
  const RESTS = 1.5e-8
  /** Place of the highest value up to a level, the first of equals; −1 where there is none. */
  const highest = (curve: Float64Array, level: number) =>
    curve.reduce((best, value, i) => (value <= level && (best < 0 || value > (curve[best] as number)) ? i : best), -1)

  /** Where a whole curve comes down to a level: in the middle of a step that rests on it. */
  function cross(time: Float64Array, curve: Float64Array, level: number): number | null {
    const at = highest(curve, level + RESTS)
    if (at < 0) return null
    const [here, value] = [time[at] as number, curve[at] as number]
    if (value < level - RESTS) return here
    if (curve.at(-1) === value) return (here + (time.at(-1) as number)) / 2
    const next = highest(curve, level - RESTS)
    return next < 0 ? null : (here + (time[next] as number)) / 2
  }

  it('and its limits are those of the whole band, though no more of it is worked out than they need', () => {
    const step = fc.tuple(fc.nat({ max: 4 }), fc.nat({ max: 3 })).filter(([ended, left]) => ended + left > 0)
    const share = fc.constantFrom(0.1, 0.25, 0.5, 0.75, 0.9)
    const scale = fc.constantFrom('log' as const, 'log-log' as const)
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 40 }), share, scale, (steps, ended, on) => {
        const one = durations(steps.map(([events, left], i) => [i + 1, events, events + left]))
        const curve = survivalCurve(one)
        const { low, high } = survivalBand(curve, 0.95, on)
        const [time, limit] = [one.time, 1 - ended]
        expect(timeQuantile(one, ended, 0.95, on)).toEqual({
          time: cross(time, curve.survival, limit),
          low: cross(time, low, limit),
          high: cross(time, high, limit),
        })
      }),
      { seed: 20_261_130, numRuns: 2000 },
    )
  })
})
