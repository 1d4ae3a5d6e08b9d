import { afterAll, describe, expect, it } from 'vitest'
import { openCity, recipe } from './border-city.ts'
import { splitCity } from './split-city.ts'

const locate = [{ level: 'district', by: 'code', from: 'code' }]
const base = splitCity('of_the_day')
const city = await openCity({
  ...base,
  sources: [
    ...base.sources,
    {
      recipe: recipe('homes', 'housing', {
        locate,
        fields: { year: { type: 'year' }, dwellings: { type: 'integer' } },
      }),
      content: 'code,year,dwellings\nB,2019,800\nB,2020,500\nC,2020,400\nC,2018,1\n',
    },
    {
      recipe: recipe('income', 'measure', {
        locate,
        fields: { year: { type: 'year' }, measure: { constant: 'income_per_head' }, value: { type: 'number' } },
      }),
      content: 'code,year,value\nA,2019,10\nB,2019,40\nA,2021,12\nB,2021,30\nC,2021,60\n',
    },
    {
      recipe: recipe('air', 'measure', {
        locate,
        fields: {
          date: { type: 'date', format: ['iso', 'month'] },
          measure: { constant: 'no2' },
          value: { type: 'number' },
        },
      }),
      content: 'code,date,value\nB,2019-12-31,1\nB,2020-01-01,2\nC,2019-12-31,3\nB,2019-12,4\nC,2020-01,5\n',
    },
    {
      recipe: recipe('noise', 'measure', {
        locate,
        fields: {
          year: { type: 'year' },
          month: { type: 'month' },
          measure: { constant: 'noise' },
          value: { type: 'number' },
        },
      }),
      content: 'code,year,month,value\nB,2019,12,1\nC,2019,12,2\nC,2020,1,3\n',
    },
  ],
})
afterAll(() => city.close())
const { rows, ask } = city

const placed = (table: string, figure: string, where = 'true') =>
  rows(`select a.code, cast(a.valid_from as varchar), f.${figure} from @${table} f join @area a using (area_id)
    where ${where} order by f.year, f.${figure}, a.code`)

describe('figures in boundaries of the day', () => {
  it('of homes lie in the areas of the last day of their year', async () => {
    expect(await placed('housing', 'dwellings')).toEqual([
      ['B', '2010-01-01', 800],
      ['C', '2020-01-01', 400],
      ['B', '2020-01-01', 500],
    ])
  })

  it('of a day lie in those of the day, of a month in those of its last', async () => {
    expect(await placed('measure', 'value', "f.measure = 'no2'")).toEqual([
      ['B', '2010-01-01', 1],
      ['B', '2010-01-01', 4],
      ['B', '2020-01-01', 2],
      ['C', '2020-01-01', 5],
    ])
    expect(await placed('measure', 'value', "f.measure = 'noise'")).toEqual([
      ['B', '2010-01-01', 1],
      ['C', '2020-01-01', 3],
    ])
  })

  it('per head weigh with the people of the same areas', async () => {
    const across = { from: '2019-01-01', to: '2021-12-31' }
    const income = await ask({ indicators: ['income_per_head'], by: ['area:district'], ...across })
    expect(income.keys[0]?.labels.map(({ en }) => en)).toEqual(['Jia', 'Yi (2010–2019)', 'Yi (2020–)', 'Bing (2020–)'])
    expect([...(income.series[0]?.value ?? [])]).toEqual([12, 40, 30, 60])
    expect([...(income.series[0]?.denominator ?? [])]).toEqual([1100, 2000, 1200, 1000])
    const mean = (12 * 1100 + 30 * 1200 + 60 * 1000) / 3300
    expect(income.total[0]?.value[0]).toBeCloseTo(mean, 9)
    const then = await ask({ indicators: ['income_per_head'], from: '2019-01-01', to: '2019-12-31' })
    expect(then.total[0]?.value[0]).toBeCloseTo((10 * 1000 + 40 * 2000) / 3000, 9)
  })

  it('stand under a rate for the days on which their area held', async () => {
    const rate = await ask({
      indicators: ['case_rate_dwellings'],
      by: ['area:district'],
      from: '2019-01-01',
      to: '2020-12-31',
    })
    const [, before, since] = rate.series[0]?.denominator ?? []
    expect(before).toBeCloseTo((800 * 365) / 731, 9)
    expect(since).toBeCloseTo((500 * 366) / 731, 9)
  })
})
