import { describe, expect, it } from 'vitest'
import { type AgeCount, ageBands } from '../../../warehouse/stats/age-bands.ts'

const women = (from: number, to: number | null, n: number): AgeCount => ({ sex: 'female', from, to, n })
const men = (from: number, to: number | null, n: number): AgeCount => ({ sex: 'male', from, to, n })

describe('bands of ages', () => {
  it('are of five years, single years added up, the open one last', () => {
    const counts = [women(85, null, 3), women(0, 0, 1), women(1, 4, 2), men(0, 4, 5), men(5, 9, 7)]
    expect(ageBands(counts)).toEqual([
      { from: 0, to: 4, female: 3, male: 5 },
      { from: 5, to: 9, female: null, male: 7 },
      { from: 85, to: null, female: 3, male: null },
    ])
  })

  it('stay as wide as they are published, and count nobody twice', () => {
    expect(ageBands([men(0, 14, 10), men(15, 64, 20)])).toEqual([
      { from: 0, to: 14, female: null, male: 10 },
      { from: 15, to: 64, female: null, male: 20 },
    ])
    expect(ageBands([men(0, 14, 10), men(0, 4, 3), men(5, 9, 3), men(10, 14, 4)]).map(({ male }) => male)).toEqual([
      3, 3, 4,
    ])
  })
})
