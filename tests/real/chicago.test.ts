import { expect, it } from 'vitest'
import { onRealCity } from './real-city.ts'

const YEAR_2020 = { from: '2020-01-01', to: '2020-12-31' }

onRealCity('us-chicago', (city) => {
  it('gives 475.0 carjackings per 100,000 in West Garfield Park (78 / 16,421)', async () => {
    const rows = await city.rows({ indicators: ['carjacking_rate'], by: ['area:community'], ...YEAR_2020 })
    expect(rows.size).toBe(77)
    expect(rows.get('26')).toMatchObject({ numerator: 78, denominator: 16_421 })
    expect(rows.get('26')?.value).toBeCloseTo(475.0, 1)
  })

  it('gives every carjacking its community area, and every area its dwellings', async () => {
    const { n } = await city.sql((store) => `select count(area_community)::integer as n from ${store}.cases`)
    expect(n).toBe(1412)
    const { total } = await city.ask({ indicators: ['dwellings', 'vacancy_rate'], ...YEAR_2020 })
    expect(total[0]?.value[0]).toBe(1_214_266)
    expect(total[1]?.numerator[0]).toBe(147_635)
  })

  it('shows carjackings per resident by cell', async () => {
    const question = { indicators: ['carjacking_rate'], by: ['cell:8'], ...YEAR_2020 }
    const known = [...(await city.rows(question)).values()].filter(({ value }) => Number.isFinite(value))
    expect(known.length).toBeGreaterThan(200)
  })
})
