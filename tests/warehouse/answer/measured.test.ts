import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { answer } from '../../../warehouse/answer/answer.ts'
import { measureTogether } from '../../../warehouse/answer/measured.ts'
import type { Measured } from '../../../warehouse/answer/types.ts'
import { readCatalog } from '../../../warehouse/snapshot/read-catalog.ts'
import type { Attached } from '../../../warehouse/snapshot/types.ts'
import { AUGUST, CELLS, openTiny } from './tiny-city.ts'

const DIMENSIONS = ['cell:7', 'cell:8', 'cell:9', 'area:city', 'area:district', 'area:street']
const PERIODS = [AUGUST, { from: '2026-07-15', to: '2026-08-20' }, { from: '2025-01-01', to: '2025-12-31' }]

/** The tiny city with cases of an unknown day, of an unknown place, and of durations that tie. */
let city: Attached
beforeAll(async () => {
  city = await openTiny()
  await city.engine.exec({
    text: `insert into cases (case_id, opened_at, closed_at, duration_h, due_at, category, flags, cell, area_street,
        area_district, area_city, load_id) values
      ('m', '2026-08-01', '2026-08-20 10:00:00', null, '2026-08-25', 1, 4, ${CELLS[0]}, 4, 2, 1, 1),
      ('n', '2026-07-01', null, null, '2026-07-25', 1, 4, ${CELLS[0]}, 4, 2, 1, 1),
      ('nowhere', '2026-08-03', '2026-08-04', 24, '2026-08-25', 1, 0, null, null, null, null, 1),
      ('street', '2026-08-03', '2026-08-04', 24, null, null, null, null, 5, 2, 1, 1),
      ('tie', '2026-08-05', '2026-08-06', 24, '2026-08-05', 2, 0, ${CELLS[1]}, 5, 2, 1, 1),
      ('old', '2025-02-05', null, null, '2026-08-09', 2, 0, ${CELLS[1]}, 5, 2, 1, 1)`,
  })
  city = { ...city, catalog: await readCatalog(city.engine, city.store) }
})
afterAll(() => city.engine.close())

/** Numerator, denominator and value of the members that have a value above zero, in the order of values. */
const rowsOf = ({ numerator, denominator, value }: Measured) =>
  [...value]
    .map((v, i) => [numerator[i], denominator[i], v] as number[])
    .filter((row) => Number.isFinite(row[2]) && (row[2] ?? 0) > 0)
    .sort((a, b) => (a[2] ?? 0) - (b[2] ?? 0) || (a[0] ?? 0) - (b[0] ?? 0) || (a[1] ?? 0) - (b[1] ?? 0))

describe('values measured together', () => {
  it.each(PERIODS)(
    'are those of an answer for every indicator by every kind of place, $from to $to',
    async (period) => {
      const indicators = city.catalog.indicators.map(({ id }) => id)
      const asked = DIMENSIONS.map((dimension) => ({ dimension, indicators }))
      const together = await measureTogether(city, period, asked)
      for (const [i, dimension] of DIMENSIONS.entries()) {
        expect(together[i]?.map((each) => each.indicator)).toEqual(indicators)
        for (const found of together[i] ?? []) {
          const { series } = await answer({ ...period, indicators: [found.indicator], by: [dimension] }, city)
          expect(series.map(rowsOf), `${found.indicator} by ${dimension}`).toEqual([rowsOf(found)])
        }
      }
    },
  )

  it('take few statements', async () => {
    const { engine } = city
    let statements = 0
    const counting = {
      ...city,
      engine: Object.assign(Object.create(engine) as typeof engine, {
        query: (...input: Parameters<typeof engine.query>) => {
          statements++
          return engine.query(...input)
        },
      }),
    }
    const indicators = city.catalog.indicators.map(({ id }) => id)
    const asked = DIMENSIONS.map((dimension) => ({ dimension, indicators }))
    await measureTogether(counting, AUGUST, asked)
    expect(statements).toBeLessThan(6 * DIMENSIONS.length)
  })

  it('fail where a statement fails', async () => {
    const broken = { ...city, store: 'nowhere' }
    const asked = [{ dimension: 'area:street', indicators: ['case_count'] }]
    await expect(measureTogether(broken, AUGUST, asked)).rejects.toThrow('nowhere')
  })
})
