import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ErrorBody } from '../../api/schema/error.ts'
import type { LoopBody } from '../../api/schema/loop.ts'
import { openTiny, type TinyServer } from './tiny-city.ts'

let tiny: TinyServer
beforeAll(async () => {
  tiny = await openTiny()
})
afterAll(() => tiny.close())

const AUGUST = 'from=2026-08-01&to=2026-08-31'

describe('/api/loop', () => {
  it('answers with steps and waits, nothing of it NaN, and 304 to whoever has it', async () => {
    const response = await tiny.get(`/api/loop?${AUGUST}`)
    const body = (await response.json()) as LoopBody
    expect(response.status).toBe(200)
    expect(body.steps[0]).toMatchObject({ id: 'received', n: 3 })
    expect(body.has_lists).toBe(false)
    expect(JSON.stringify(body)).not.toMatch(/NaN|Infinity/)
    const tag = response.headers.get('etag') ?? ''
    expect((await tiny.get(`/api/loop?${AUGUST}`, { 'if-none-match': tag })).status).toBe(304)
  })

  it('takes the filters of a query and refuses what it does not know', async () => {
    const { error } = (await (await tiny.get(`/api/loop?${AUGUST}&department=moon`)).json()) as ErrorBody
    expect(error).toMatchObject({ field: 'department' })
    expect((await tiny.get('/api/loop?sql=1')).status).toBe(400)
  })

  it('lists no cases in an open city, and says who may read them', async () => {
    const response = await tiny.get(`/api/loop/cases?set=open&${AUGUST}`)
    const { error } = (await response.json()) as ErrorBody
    expect(response.status).toBe(400)
    expect(error.message.zh).toContain('内部档')
  })
})
