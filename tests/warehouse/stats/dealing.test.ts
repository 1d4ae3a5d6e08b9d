import { describe, expect, it } from 'vitest'
import { dealHotSpots } from '../../../warehouse/stats/dealing.ts'
import { hotSpots } from '../../../warehouse/stats/getis-ord.ts'
import { neighboursFrom } from '../../../warehouse/stats/neighbours.ts'
import { streamOf } from '../../../warehouse/stats/random.ts'

/** A row of areas, each beside the next. */
const row = (n: number) =>
  neighboursFrom(Array.from({ length: n }, (_, i) => [i - 1, i + 1].filter((j) => j >= 0 && j < n)))

describe('rates dealt out over all areas', () => {
  it('give the chances that can be counted: one ten and three noughts in hands of two', () => {
    // The first two hold the ten: half of all hands do. The last two do not: so does the other half.
    const { p } = dealHotSpots(Float64Array.of(10, 0, 0, 0), neighboursFrom([[1], [0], [3], [2]]), {
      seed: 'ten',
      deals: 20_000,
    })
    expect([...p]).toEqual([1, 1, 1, 1].map(() => expect.closeTo(1, 1)))
    // Among ten areas only one hand of five holds it.
    const ten = Float64Array.from({ length: 10 }, (_, i) => (i === 0 ? 10 : 0))
    const pairs = neighboursFrom(Array.from({ length: 10 }, (_, i) => [i % 2 === 0 ? i + 1 : i - 1]))
    const found = dealHotSpots(ten, pairs, { seed: 'ten', deals: 50_000 })
    expect(Math.abs((found.p[0] ?? 0) - 2 * 0.2)).toBeLessThan(0.02)
    expect(found.p[5]).toBe(1)
  })

  it('agree with the normal where values are many and even', () => {
    const random = streamOf('even')
    const x = Float64Array.from({ length: 400 }, () => random.below(1000))
    const neighbours = row(400)
    const { p } = dealHotSpots(x, neighbours, { seed: 'even', deals: 99_999 })
    const normal = hotSpots(x, neighbours).p
    for (const [i, one] of p.entries()) expect(Math.abs(one - (normal[i] as number))).toBeLessThan(0.06)
  })

  it('are more careful than the normal where one value towers over all others', () => {
    const x = Float64Array.from({ length: 300 }, (_, i) => (i === 150 ? 1000 : i % 7))
    const neighbours = row(300)
    const { p } = dealHotSpots(x, neighbours, { seed: 'tower', deals: 99_999 })
    // One hand of three in a hundred holds it, and about half of those hold as much besides; whatever the normal says.
    expect(hotSpots(x, neighbours).p[150]).toBeLessThan(1e-9)
    expect(p[150]).toBeGreaterThan(0.005)
    expect(p[150]).toBeLessThan(0.025)
  })

  it('say why an area has no chance, and are the same for the same seed in any order of asking', () => {
    const x = Float64Array.of(1, 2, Number.NaN, 4, 5)
    const neighbours = neighboursFrom([[1], [0], [1], [4], [3]])
    const plan = { seed: 'again', deals: 999 }
    const found = dealHotSpots(x, neighbours, plan)
    expect([...found.without]).toEqual([[2, 'missing']])
    expect(dealHotSpots(x, neighbours, plan).p).toEqual(found.p)
    expect([...dealHotSpots(new Float64Array(3), row(3), plan).without.values()]).toEqual(
      Array.from({ length: 3 }, () => 'no_variance'),
    )
    expect(() => dealHotSpots(x, neighbours, { seed: '', deals: 0 })).toThrow(RangeError)
  })
})
