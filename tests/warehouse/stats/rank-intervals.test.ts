import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { composite, type IndexPillar } from '../../../warehouse/stats/composite.ts'
import { bandsOf, placesOf, rankIntervals } from '../../../warehouse/stats/rank-intervals.ts'

const array = (...values: number[]) => Float64Array.from(values)
const seed = 20261123

/** Each pillar of one measure, goalposts 0 and 100. */
const pillarsOf = (...columns: number[][]): IndexPillar[] =>
  columns.map((values) => ({
    weight: 1,
    measures: [{ values: Float64Array.from(values), best: 0, worst: 100, weight: 1 }],
  }))

describe('places', () => {
  it('go from the highest down; those alike share theirs, those without a value have none', () => {
    const { first, last, ranked } = placesOf(array(5, 9, Number.NaN, 5, 1))
    expect([...first]).toEqual([2, 1, Number.NaN, 2, 4])
    expect([...last]).toEqual([3, 1, Number.NaN, 3, 4])
    expect(ranked).toBe(4)
  })
})

describe('rank intervals', () => {
  it('are one place wide where an area is worst in everything, and another best', () => {
    const { rank, low, high } = rankIntervals(pillarsOf([90, 50, 10], [80, 40, 20]), 'a')
    expect([...rank]).toEqual([1, 2, 3])
    expect([...low]).toEqual([1, 2, 3])
    expect([...high]).toEqual([1, 2, 3])
  })

  it('are wide where it depends on the choice: a product ranks the even area first, a mean the uneven', () => {
    const { rank, low, high } = rankIntervals(pillarsOf([100, 45, 20], [1, 45, 20], [40, 45, 20]), 'a')
    expect(rank[1]).toBe(1)
    expect([low[0], high[0]]).toEqual([1, 3])
    expect([low[1], high[1]]).toEqual([1, 2])
  })

  it('hold every place, and no place is named, where all are equal', () => {
    const { rank, low, high } = rankIntervals(pillarsOf([30, 30, 30], [70, 70, 70]), 'a')
    expect([...rank].every(Number.isNaN)).toBe(true)
    expect([...low]).toEqual([1, 1, 1])
    expect([...high]).toEqual([3, 3, 3])
    expect([...bandsOf(composite(pillarsOf([30, 30, 30])).index, { low, high })]).toEqual([0, 0, 0])
  })

  it('name no place for one area alone, for none, or without an index', () => {
    const one = rankIntervals(pillarsOf([30], [70]), 'a')
    expect([one.rank[0], one.low[0], one.high[0]]).toEqual([Number.NaN, 1, 1])
    expect(rankIntervals(pillarsOf([], []), 'a').ranked).toBe(0)
    const lacking = rankIntervals(pillarsOf([30, Number.NaN, 60], [70, 50, 80]), 'a')
    expect([...lacking.rank]).toEqual([2, Number.NaN, 1])
    expect([...lacking.high]).toEqual([2, Number.NaN, 1])
    expect(lacking.ranked).toBe(2)
  })

  it('are the same for the same name, and others for another', () => {
    const column = (step: number) => Array.from({ length: 40 }, (_, i) => (i * step) % 41)
    const drawn = pillarsOf(column(7), column(13), column(19))
    const text = (name: string) => JSON.stringify(rankIntervals(drawn, name, 60))
    expect(text('2025')).toBe(text('2025'))
    expect(new Set(['a', 'b', 'c'].map(text)).size).toBeGreaterThan(1)
  })

  it('say how many outliers were drawn in', () => {
    const long = [1, 2, 3, 4, 5, 6, 7, 8, 9, 90]
    expect(
      rankIntervals(
        pillarsOf(
          long,
          long.map((_, i) => i),
        ),
        'a',
      ).winsorised,
    ).toEqual([[1], [0]])
  })

  const score = fc.integer({ min: 0, max: 20 }).map((n) => n * 5)
  const city = fc
    .integer({ min: 1, max: 9 })
    .chain((areas) => fc.array(fc.array(score, { minLength: areas, maxLength: areas }), { minLength: 2, maxLength: 4 }))

  it('hold the rank and stay within the ranking', () => {
    fc.assert(
      fc.property(city, (columns) => {
        const { rank, low, high, ranked } = rankIntervals(pillarsOf(...columns), 'x', 60)
        for (const [i, place] of rank.entries()) {
          expect(low[i]).toBeGreaterThanOrEqual(1)
          expect(high[i]).toBeLessThanOrEqual(ranked)
          expect(low[i]).toBeLessThanOrEqual(high[i] as number)
          if (!Number.isNaN(place)) {
            expect(low[i]).toBeLessThanOrEqual(place)
            expect(high[i]).toBeGreaterThanOrEqual(place)
          }
        }
      }),
      { seed, numRuns: 100 },
    )
  })

  it('do not depend on the order of areas', () => {
    fc.assert(
      fc.property(city, (columns) => {
        const there = rankIntervals(pillarsOf(...columns), 'x', 60)
        const back = rankIntervals(pillarsOf(...columns.map((column) => column.toReversed())), 'x', 60)
        expect([...back.low].toReversed()).toEqual([...there.low])
        expect([...back.high].toReversed()).toEqual([...there.high])
      }),
      { seed, numRuns: 60 },
    )
  })

  it('do not depend on the unit of a measure', () => {
    fc.assert(
      fc.property(city, fc.constantFrom(0.3048, 1000, -1), (columns, unit) => {
        const there = pillarsOf(...columns)
        const other = there.map(({ weight, measures }) => ({
          weight,
          measures: measures.map((measure) => ({
            ...measure,
            values: measure.values.map((value) => value * unit),
            worst: measure.worst * unit,
          })),
        }))
        const [one, two] = [rankIntervals(there, 'x', 60), rankIntervals(other, 'x', 60)]
        expect([...two.rank]).toEqual([...one.rank])
        expect([...two.low]).toEqual([...one.low])
        expect([...two.high]).toEqual([...one.high])
      }),
      { seed, numRuns: 60 },
    )
  })

  it('stand a thousand areas', () => {
    const column = (step: number) => Array.from({ length: 1000 }, (_, i) => (i * step) % 101)
    const { low, high } = rankIntervals(pillarsOf(column(7), column(13)), 'x', 30)
    expect(low.every((place, i) => place >= 1 && place <= (high[i] as number))).toBe(true)
  })
})

describe('bands', () => {
  it('end where an interval no longer overlaps that of the band’s first', () => {
    const index = array(90, 80, 70, 60, Number.NaN, 50)
    const low = array(1, 1, 2, 4, Number.NaN, 4)
    const high = array(2, 3, 3, 4, Number.NaN, 5)
    expect([...bandsOf(index, { low, high })]).toEqual([0, 0, 0, 1, -1, 1])
  })
})
