import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ErrorBody } from '../../api/schema/error.ts'
import type { GapBody, PillarsBody } from '../../api/schema/gap.ts'
import { openTiny, type TinyServer } from './tiny-city.ts'

let tiny: TinyServer
beforeAll(async () => {
  tiny = await openTiny()
})
afterAll(() => tiny.close())

const AUGUST = 'from=2026-08-01&to=2026-08-31'

describe('/api/gap', () => {
  it('sets urban beside rural with interval, and says how it classed them', async () => {
    const response = await tiny.get(`/api/gap?indicator=case_rate&${AUGUST}`)
    const body = (await response.json()) as GapBody
    expect(response.status).toBe(200)
    expect(body).toMatchObject({ classification: 'column', level: 'district', indicator: 'case_rate' })
    expect(body.two.urban).toMatchObject({ numerator: 2, denominator: 100, value: 200 })
    expect(body.two.rural).toMatchObject({ numerator: 1, denominator: 50, value: 200 })
    expect(body.two.ratio.low).toBeLessThan(1)
    expect(JSON.stringify(body)).not.toMatch(/NaN|Infinity/)
  })

  it('answers 304 to whoever has it', async () => {
    const path = `/api/gap?indicator=case_rate&${AUGUST}`
    const tag = (await tiny.get(path)).headers.get('etag') ?? ''
    expect((await tiny.get(path, { 'if-none-match': tag })).status).toBe(304)
  })

  it('refuses what it does not know, in both languages and with what is allowed', async () => {
    const response = await tiny.get(`/api/gap?indicator=case_rate&class=moon&${AUGUST}`)
    const { error } = (await response.json()) as ErrorBody
    expect(response.status).toBe(400)
    expect(error).toMatchObject({ field: 'class', allowed: ['column'] })
    expect(error.message.zh).toMatch(/[\u4e00-\u9fff]/)
    expect((await tiny.get('/api/gap?indicator=case_rate&base=x')).status).toBe(400)
  })

  it('lists urban beside rural for what has a pillar, and names what this city has not', async () => {
    const response = await tiny.get(`/api/gap/pillars?${AUGUST}`)
    const { rows, absent } = (await response.json()) as PillarsBody
    expect(response.status).toBe(200)
    expect(rows.find(({ indicator }) => indicator === 'case_rate')).toMatchObject({
      pillar: 'services',
      urban: { value: 200 },
      rural: { value: 200 },
      middle: null,
    })
    expect(absent).toContain('broadband_share')
    expect((await tiny.get('/api/gap/pillars?from=2026-09-30&to=2026-08-01')).status).toBe(400)
  })
})
