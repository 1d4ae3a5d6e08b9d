import { describe, expect, it } from 'vitest'
import { ALERT_RULES } from '../../../warehouse/catalog/alert-levels.ts'
import { callWeeks } from '../../../warehouse/derive/called.ts'

/** What is seen of one series in a week: its false discovery rate and its excess. */
const week = (q: number, excess: number) => ({
  rises: [{ series: 7, weeks: 1, seen: 4 + excess, expected: 4, low: 0, high: 9, p: q, q }],
  tests: 1,
  falseAlarms: () => 0,
})
const HIGH = week(0.009, 5)
const NOTHING = week(0.5, 1)
const levels = (...weeks: ReturnType<typeof week>[]) => callWeeks(weeks, 30, ALERT_RULES).map(({ level }) => level)

describe('the level of an alert', () => {
  it.each([
    [0.0999, 3, 'blue'],
    [0.0499, 3, 'yellow'],
    [0.0099, 4.9, 'yellow'],
    [0.0099, 5, 'orange'],
    [0.0009, 9.9, 'orange'],
    [0.0009, 10, 'red'],
  ])('is told by q and cases in excess: q %f and %f more is %s', (q, excess, level) => {
    expect(levels(week(q, excess))).toEqual([level])
  })

  it('is told by the rules of the city where it has its own', () => {
    const rules = {
      most_false: { blue: 0.2, yellow: 0.02, orange: 0.02, red: 0.002 },
      least_excess: { orange: 8, red: 20 },
    }
    const level = (q: number, excess: number) => callWeeks([week(q, excess)], 30, rules)[0]?.level
    expect([level(0.19, 4), level(0.019, 7.9), level(0.019, 8), level(0.0019, 20)]).toEqual([
      'blue',
      'yellow',
      'orange',
      'red',
    ])
    expect(level(0.2, 50)).toBeUndefined()
  })

  it('is none from a q of 0.1 on', () => {
    expect(levels(week(0.1, 50))).toEqual([])
  })

  it('is red where orange stands in two of the last three weeks, not where it lies longer ago', () => {
    expect(levels(HIGH, HIGH)).toEqual(['orange', 'red'])
    expect(levels(HIGH, NOTHING, HIGH)).toEqual(['orange', 'red'])
    expect(levels(HIGH, NOTHING, NOTHING, HIGH)).toEqual(['orange', 'orange'])
    expect(levels(week(0.009, 4), HIGH), 'yellow before').toEqual(['yellow', 'orange'])
  })

  it('counts from the first of the weeks in a row', () => {
    const since = callWeeks([HIGH, HIGH, NOTHING, HIGH], 30, ALERT_RULES).map((one) => one.since)
    expect(since).toEqual([30, 30, 33])
  })
})
