import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { answer } from '../../../warehouse/answer/answer.ts'
import type { QueryInput } from '../../../warehouse/query/spec.ts'
import { readCatalog } from '../../../warehouse/snapshot/read-catalog.ts'
import type { Attached } from '../../../warehouse/snapshot/types.ts'
import { AUGUST, openTiny } from './tiny-city.ts'

/** The tiny city with three more cases of August and two of July 2026, of which nobody knows the day. */
let city: Attached
let dated: Attached
beforeAll(async () => {
  dated = await openTiny()
  city = await openTiny()
  const months = ['2026-08-01', '2026-08-01', '2026-08-01', '2026-07-01', '2026-07-01']
  await city.engine.exec({
    text: `insert into cases (case_id, opened_at, closed_at, due_at, category, flags, area_id, area_street,
      area_district, area_city, urban_class, load_id)
      values ${months.map((_, i) => `('m${i}', ?, '2026-08-20 10:00:00', '2026-08-25', 1, 4, 4, 4, 2, 1, 'urban', 1)`).join(', ')}`,
    values: months,
  })
  city = { ...city, catalog: await readCatalog(city.engine, city.store) }
})
afterAll(() => Promise.all([city.engine.close(), dated.engine.close()]))

const ask = (input: Partial<QueryInput>, of = city) => answer({ ...AUGUST, indicators: ['case_count'], ...input }, of)
const sum = (values: Float64Array | undefined) => [...(values ?? [])].reduce((total, n) => total + n, 0)
const said = async (input: Partial<QueryInput>) =>
  (await ask(input)).notes
    .map(({ en }) => /^(\d+) cases whose opening is known by month only/.exec(en)?.[1])
    .filter(Boolean)

describe('cases known by month only', () => {
  it('count by month, quarter and year, and in whole months', async () => {
    const june = { from: '2026-06-01' }
    const { series } = await ask({ ...june, by: ['month'] })
    expect([...(series[0]?.value ?? [])]).toEqual([0, 3, 11])
    expect((await ask(june)).total[0]?.value[0]).toBe(14)
    expect(await said({ ...june, by: ['month'] })).toEqual([])
    expect((await ask({ ...june, by: ['area:district'] })).series[0]?.value[0]).toBe(11)
  })

  it.each(['day', 'week', 'weekday', 'hour'])(
    'are left out by %s, of the total too, and the answer says so',
    async (by) => {
      const [found, plain] = await Promise.all([ask({ by: [by] }), ask({ by: [by] }, dated)])
      expect(found.series[0]?.value).toEqual(plain.series[0]?.value)
      expect(sum(found.series[0]?.value)).toBe(8)
      expect(found.total[0]?.value[0]).toBe(8)
      expect(await said({ by: [by] })).toEqual(['3'])
      expect(found.notes.at(-1)?.zh).toContain('3 件案件只知收集月份')
      expect(plain.notes).toEqual([])
    },
  )

  it.each([
    ['its end', { from: '2026-07-01', to: '2026-08-20' }, 2 + 1 + 6, ['3']],
    ['its start', { from: '2026-07-02', to: '2026-08-31' }, 3 + 1 + 8, ['2']],
    ['both', { from: '2026-07-02', to: '2026-08-20' }, 1 + 6, ['5']],
  ])('are left out of a month that a period cuts: %s', async (_, period, counted, note) => {
    expect((await ask(period)).total[0]?.value[0]).toBe(counted)
    expect((await ask({ ...period, by: ['month'] })).total[0]?.value[0]).toBe(counted)
    expect(await said(period)).toEqual(note)
  })

  it('follow the filters of the question in what is said', async () => {
    expect(await said({ by: ['day'], area: ['9902'] })).toEqual([])
    expect(await said({ by: ['day'], area: ['9901'] })).toEqual(['3'])
  })

  it('never enter a duration, a share on time or the backlog, which says so', async () => {
    for (const id of ['median_hours_to_close', 'on_time_rate', 'open_backlog', 'closed_within_minutes']) {
      const [found, plain] = await Promise.all([ask({ indicators: [id] }), ask({ indicators: [id] }, dated)])
      expect({ id, total: found.total }).toEqual({ id, total: plain.total })
      expect(await said({ indicators: [id] })).toEqual(['3'])
    }
    const [found, plain] = await Promise.all(
      [city, dated].map((of) => ask({ indicators: ['open_backlog'], by: ['day'] }, of)),
    )
    expect(found?.series).toEqual(plain?.series)
  })
})
