import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { answer } from '../../../warehouse/answer/answer.ts'
import type { QueryInput } from '../../../warehouse/query/spec.ts'
import type { Attached } from '../../../warehouse/snapshot/types.ts'
import { AUGUST, openTiny } from './tiny-city.ts'

let city: Attached
beforeAll(async () => {
  city = await openTiny()
})
afterAll(() => city.engine.close())

const told = async (indicator: string, by: string[], more: Partial<QueryInput> = {}) => {
  const { notes } = await answer({ ...AUGUST, ...more, indicators: [indicator], by }, city)
  return notes.map(({ en }) => en).filter((note) => note.includes('annualised'))
}

describe('an answer by day, week, month or quarter', () => {
  it.each(['day', 'week', 'month', 'quarter'])('says by %s that a rate is not annualised', async (grain) => {
    expect(await told('case_rate', [grain])).toEqual([
      `Cases over people, homes, land or staff: each ${grain}’s own rate, not annualised.`,
    ])
  })

  it('has nothing to say of it for a share, a count, a year, or without time', async () => {
    expect(await told('on_time_rate', ['week'])).toEqual([])
    expect(await told('case_count', ['week'])).toEqual([])
    expect(await told('case_rate', ['year'])).toEqual([])
    expect(await told('case_rate', ['area:street'])).toEqual([])
  })

  it('gives a week of one case among 2000 people as 5 in 10 000 and both weeks as 10, over people of the nearest earlier year', async () => {
    const found = await answer({ from: '2026-08-10', to: '2026-08-23', indicators: ['case_rate'], by: ['week'] }, city)
    expect([...(found.series[0]?.value ?? [])]).toEqual([5, 5])
    expect(found.total[0]?.value[0]).toBe(10)
    expect(found.notes.map(({ en }) => en)).toContain('Yearly figures (people, homes) are those of 2025.')
  })
})
