import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { CatalogBody } from '../../api/schema/catalog.ts'
import type { ErrorBody } from '../../api/schema/error.ts'
import { openTiny, type TinyServer } from './tiny-city.ts'

let tiny: TinyServer
beforeAll(async () => {
  tiny = await openTiny()
})
afterAll(() => tiny.close())

describe('/api/risk', () => {
  it('says in both languages that data of less than a year has none, and what a year is', async () => {
    const response = await tiny.get('/api/risk')
    const { error } = (await response.json()) as ErrorBody
    expect(response.status).toBe(400)
    expect(error).toMatchObject({ code: 'bad_period', field: 'year' })
    expect(error.message.zh).toContain('没有完整的日历年')
    expect(error.message.en).toContain('no whole calendar year')
    expect((await tiny.get('/api/risk?year=x')).status).toBe(400)
  })

  it('is in the codebook with its goalposts', async () => {
    const { codebook } = (await (await tiny.get('/api/catalog')).json()) as CatalogBody
    const entry = codebook.find(({ id }) => id === 'risk_index')
    expect(entry?.group.zh).toBe('风险')
    expect(entry?.numerator?.en).toMatch(/7–21/)
    expect(entry?.formula.zh).toContain('几何平均')
  })
})
