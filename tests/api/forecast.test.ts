import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ErrorBody } from '../../api/schema/error.ts'
import type { ForecastBody } from '../../api/schema/forecast.ts'
import { openTiny, type TinyServer } from './tiny-city.ts'

let tiny: TinyServer
beforeAll(async () => {
  tiny = await openTiny()
})
afterAll(() => tiny.close())

describe('/api/forecast', () => {
  it('says of one month of data how many weeks it lacks, in both languages', async () => {
    const response = await tiny.get('/api/forecast?indicator=case_rate&area=990102&category=noise&urban_class=rural')
    const body = (await response.json()) as ForecastBody
    expect(response.status).toBe(200)
    // Whole weeks from 3 to 23 August; the 30th may still be coming in.
    expect(body).toMatchObject({ grain: 'week', status: 'too_few', ahead: null, history: { periods: 3 }, fewest: 92 })
    expect(body.notes[0]?.zh).toBe('历史太短：预测至少需要 92 周完整数据，现有 3 周。')
  })

  it('answers 304 to whoever has it', async () => {
    const path = '/api/forecast?indicator=case_count&grain=month'
    const tag = (await tiny.get(path)).headers.get('etag') ?? ''
    expect((await tiny.get(path, { 'if-none-match': tag })).status).toBe(304)
  })

  it('refuses days, periods, unknown classes and what counts no cases', async () => {
    for (const [asked, field] of [
      ['indicator=case_rate&grain=day', 'grain'],
      ['indicator=case_rate&urban_class=seaside', 'urban_class'],
      ['indicator=residents', 'indicator'],
    ]) {
      const response = await tiny.get(`/api/forecast?${asked}`)
      expect(response.status, asked).toBe(400)
      expect(((await response.json()) as ErrorBody).error.field).toBe(field)
    }
    expect((await tiny.get('/api/forecast?indicator=case_rate&from=2026-08-01')).status).toBe(400)
  })
})
