import { describe, expect, it } from 'vitest'
import { type Durations, medianSurvival, survivalCurve } from '../../../warehouse/stats/kaplan-meier.ts'

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
