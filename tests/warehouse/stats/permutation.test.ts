import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dealtSums } from '../../../warehouse/stats/conditional-moments.ts'
import { localMoran } from '../../../warehouse/stats/moran.ts'
import { neighboursFrom } from '../../../warehouse/stats/neighbours.ts'
import { permuteHotSpots, permuteLocalMoran } from '../../../warehouse/stats/permutation.ts'

const chain = (n: number) =>
  neighboursFrom(Array.from({ length: n }, (_, i) => [i - 1, i + 1].filter((j) => j >= 0 && j < n)))
const values = fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 4, maxLength: 30 })

describe('the sum of an area and its neighbours, were the other values dealt out anew', () => {
  it('is, for the end of 1, 2, 3, 6 in a row, 6 + (1 + 2 + 3) / 3 with variance 1 · (1 − 1/3)', () => {
    const found = dealtSums(Float64Array.of(1, 2, 3, 6), chain(4))
    expect(found.sum[3]).toBe(9)
    expect(found.expected[3]).toBeCloseTo(8, 12)
    expect(found.variance[3]).toBeCloseTo(2 / 3, 12)
    expect(found.z[3]).toBeCloseTo(1 / Math.sqrt(2 / 3), 12)
  })

  it('has the mean and variance of all ways to deal, counted one by one', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -20, max: 20 }), { minLength: 5, maxLength: 5 }), (list) => {
        const { expected, variance } = dealtSums(Float64Array.from(list), chain(5))
        const others = list.filter((_, i) => i !== 2)
        const sums = others.flatMap((a, i) => others.flatMap((b, j) => (i < j ? [(list[2] ?? 0) + a + b] : [])))
        const mean = sums.reduce((total, sum) => total + sum, 0) / sums.length
        expect(expected[2]).toBeCloseTo(mean, 9)
        expect(variance[2]).toBeCloseTo(sums.reduce((total, sum) => total + (sum - mean) ** 2, 0) / sums.length, 9)
      }),
      { numRuns: 200, seed: 4 },
    )
  })

  it('gives the z of local Moran, with the sign of the area', () => {
    fc.assert(
      fc.property(values, (list) => {
        const x = Float64Array.from(list)
        const [sums, moran] = [dealtSums(x, chain(x.length)), localMoran(x, chain(x.length))]
        const mean = x.reduce((total, value) => total + value, 0) / x.length
        for (const [i, z] of moran.z.entries())
          if (!Number.isNaN(z)) expect(Math.sign((x[i] ?? 0) - mean) * (sums.z[i] ?? 0)).toBeCloseTo(z, 6)
      }),
      { numRuns: 200, seed: 4 },
    )
  })

  it('keeps its digits beside a value of 1e9, and says why an area has no z', () => {
    const { variance, z, without } = dealtSums(
      Float64Array.of(1, 2, 1e9, 4, 3),
      neighboursFrom([[1], [0], [3], [2], []]),
    )
    expect(variance[2]).toBeCloseTo((5 / 3) * (1 - 1 / 4), 9)
    expect(z[4]).toBeNaN()
    expect(without.get(4)).toBe('no_neighbours')
    expect(dealtSums(Float64Array.of(0.1, 0.1, 0.1, 7), chain(4)).without.get(3)).toBe('no_variance')
    expect(dealtSums(Float64Array.of(1, 2, 4), chain(3)).without.get(1)).toBe('all_neighbours')
    expect(dealtSums(Float64Array.of(1, Number.NaN, 4), chain(3)).without.get(1)).toBe('missing')
  })
})

