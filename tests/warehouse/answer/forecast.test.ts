import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { answerForecast, type ForecastQuestion } from '../../../warehouse/answer/forecast.ts'
import { QuestionError } from '../../../warehouse/answer/question-error.ts'
import type { SnapshotCatalog } from '../../../warehouse/catalog/snapshot-catalog.ts'
import { readCatalog } from '../../../warehouse/snapshot/read-catalog.ts'
import type { Attached } from '../../../warehouse/snapshot/types.ts'
import { openTiny } from './tiny-city.ts'

/** Mondays from 2 January 2023 to 17 August 2026. */
const WEEKS = 190
let city: Attached

beforeAll(async () => {
  const tiny = await openTiny()
  const { engine } = tiny
  await engine.exec({ text: 'delete from cases' })
  // East: 2 cases a week in one half of each 52 weeks and 4 in the other. Hill: 1, 2, 4, 8 a week, doubled every 52.
  const weekly: [street: number, district: number, n: string][] = [
    [4, 2, 'case when k % 52 < 26 then 2 else 4 end'],
    [6, 3, '1 << (k // 52)'],
  ]
  for (const [street, district, n] of weekly) {
    await engine.exec({
      text: `insert into cases (case_id, opened_at, category, category_group, channel, department, flags, load_id, area_id,
          area_street, area_district, area_city, urban_class)
        select ? || k || '-' || i, timestamp '2023-01-04 08:00:00' + to_days(cast(7 * k as integer)), 1, 1, 1, 1, 0, 1, ?, ?, ?, 1, 'urban'
        from range(0, ?) as w(k), lateral (select unnest(range(0, ${n})) as i)`,
      values: [`s${street}-`, street, street, district, WEEKS],
    })
  }
  await engine.exec({ text: 'update housing set dwellings = 0 where area_id = 5' })
  const catalog = { ...(await readCatalog(engine, 'memory')), dataFrom: '2023-01-02', dataTo: '2026-08-27' }
  city = { ...tiny, catalog }
})
afterAll(() => city.engine.close())

const over = (change: Partial<SnapshotCatalog>): Attached => ({ ...city, catalog: { ...city.catalog, ...change } })
const ask = (question: Partial<ForecastQuestion>, of = city) =>
  answerForecast({ indicator: 'case_count', grain: 'week', ...question }, of)
const refusal = (asked: Promise<unknown>) =>
  asked.then(
    () => expect.unreachable('it was answered'),
    (cause: unknown) => (cause instanceof QuestionError ? cause : expect.unreachable(String(cause))),
  )

describe('a forecast', () => {
  it('of thirteen weeks begins after the last whole week whose reports are in, and repeats a season that never changed', async () => {
    const { history, ahead, status, denominator } = await ask({ area: ['990101'] })
    expect(history).toEqual({ from: '2023-01-02', to: '2026-08-23', periods: WEEKS })
    expect(ahead?.codes).toHaveLength(13)
    expect([ahead?.codes[0], ahead?.codes.at(-1)]).toEqual(['2026-08-24', '2026-11-16'])
    expect(ahead?.value).toEqual(Array.from({ length: 13 }, () => 4))
    expect(ahead?.band95).toEqual({ low: ahead?.value, high: ahead?.value })
    expect([status, denominator, ahead?.mase, ahead?.is_better]).toEqual(['ok', null, null, null])
  })

  it('of what doubles from year to year takes the level with it, and is better than the year before', async () => {
    const { ahead, notes } = await ask({ area: ['990201'] })
    expect(ahead).toMatchObject({ method: 'levelled', ratio: 2, is_better: true })
    expect(ahead?.value[0]).toBe(8)
    expect(ahead?.mase).toBeLessThan(1)
    expect(notes[0]?.en).toMatch(/times the ratio of the last eight weeks .* \(2\.00\)/)
    expect(notes[0]?.zh).toMatch(/乘以近 8 周/)
  })

  it('of a rate is that of its cases over the people of the last week', async () => {
    const { ahead, denominator } = await ask({ indicator: 'case_rate', area: ['990101'] })
    expect(denominator).toBe(1000)
    expect(ahead?.value[0]).toBe(40)
  })

  it('of three months rests on whole months only', async () => {
    const { history, ahead } = await ask({ grain: 'month', area: ['990101'] })
    expect(history).toEqual({ from: '2023-02-01', to: '2026-07-31', periods: 42 })
    expect(ahead?.codes).toEqual(['2026-08', '2026-09', '2026-10'])
  })

  it('says why there is none: too short a history, no people, an area that is no more', async () => {
    const short = await ask({}, over({ dataFrom: '2025-06-02' }))
    expect(short).toMatchObject({ status: 'too_few', ahead: null, fewest: 92, history: { periods: 64 } })
    expect(short.notes[0]?.en).toBe('The history is too short: a forecast needs 92 whole weeks, there are 64.')
    expect(await ask({}, over({ dataFrom: '2026-08-25' }))).toMatchObject({ status: 'too_few', history: null })
    expect(await ask({ indicator: 'case_rate_dwellings', area: ['990102'] })).toMatchObject({
      status: 'zero_denominator',
      ahead: null,
    })
    const areas = city.catalog.areas.map((each) =>
      each.code === '990201' ? { ...each, valid_to: '2026-05-01' } : each,
    )
    expect(await ask({ area: ['990201'] }, over({ areas }))).toMatchObject({ status: 'missing', ahead: null })
  })

  it('of an area rests on the weeks since it holds', async () => {
    const areas = city.catalog.areas.map((each) =>
      each.code === '990201' ? { ...each, valid_from: '2024-07-01' } : each,
    )
    const { history } = await ask({ area: ['990201'] }, over({ areas }))
    expect(history).toMatchObject({ from: '2024-07-01', to: '2026-08-23', periods: 112 })
  })

  it('is refused for what counts no cases, and in a city that publishes', async () => {
    expect(await refusal(ask({ indicator: 'on_time_rate' }))).toMatchObject({
      code: 'unknown_indicator',
      field: 'indicator',
    })
    expect(await refusal(ask({ area: ['nowhere'] }))).toMatchObject({ code: 'unknown_area' })
    const standard = over({ city: { ...city.catalog.city, profile: 'standard' } })
    expect(await refusal(ask({}, standard))).toMatchObject({ code: 'not_published' })
  })
})
