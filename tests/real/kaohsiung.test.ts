import { expect, it } from 'vitest'
import { onRealCity } from './real-city.ts'

const YEAR_2015 = { from: '2015-01-01', to: '2015-12-31' }
const [CHIENCHEN, SANMIN, LINGYA] = ['64000090', '64000050', '64000080']

onRealCity('tw-kaohsiung', (city) => {
  it('loads every record of every file', async () => {
    for (const load of await city.loads()) {
      expect(load).toMatchObject({ duplicate: 0, quarantined: 0 })
      expect(load.rows_in).toBe(load.loaded)
    }
  })

  it('joins 19,773 of 19,773 cases of 2015 to a village by code, and to its district', async () => {
    const joined = await city.sql(
      (store) => `select count(*)::integer as n, count(area_village)::integer as village,
        count(area_district)::integer as district from ${store}.cases where year(opened_at) = 2015`,
    )
    expect(joined).toEqual({ n: 19_773, village: 19_773, district: 19_773 })
  })

  it('gives the published dengue rates of 2015 by district', async () => {
    const rows = await city.rows({ indicators: ['dengue_rate'], by: ['area:district'], ...YEAR_2015 })
    expect(rows.size).toBe(38)
    expect(rows.get(CHIENCHEN ?? '')).toMatchObject({ numerator: 2725, denominator: 193_319 })
    expect(rows.get(CHIENCHEN ?? '')?.value).toBeCloseTo(1409.6, 1)
    expect(rows.get(SANMIN ?? '')?.value).toBeCloseTo(1354.0, 1)
    expect(rows.get(LINGYA ?? '')?.value).toBeCloseTo(1292.1, 1)
  })

  it('counts people and households of the registration offices', async () => {
    const { total } = await city.ask({ indicators: ['registered_residents', 'case_count'], ...YEAR_2015 })
    expect(total.map(({ value }) => value[0])).toEqual([2_778_793, 19_773])
    const { n } = await city.sql((store) => `select sum(households)::integer as n from ${store}.housing`)
    expect(n).toBe(1_068_314)
  })

  it('takes the population of the nearest year for 2014 and 2023', async () => {
    for (const year of ['2014', '2023']) {
      const { total } = await city.ask({ indicators: ['dengue_rate'], from: `${year}-01-01`, to: `${year}-12-31` })
      expect(total[0]?.denominator[0]).toBe(2_778_793)
    }
  })

  it('shows 2023 as cells', async () => {
    const question = { indicators: ['case_count'], by: ['cell:8'], from: '2023-01-01', to: '2023-12-31' }
    const cells = [...(await city.rows(question)).entries()].filter(([code]) => code !== '')
    expect(cells.length).toBeGreaterThan(100)
    expect(cells.reduce((sum, [, { numerator }]) => sum + numerator, 0)).toBe(3183)
  })
})
