import { describe, expect, it } from 'vitest'
import { murmur3, streamOf, Xoshiro128 } from '../../../warehouse/stats/random.ts'

describe('random numbers with a name', () => {
  it('are those of xoshiro128** from the state 1, 2, 3, 4', () => {
    const random = new Xoshiro128(1, 2, 3, 4)
    expect(Array.from({ length: 8 }, () => random.next())).toEqual([
      11520, 0, 5927040, 70819200, 2031721883, 1637235492, 1287239034, 3734860849,
    ])
    expect(() => new Xoshiro128(0, 0, 0, 0)).toThrow(RangeError)
  })

  it('hash texts of every length as MurmurHash3 does', () => {
    expect(murmur3('', 0)).toBe(0)
    expect(murmur3('', 1)).toBe(0x514e28b7)
    expect(murmur3('test', 0)).toBe(0xba6bd213)
    expect(murmur3('Hello, world!', 0)).toBe(0xc0363e43)
    expect(murmur3('The quick brown fox jumps over the lazy dog', 0)).toBe(0x2e4ff723)
  })

  it('start over with the name, and go elsewhere with another', () => {
    const firstOf = (name: string) =>
      Array.from(
        { length: 4 },
        (
          (random) => () =>
            random.next()
        )(streamOf(name)),
      )
    expect(firstOf('澜城/1')).toEqual(firstOf('澜城/1'))
    expect(firstOf('澜城/1')).not.toEqual(firstOf('澜城/2'))
  })

  it('fall on each of ten places a tenth of the time', () => {
    const random = streamOf('ten')
    const seen = new Float64Array(10)
    for (let k = 0; k < 100_000; k++) {
      const at = random.below(10)
      seen[at] = (seen[at] ?? 0) + 1
    }
    // χ² with nine degrees of freedom: above 33.7 once in 10 000.
    expect(seen.reduce((sum, n) => sum + (n - 10_000) ** 2 / 10_000, 0)).toBeLessThan(33.7)
    expect(random.below(1)).toBe(0)
  })
})
