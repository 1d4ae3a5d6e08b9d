import { expect, it } from 'vitest'
import { onRealCity } from './real-city.ts'

const ALL = { from: '2013-01-01', to: '2023-12-31' }

onRealCity('us-boston', (city) => {
  it('takes 62,169 rows in and finds 62,165 distinct cases', async () => {
    const loads = (await city.loads()).filter(({ source }) => source === 'boston-311')
    const sum = (key: 'rows_in' | 'loaded' | 'duplicate' | 'quarantined') => loads.reduce((n, load) => n + load[key], 0)
    expect([sum('rows_in'), sum('loaded'), sum('duplicate'), sum('quarantined')]).toEqual([62_169, 62_165, 4, 0])
    const { total } = await city.ask({ indicators: ['case_count'], ...ALL })
    expect(total[0]?.value[0]).toBe(62_165)
  })

  it('flags 10 cases closed before they were opened and keeps them out of every duration', async () => {
    const found = await city.sql(
      (store) => `select count(*) filter ((flags & 1) = 1)::integer as flagged,
        count(duration_h) filter ((flags & 1) = 1)::integer as timed, median(duration_h) as hours from ${store}.cases`,
    )
    expect(found).toMatchObject({ flagged: 10, timed: 0 })
    expect(found.hours).toBeCloseTo(2.44, 2)
  })

  it('gives beside it the Kaplan–Meier median, longer because open cases count', async () => {
    const { total } = await city.ask({ indicators: ['median_hours_to_close'], ...ALL })
    expect(total[0]?.status[0]).toBe('ok')
    expect(total[0]?.value[0]).toBeGreaterThan(2.44)
  })

  it('sums the population of Allston and Brighton into the neighborhood of the 311 service', async () => {
    const rows = await city.rows({ indicators: ['residents'], by: ['area:neighborhood'], ...ALL })
    expect(rows.size).toBe(17)
    expect(rows.get('allston-brighton')?.value).toBe(19_261 + 55_297)
    expect(rows.get('greater-mattapan')?.value).toBe(26_659)
    const cases = await city.rows({ indicators: ['case_count'], by: ['area:neighborhood'], ...ALL })
    // The four rows that came twice are no Allston or Brighton cases: 4,363 + 184 + 473.
    expect(cases.get('allston-brighton')?.value).toBe(5020)
  })

  it('places cases in ZIP areas by point, by the published code where there is none', async () => {
    const rows = await city.rows({ indicators: ['case_count'], by: ['area:zip'], ...ALL })
    expect(rows.size).toBeGreaterThanOrEqual(37)
    expect(rows.get('02124')?.value).toBeGreaterThan(2000)
  })
})
