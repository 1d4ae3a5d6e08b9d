import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { kitagawa } from '../../../warehouse/stats/kitagawa.ts'

const array = (...values: number[]) => Float64Array.from(values)
const seed = 20261123

function split(...columns: Parameters<typeof kitagawa>) {
  const made = kitagawa(...columns)
  if ('reason' in made) throw new Error(made.reason)
  return made
}

describe('the gap between two rates', () => {
  it('comes from make-up alone when rates within strata are equal: ½ × 0.1 + ½ × 0.3 against 0.3', () => {
    const made = split(array(1, 3), array(10, 10), array(0, 6), array(0, 20))
    expect(made.gap).toBeCloseTo(0.2 - 0.3, 12)
    expect(made.composition).toBeCloseTo(-0.1, 12)
    expect(made.rate).toBeCloseTo(0, 12)
    expect(made.borrowed).toEqual([0])
  })

  it('comes from rates alone when make-ups are equal: ½ × 0.1 + ½ × 0.2', () => {
    const made = split(array(2, 4), array(10, 10), array(2, 4), array(20, 20))
    expect(made.composition).toBeCloseTo(0, 12)
    expect(made.rate).toBeCloseTo(0.15, 12)
    expect([...made.rateBy].map((v) => Number(v.toFixed(9)))).toEqual([0.05, 0.1])
  })

  it('is unknown where a group has no people; a stratum empty in both has no part in it', () => {
    expect(kitagawa(array(0), array(0), array(1), array(5))).toEqual({ reason: 'zero_denominator' })
    expect(kitagawa(array(), array(), array(), array())).toEqual({ reason: 'zero_denominator' })
    const made = split(array(1, 0), array(5, 0), array(2, 0), array(5, 0))
    expect(made).toMatchObject({ borrowed: [] })
    expect([made.compositionBy[1], made.rateBy[1]]).toEqual([0, 0])
  })

  const side = fc.tuple(fc.integer({ min: 0, max: 1000 }), fc.integer({ min: 0, max: 1_000_000_000 }))
  const strata = fc
    .array(fc.tuple(side, side), { minLength: 1, maxLength: 12 })
    .map((list) => list.map(([[x, n], [y, m]]) => [n === 0 ? 0 : x, n, m === 0 ? 0 : y, m] as const))
    .filter((list) => list.some((s) => s[1] > 0) && list.some((s) => s[3] > 0))
  const columns = (list: (readonly [number, number, number, number])[]) =>
    ([0, 1, 2, 3] as const).map((k) => Float64Array.from(list, (s) => s[k])) as [
      Float64Array,
      Float64Array,
      Float64Array,
      Float64Array,
    ]
  const near = (a: number, b: number, scale: number) =>
    expect(Math.abs(a - b), `${a} against ${b}`).toBeLessThanOrEqual(1e-9 * scale)

  it('is the sum of its parts, and turns its sign when the groups trade places', () => {
    fc.assert(
      fc.property(strata, (list) => {
        const [xA, nA, xB, nB] = columns(list)
        const made = split(xA, nA, xB, nB)
        const rates = list.flatMap(([x, n, y, m]) => [n && x / n, m && y / m])
        const scale = Math.max(...rates, 1e-9)
        near(made.composition + made.rate, made.gap, scale)
        near(made.fromB.composition + made.fromB.rate + made.fromB.interaction, made.gap, scale)
        const turned = split(xB, nB, xA, nA)
        near(turned.composition, -made.composition, scale)
        near(turned.rate, -made.rate, scale)
        const again = split(...columns(list.toReversed()))
        near(again.composition, made.composition, scale)
      }),
      { seed, numRuns: 100 },
    )
  })
})
