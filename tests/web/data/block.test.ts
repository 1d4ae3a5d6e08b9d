import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ErrorBody } from '../../../api/schema/error.ts'
import { decodeBlock } from '../../../web/data/block-decode.ts'
import { openTiny, type TinyServer } from '../../api/tiny-city.ts'

const ASKED = '/api/block?indicator=case_rate&views=whole,area:district,cell:8&counts=category'

describe('/api/block', () => {
  let tiny: TinyServer
  beforeAll(async () => {
    tiny = await openTiny()
  })
  afterAll(() => tiny.close())

  it('is one Arrow answer: running counts of each view, cells as 64-bit integers, people by year', async () => {
    const response = await tiny.get(ASKED)
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toBe('application/vnd.apache.arrow.stream')
    const { edges, years, views } = decodeBlock(await response.arrayBuffer())
    expect(edges.at(-1)).toBe('2026-09-01')
    expect(years).toContain(2026)
    expect(views.map(({ dimension, indicator }) => `${dimension} ${indicator}`)).toEqual([
      'whole case_rate',
      'area:district case_rate',
      'cell:8 case_rate',
      'category case_count',
    ])
    // The last entry is the whole, the one before it those of unknown district.
    const districts = views[1]
    expect(districts?.codes).toEqual(['990101', '990102', null])
    expect([...(districts?.numerator.subarray(-4) ?? [])]).toEqual([2, 1, 0, 3])
    expect([...(districts?.figures?.subarray(-4) ?? [])]).toEqual([100, 50, Number.NaN, 150])
    for (const cell of views[2]?.codes ?? []) expect(cell).toMatch(/^88[0-9a-f]{13}$/)
  })

  it('answers 304 to whoever has it', async () => {
    const tag = (await tiny.get(ASKED)).headers.get('etag') ?? ''
    expect((await tiny.get(ASKED, { 'if-none-match': tag })).status).toBe(304)
  })

  it('refuses what it cannot count or does not know, in both languages', async () => {
    for (const query of [
      'indicator=median_hours_to_close&views=whole',
      'indicator=case_rate&views=hour',
      'indicator=case_rate&views=whole&from=2026-08-01',
    ]) {
      const response = await tiny.get(`/api/block?${query}`)
      const { error } = (await response.json()) as ErrorBody
      expect(response.status).toBe(400)
      expect(error.message.zh).toMatch(/[\u4e00-\u9fff]/)
    }
  })
})

describe('/api/block of a city that publishes', () => {
  it('is refused with a sentence that says what can be chosen', async () => {
    const tiny = await openTiny({}, 'standard')
    const response = await tiny.get(ASKED)
    const { error } = (await response.json()) as ErrorBody
    expect(response.status).toBe(400)
    expect(error.code).toBe('not_published')
    expect(error.message.en).toContain('Whole published months')
    await tiny.close()
  })
})
