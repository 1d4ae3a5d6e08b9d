import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { hiddenBounds } from '../../../warehouse/stats/hidden-cells.ts'

const seed = 20261123

function bounds(cells: [row: number, column: number, count: number][]) {
  const made = hiddenBounds(
    Int32Array.from(cells, (c) => c[0]),
    Int32Array.from(cells, (c) => c[1]),
    Float64Array.from(cells, (c) => c[2]),
  )
  return cells.map((_, k) => [made.low[k], made.high[k]])
}

describe('what a table gives away of hidden cells', () => {
  it('is all of a cell that is alone in its row', () => {
    expect(bounds([[0, 0, 3]])).toEqual([[3, 3]])
    expect(bounds([])).toEqual([])
    expect(
      bounds([
        [0, 0, 3],
        [1, 0, 4],
      ]),
    ).toEqual([
      [3, 3],
      [4, 4],
    ])
  })

  it('of four corners 1 2 / 3 4: they shift together by 1 down and 2 up', () => {
    expect(
      bounds([
        [0, 0, 1],
        [0, 1, 2],
        [1, 0, 3],
        [1, 1, 4],
      ]),
    ).toEqual([
      [0, 3],
      [0, 3],
      [1, 4],
      [3, 6],
    ])
  })

  it('goes around by more than one way: a 3 × 3 of ones lets each be 0 to 3', () => {
    const ones = Array.from({ length: 9 }, (_, k): [number, number, number] => [Math.floor(k / 3), k % 3, 1])
    expect(bounds(ones)).toEqual(ones.map(() => [0, 3]))
  })

  const whole = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 12, maxLength: 12 })

  it('of a table wholly hidden is what totals allow: from row + column − all to the less of both', () => {
    fc.assert(
      fc.property(whole, (counts) => {
        const cells = counts.map((count, k): [number, number, number] => [Math.floor(k / 4), k % 4, count])
        const total = (keep: (r: number, c: number) => boolean) =>
          cells.reduce((sum, [r, c, count]) => sum + (keep(r, c) ? count : 0), 0)
        const all = total(() => true)
        expect(bounds(cells)).toEqual(
          cells.map(([r, c]) => {
            const [inRow, inColumn] = [total((k) => k === r), total((_, k) => k === c)]
            return [Math.max(0, inRow + inColumn - all), Math.min(inRow, inColumn)]
          }),
        )
      }),
      { seed, numRuns: 100 },
    )
  })

  it('holds the truth, grows with its unit and never shrinks when one more cell is hidden', () => {
    const hidden = fc.array(fc.boolean(), { minLength: 12, maxLength: 12 })
    fc.assert(
      fc.property(whole, hidden, (counts, mask) => {
        const cells = counts.map((count, k): [number, number, number] => [Math.floor(k / 4), k % 4, count])
        const some = cells.filter((_, k) => mask[k])
        const made = bounds(some)
        const large = bounds(some.map(([r, c, count]) => [r, c, count * 1e9]))
        expect(large).toEqual(made.map(([low, high]) => [(low ?? 0) * 1e9, (high ?? 0) * 1e9]))
        const all = bounds(cells)
        for (const [k, [low = 0, high = 0]] of made.entries()) {
          const [r, c, count] = some[k] ?? [0, 0, 0]
          expect(low <= count && count <= high).toBe(true)
          const [less = 0, more = 0] = all[4 * r + c] ?? []
          expect(less <= low && high <= more).toBe(true)
        }
      }),
      { seed, numRuns: 100 },
    )
  })
})
