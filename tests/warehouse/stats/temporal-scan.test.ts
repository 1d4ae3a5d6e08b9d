import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { episodes } from '../../../warehouse/stats/temporal-scan.ts'

const flat = (n: number, value = 1) => new Float64Array(n).fill(value)

describe('episodes seen with hindsight', () => {
  it('are the run in which the excess lies: 30 in two weeks where 4 a fortnight are usual', () => {
    const counts = Float64Array.of(2, 2, 2, 2, 15, 15, 2, 2, 2, 2)
    const [found, ...others] = episodes(counts, flat(10), { leastRatio: 5 })
    // 46 in all: 9.2 expected in two of ten weeks; 30 ln(30 / 9.2) + 16 ln(16 / 36.8)
    expect(found).toMatchObject({ from: 4, to: 5, seen: 30 })
    expect(found?.expected).toBeCloseTo(9.2, 12)
    expect(found?.ratio).toBeCloseTo(30 * Math.log(30 / 9.2) + 16 * Math.log(16 / 36.8), 12)
    expect(others).toEqual([])
  })

  it('are two where there are two, in order of time, the greater one not hiding the smaller', () => {
    const counts = flat(60, 3)
    counts.fill(30, 10, 13)
    counts.fill(60, 40, 42)
    expect(episodes(counts, flat(60)).map(({ from, to }) => [from, to])).toEqual([
      [10, 12],
      [40, 41],
    ])
  })

  it('are none in a season that was expected', () => {
    const season = Float64Array.from({ length: 104 }, (_, t) => 20 + 15 * Math.sin((t / 52) * 2 * Math.PI))
    expect(episodes(season.map(Math.round), season)).toEqual([])
    expect(episodes(season.map(Math.round), flat(104)).length).toBeGreaterThan(0)
  })

  it('are one where a rise lasts longer than any run looked for, or pauses for a month', () => {
    const counts = flat(160, 5)
    counts.fill(12, 100, 140)
    counts.fill(5, 118, 121)
    expect(episodes(counts, flat(160), { longest: 12 }).map(({ from, to }) => [from, to])).toEqual([[100, 139]])
  })

  it('are looked for from a week on, though what was before tells what is usual', () => {
    const counts = flat(120, 4)
    counts.fill(10, 60, 120)
    expect(episodes(counts, flat(120), { from: 60 }).map(({ from, to }) => [from, to])).toEqual([[60, 119]])
    expect(episodes(counts.subarray(60), flat(60))).toEqual([])
  })

  it('are none where nothing was seen, nothing expected, or no time passed', () => {
    expect(episodes(flat(20, 0), flat(20))).toEqual([])
    expect(episodes(flat(20), flat(20, 0))).toEqual([])
    expect(episodes(flat(0), flat(0))).toEqual([])
  })

  it('never overlap and do not depend on the unit of the expectation', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat({ max: 40 }), { minLength: 1, maxLength: 60 }),
        fc.double({ min: 0.01, max: 1e6, noNaN: true }),
        (list, unit) => {
          const counts = Float64Array.from(list)
          const found = episodes(counts, flat(counts.length))
          const other = episodes(counts, flat(counts.length, unit))
          expect(other.map(({ from, to }) => [from, to])).toEqual(found.map(({ from, to }) => [from, to]))
          for (const [i, each] of found.entries()) {
            expect(each.from).toBeGreaterThan(found[i - 1]?.to ?? -1)
            expect(each.seen - each.expected).toBeGreaterThanOrEqual(5)
          }
        },
      ),
      { seed: 4, numRuns: 300 },
    )
  })
})