describe('values dealt out again and again', () => {
  it('put the end of 0, 0, 0, 1, 1 beside the other 1 in a quarter of all deals', () => {
    const found = permuteHotSpots(Float64Array.of(0, 0, 0, 1, 1), chain(5), { seed: 'quarter', permutations: 40_000 })
    expect((found.above[4] ?? 0) / 40_000).toBeCloseTo(0.25, 2)
    expect(found.below[4]).toBe(40_000)
    expect(found.p[4]).toBe((2 * ((found.above[4] ?? 0) + 1)) / 40_001)
  })

  it('give the same bytes for the same seed, whatever the chunks, and others for another', () => {
    fc.assert(
      fc.property(values, fc.nat(), fc.string({ unit: 'grapheme' }), (list, cut, seed) => {
        const [x, n] = [Float64Array.from(list), list.length]
        const plan = { seed, permutations: 99 }
        const whole = permuteHotSpots(x, chain(n), plan)
        const at = cut % n
        const last = permuteHotSpots(x, chain(n), { ...plan, from: at })
        const first = permuteHotSpots(x, chain(n), { ...plan, to: at })
        expect([...first.p, ...last.p]).toEqual([...whole.p])
        expect([...first.above, ...last.above]).toEqual([...whole.above])
        expect([...first.without, ...last.without]).toEqual([...whole.without])
      }),
      { numRuns: 100, seed: 4 },
    )
    const x = Float64Array.from({ length: 30 }, (_, i) => (i * 7) % 13)
    const run = (seed: string) => permuteHotSpots(x, chain(30), { seed, permutations: 99 }).above
    expect(run('lancheng/cases/2024')).toEqual(run('lancheng/cases/2024'))
    expect(run('lancheng/cases/2024')).not.toEqual(run('lancheng/cases/2025'))
  })

  it('do not depend on the unit, and turn with the sign', () => {
    fc.assert(
      fc.property(values, (list) => {
        const n = list.length
        const run = (make: (x: number) => number) =>
          permuteHotSpots(Float64Array.from(list, make), chain(n), { seed: 'unit', permutations: 99 })
        const plain = run((x) => x)
        expect(run((x) => 0.1 * x + 5).p).toEqual(plain.p)
        expect(run((x) => -x).above).toEqual(plain.below)
      }),
      { numRuns: 100, seed: 4 },
    )
  })

  it('agree with themselves in another order of areas, up to chance', () => {
    const x = Float64Array.from({ length: 40 }, (_, i) => (i * 17) % 23)
    const run = (values: Float64Array) => permuteHotSpots(values, chain(40), { seed: 'order', permutations: 20_000 }).p
    const [plain, turned] = [run(x), run(x.slice().reverse()).reverse()]
    for (const [i, p] of plain.entries()) expect(Math.abs(p - (turned[i] ?? 0))).toBeLessThan(0.04)
  })

  it('have the mean and variance that the closed form gives', () => {
    const x = Float64Array.from({ length: 60 }, (_, i) => (i * 29) % 31)
    const { p } = permuteHotSpots(x, chain(60), { seed: 'closed' })
    const closed = dealtSums(x, chain(60)).p
    for (const [i, value] of p.entries()) expect(Math.abs(value - (closed[i] ?? 0))).toBeLessThan(0.12)
  })

  it('tell nothing of an island, of an area all others surround, of one missing, and of values all the same', () => {
    const one = permuteHotSpots(Float64Array.of(1, 2, 3, Number.NaN), neighboursFrom([[1], [0, 2], [], []]), {
      seed: '',
    })
    expect([...one.without]).toEqual([
      [1, 'all_neighbours'],
      [2, 'no_neighbours'],
      [3, 'missing'],
    ])
    expect([...one.p].map(Number.isNaN)).toEqual([false, true, true, true])
    const flat = permuteHotSpots(Float64Array.of(5, 5, 5, 5), chain(4), { seed: '' })
    expect([...flat.without.values()]).toEqual(Array.from({ length: 4 }, () => 'no_variance'))
    expect(permuteHotSpots(new Float64Array(), chain(0), { seed: '' }).p.length).toBe(0)
  })

  it('leave a p of 1 to local Moran of an area at the mean, and its own tails to one below', () => {
    const x = Float64Array.of(1, 2, 3, 6, 3)
    const [gi, moran] = [permuteHotSpots, permuteLocalMoran].map((run) => run(x, chain(5), { seed: 'i' }))
    expect([moran?.above[2], moran?.below[2], moran?.p[2]]).toEqual([9_999, 9_999, 1])
    expect(moran?.above[0]).toBe(gi?.below[0])
    expect(moran?.above[3]).toBe(gi?.above[3])
    expect(moran?.p[0]).toBe(gi?.p[0])
  })

  it('refuse what makes no sense', () => {
    const run = (plan: object) => () => permuteHotSpots(Float64Array.of(1, 2, 4), chain(3), { seed: '', ...plan })
    expect(run({ permutations: 0 })).toThrow(RangeError)
    expect(run({ from: 2, to: 1 })).toThrow(RangeError)
    expect(run({ to: 4 })).toThrow(RangeError)
  })
})
