import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { studentQuantile, studentTail } from '../../../warehouse/stats/count-tails.ts'
import { baselineOf, earsBounds, earsInterval, earsTail } from '../../../warehouse/stats/ears.ts'

const week = Float64Array.of(1, 2, 3, 2, 1, 3, 2, 4)

describe('EARS', () => {
  it('of seven weeks of mean 2 and deviation √(4/6) has the bounds counted by hand', () => {
    const base = baselineOf(week, 7)
    expect(base?.mean).toBe(2)
    expect(base?.deviation).toBeCloseTo(Math.sqrt(4 / 6), 12)
    expect(earsBounds(week, 'C1')[7]).toBeCloseTo(2 + 3.0902323062 * Math.sqrt(4 / 6), 9)
    // 97.5 % of Student's t with six degrees of freedom: 2.446912.
    const { low, high } = earsInterval({ mean: 2, deviation: Math.sqrt(4 / 6) })
    expect(high).toBeCloseTo(2 + 2.446911851 * Math.sqrt((4 / 6) * (8 / 7)), 8)
    expect(low).toBe(0)
  })

  it('says nothing where the history is too short', () => {
    expect(baselineOf(week, 6)).toBeNull()
    expect([...earsBounds(week.subarray(0, 7), 'C1')]).toEqual(Array.from({ length: 7 }, () => Number.NaN))
    expect(earsBounds(week, 'C2').every(Number.isNaN)).toBe(true)
  })

  it('does not believe a baseline without variation', () => {
    const flat = new Float64Array(12).fill(3)
    expect(baselineOf(flat, 9)).toEqual({ mean: 3, deviation: 0.5 })
    expect(earsTail(4, { mean: 3, deviation: 0.5 })).toBeGreaterThan(0.04)
    expect(earsBounds(flat, 'C1', { leastDeviation: 0 })[9]).toBe(3)
    expect(earsBounds(flat, 'C3', { leastDeviation: 0 })[11]).toBeNaN()
  })

  it('takes one huge week as an alarm, and hides the next behind it in C1 but not in C2', () => {
    const counts = Float64Array.of(5, 6, 4, 5, 6, 5, 4, 5, 6, 1e9, 50)
    const [c1, c2] = [earsBounds(counts, 'C1'), earsBounds(counts, 'C2')]
    expect(counts[9]).toBeGreaterThan(c1[9] as number)
    expect(counts[10]).toBeLessThan(c1[10] as number)
    expect(counts[10]).toBeGreaterThan(c2[10] as number)
  })

  it('of weeks without a case alarms at two, by the deviation that is believed at least: 3.0902 × 0.5', () => {
    const none = new Float64Array(12)
    expect(earsBounds(none, 'C1')[9]).toBeCloseTo(1.5451161531, 9)
    expect(earsBounds(none, 'C2')[9]).toBeCloseTo(1.5451161531, 9)
    expect(earsBounds(none, 'C3')[11]).toBeCloseTo(1.9599639845 * 0.5, 9)
  })

  it('counts in tens or in ones alike, where every baseline is believed', () => {
    const counts = fc.array(fc.nat(50), { minLength: 12, maxLength: 30 })
    fc.assert(
      fc.property(counts, fc.constantFrom('C1', 'C2', 'C3'), (list, mode) => {
        const ones = earsBounds(Float64Array.from(list), mode, { leastDeviation: 0 })
        const tens = earsBounds(
          Float64Array.from(list, (n) => 10 * n),
          mode,
          { leastDeviation: 0 },
        )
        for (const [t, bound] of ones.entries()) {
          if (Number.isNaN(bound)) expect(tens[t]).toBeNaN()
          else expect(Math.abs((tens[t] as number) - 10 * bound)).toBeLessThanOrEqual(1e-8 * (1 + 10 * bound))
        }
      }),
      { seed: 19 },
    )
  })

  it('does not hang on the order of the baseline, and grows with what is seen', () => {
    const counts = fc.array(fc.nat(1000), { minLength: 7, maxLength: 7 })
    fc.assert(
      fc.property(counts, fc.nat(2000), (list, seen) => {
        const [one, other] = [list, list.toReversed()].map((each) => baselineOf(Float64Array.from(each), 7))
        expect(other?.mean).toBeCloseTo(one?.mean ?? Number.NaN, 9)
        expect(other?.deviation).toBeCloseTo(one?.deviation ?? Number.NaN, 9)
        if (one) expect(earsTail(seen + 1, one)).toBeLessThanOrEqual(earsTail(seen, one))
      }),
      { seed: 11 },
    )
  })
})

describe('a quantile of Student’s t', () => {
  it('is the value its tail gives back', () => {
    for (const df of [1, 2, 6, 30, 200])
      for (const p of [0.5, 0.6, 0.9, 0.975, 0.999])
        expect(studentTail(studentQuantile(p, df), df)).toBeCloseTo(1 - p, 12)
    expect(studentQuantile(0.975, 6)).toBeCloseTo(2.4469118511449692, 12)
    expect(studentQuantile(0.025, 6)).toBeCloseTo(-2.4469118511449692, 12)
  })
})
