import { describe, expect, it } from 'vitest'
import type { AnswerBody } from '../../../api/schema/answer.ts'
import { rampStep } from '../../../web/map/classes.ts'
import { classedValues, signedClasses, valueClasses } from '../../../web/state/map-classes.ts'

const answer = (value: (number | null)[], status: string[]): AnswerBody => {
  const none = value.map(() => null)
  return {
    snapshot: 's',
    query: {},
    period: { from: '2025-01-01', to: '2025-12-31' },
    compared: null,
    rows: value.length,
    keys: [],
    series: [{ indicator: 'case_rate', numerator: none, denominator: none, value, low: none, high: none, status }],
    total: [],
    notes: [],
  }
}
const fixed = [10, 20, 30, 40, 50, 60]
const year = answer(
  [10, 11, 12, 200, 210, 220, 400, 410],
  Array.from({ length: 8 }, () => 'ok'),
)

describe('the classes of a map', () => {
  it('are those of the catalog until another method is chosen, moved only where a filter takes the whole out of them', () => {
    const of = (whole: number | null) => valueClasses({ chosen: null, fixed, year: null, scale: 1, whole })
    expect(of(35)).toEqual({ breaks: fixed, method: 'quantile' })
    expect(of(3)).toMatchObject({ method: 'fitted' })
  })

  it('by a method come from a year of all cases, brought to the days shown, whatever is on the screen', () => {
    const of = (chosen: 'natural' | 'equal') => valueClasses({ chosen, fixed, year, scale: 0.5, whole: 3 })
    expect(of('natural').breaks).toContain(100)
    const equal = of('equal').breaks
    const widths = equal.slice(1).map((edge, i) => edge - (equal[i] ?? 0))
    for (const width of widths) expect(Math.abs(width - 200 / 7)).toBeLessThanOrEqual(1)
  })

  it('stay those of the catalog while that year is under way', () => {
    expect(valueClasses({ chosen: 'natural', fixed, year: null, scale: 1, whole: null }).method).toBe('quantile')
  })

  it('of one’s own are taken as they are, and spread over the ramp from end to end', () => {
    expect(valueClasses({ chosen: [5, 50], fixed, year, scale: 1, whole: 3 })).toEqual({
      breaks: [5, 50],
      method: 'own',
    })
    expect([0, 1, 2].map((step) => rampStep(step, 2))).toEqual([0, 3, 6])
    expect([0, 3, 6].map((step) => rampStep(step, 6))).toEqual([0, 3, 6])
  })

  it('of a difference are alike on both sides of zero', () => {
    expect(signedClasses(null, false)).toEqual({ breaks: [-50, -25, -10, 10, 25, 50], method: 'signed' })
    expect(signedClasses(null, true).breaks).toEqual([-10, -5, -2, 2, 5, 10])
    expect(signedClasses([-9, 5, 20], false)).toEqual({ breaks: [-20, -5, 5, 20], method: 'own' })
  })

  it('rest on values with enough behind them where there are some, and never on zeros', () => {
    const firm = answer(
      [0, ...Array.from({ length: 15 }, (_, i) => i + 1), 99],
      ['ok', ...Array.from({ length: 15 }, () => 'ok'), 'unreliable'],
    )
    expect(classedValues(firm)).not.toContain(99)
    expect(classedValues(answer([0, 3, null], ['ok', 'unreliable', 'missing']))).toEqual([3])
  })
})
