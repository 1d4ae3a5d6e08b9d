import { describe, expect, it } from 'vitest'
import { formatReport } from '../../../ingest/report.ts'
import { withFigures } from './figures-city.ts'

const PLACE = [{ level: 'district', by: 'code' as const, from: 'code', required: true }]

describe('months without a day, from a file to an answer', () => {
  const cases = {
    target: 'cases' as const,
    locate: PLACE,
    fields: { opened_at: { from: 'when', type: 'date' as const, format: ['iso', 'month'], required: true } },
  }
  const file = 'code,when\n01,2026-03-02\n01,2026-03-05\n02,2026-03\n02,2026-03\n02,2026年3月\n02,2026-04-31\n'

  it('make no spike on day one; by month they count, and the report and the table of loads say how many', async () => {
    await withFigures(cases, { 'c.csv': file }, async ({ ask, rows, files, report }) => {
      expect(files[0]).toMatchObject({ loaded: 5, quarantined: 1, decided: { month_only: 3 } })
      expect(await rows('select decided from @load order by load_id desc limit 1')).toEqual([['{"month_only":3}']])
      expect(formatReport(report)).toContain('decided: 3 dates that name a month and no day; kept as months')
      expect(await rows('select flags, count(*) from @cases group by all order by all')).toEqual([
        [0, 2],
        [4, 3],
      ])
      const march = { indicators: ['case_count'], from: '2026-03-01', to: '2026-03-31' }
      const byDay = await ask({ ...march, by: ['day'] })
      expect([...(byDay.series[0]?.value.slice(0, 5) ?? [])]).toEqual([0, 1, 0, 0, 1])
      expect(byDay.notes.some(({ en }) => en.startsWith('3 cases whose opening is known by month only'))).toBe(true)
      expect((await ask({ ...march, by: ['month'] })).series[0]?.value[0]).toBe(5)
      expect(await rows(`select value from @snapshot_meta where key in ('data_from', 'data_to') order by key`)).toEqual(
        [['2026-03-01'], ['2026-03-31']],
      )
    })
  })

  it('stay months in measures, beside whole years that alone answer for a year', async () => {
    const measure = {
      target: 'measure' as const,
      locate: PLACE,
      fields: {
        date: { from: 'when', type: 'date' as const, format: ['month', 'roc-month', 'iso'], required: true },
        measure: { constant: 'hospital_beds' },
        value: { from: 'n', type: 'number' as const },
      },
    }
    const figures = 'code,when,n\n01,2022-03,5\n01,11105,7\n02,2022-03-09,1\n'
    await withFigures(measure, { 'm.csv': figures }, async ({ rows }) => {
      expect(await rows('select year, month, day, value from @measure order by all')).toEqual([
        [2022, 3, 9, 1],
        [2022, 3, null, 5],
        [2022, 5, null, 7],
      ])
    })
  })

  it('need no year beside the date', async () => {
    const fields = { date: { from: 'when', type: 'date' as const }, year: { from: 'when', type: 'year' as const } }
    await expect(
      withFigures({ target: 'measure', fields }, { 'm.csv': 'code,when\n01,2022-03-09\n' }, () => Promise.resolve()),
    ).rejects.toThrow(/fields\.year: the field date gives it already/)
  })
})
