import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ErrorBody } from '../../api/schema/error.ts'
import type { OfficesBody } from '../../api/schema/offices.ts'
import { openTiny, publishTiny, type TinyServer } from './tiny-city.ts'

let tiny: TinyServer
beforeAll(async () => {
  tiny = await openTiny()
  await publishTiny(tiny.dataDir, 20)
  await tiny.reader.refresh()
})
afterAll(() => tiny.close())

const AUGUST = 'from=2026-08-01&to=2026-08-31'

describe('/api/offices', () => {
  it('answers the one office there is as one that is like the city', async () => {
    const response = await tiny.get(`/api/offices?indicator=callback_coverage&${AUGUST}`)
    const body = (await response.json()) as OfficesBody
    expect(response.status).toBe(200)
    expect(body.offices).toMatchObject([
      {
        code: 'bureau',
        numerator: 0,
        denominator: 60,
        value: 0,
        position: 'within',
        rank_low: 1,
        rank_high: 1,
        is_thin: true,
        score: { value: null, lacks: ['response', 'resolution', 'satisfaction'] },
      },
    ])
    expect(JSON.stringify(body)).not.toMatch(/NaN|Infinity/)
  })

  it('takes the filters of the loop', async () => {
    const path = `/api/offices?indicator=callback_coverage&area=990102&category=noise&${AUGUST}`
    const { total } = (await (await tiny.get(path)).json()) as OfficesBody
    expect(total.denominator).toBe(20)
  })

  it('answers 304 to whoever has it', async () => {
    const path = `/api/offices?indicator=on_time_rate&${AUGUST}`
    const tag = (await tiny.get(path)).headers.get('etag') ?? ''
    expect((await tiny.get(path, { 'if-none-match': tag })).status).toBe(304)
  })

  it('refuses an indicator that is no proportion of cases, in both languages', async () => {
    const response = await tiny.get(`/api/offices?indicator=case_rate&${AUGUST}`)
    const { error } = (await response.json()) as ErrorBody
    expect(response.status).toBe(400)
    expect(error).toMatchObject({ code: 'unknown_indicator', field: 'indicator' })
    expect(error.message.zh).toMatch(/按部门比较/)
    expect((await tiny.get(`/api/offices?${AUGUST}`)).status).toBe(400)
  })

  it('is refused in a standard city', async () => {
    const standard = await openTiny({}, 'standard')
    const response = await standard.get(`/api/offices?indicator=on_time_rate&${AUGUST}`)
    await standard.close()
    expect(((await response.json()) as ErrorBody).error.code).toBe('not_published')
  })
})
