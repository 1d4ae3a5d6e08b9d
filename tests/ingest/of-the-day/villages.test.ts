import { afterAll, expect, it } from 'vitest'
import { areaFields, openCity, recipe } from './border-city.ts'
import { splitCity } from './split-city.ts'

const { sources } = splitCity()
const label = { zh: '层', en: 'Level' }
const city = await openCity({
  pack: {
    boundaries: 'of_the_day',
    levels: [
      { id: 'city', label },
      { id: 'district', label, parent: 'city' },
      { id: 'village', label, parent: 'district' },
    ],
  },
  sources: [
    ...sources.filter(({ recipe: { id } }) => !['people', 'cases'].includes(id)),
    {
      recipe: recipe('villages', 'area', { level: 'village', fields: { ...areaFields, parent: { from: 'district' } } }),
      content: 'code,zh,en,district\nb1,东村,East,B\na1,东村,East,A\na2,西村,West,A\n',
    },
    {
      recipe: recipe('people', 'population', {
        locate: [{ level: 'village', by: 'code', from: 'code' }],
        fields: { year: { type: 'year' }, n: { type: 'integer' } },
      }),
      content: 'code,year,n\nb1,2019,100\na1,2019,40\na2,2019,60\nb1,2021,120\na1,2021,50\na2,2021,50\nb1,2009,9\n',
    },
    {
      recipe: recipe('cases', 'cases', {
        locate: [
          {
            level: 'village',
            by: 'name',
            from: 'village',
            within: { level: 'district', from: 'district' },
            required: true,
          },
        ],
        fields: { case_id: { from: 'id' }, opened_at: { type: 'time' } },
      }),
      content: [
        'id,opened_at,village,district',
        'then,2019-06-01,东村,乙区',
        'now,2021-06-01,东村,乙区',
        'in A,2021-06-02,东村,甲区',
        'elsewhere,2019-06-03,东村,丙区',
        '',
      ].join('\n'),
    },
  ],
})
afterAll(() => city.close())

it('areas without a vintage stand once below each area above them, and cases and people with them', async () => {
  const villages = `select a.code, cast(a.valid_from as varchar), u.code || ' ' || cast(u.valid_from as varchar)
    from @area a join @area u on u.area_id = a.parent_id where a.level = 'village' order by a.area_id`
  expect(await city.rows(villages)).toEqual([
    ['a1', '2010-01-01', 'A 2010-01-01'],
    ['a2', '2010-01-01', 'A 2010-01-01'],
    ['b1', '2010-01-01', 'B 2010-01-01'],
    ['b1', '2020-01-01', 'B 2020-01-01'],
  ])
  const cases = `select c.case_id, v.code, d.code || ' ' || cast(d.valid_from as varchar) from @cases c
    join @area v on v.area_id = c.area_village join @area d on d.area_id = c.area_district order by c.case_id`
  expect(await city.rows(cases)).toEqual([
    ['in A', 'a1', 'A 2010-01-01'],
    ['now', 'b1', 'B 2020-01-01'],
    ['then', 'b1', 'B 2010-01-01'],
  ])
  const aside = 'select line, suggestion_en from @quarantine order by load_id, line'
  expect(await city.rows(aside)).toEqual([
    [
      8,
      expect.stringContaining(
        '“b1” (East) is among the boundaries 2010-01-01 to 2019-12-31 and from 2020-01-01 on only',
      ),
    ],
    [5, expect.stringContaining('not on the day of this row, or not within the area above that it names')],
  ])
})

it('figures of a lower level add up to the areas above them of the same time', async () => {
  const rate = await city.ask({
    indicators: ['case_rate'],
    by: ['area:district'],
    from: '2019-01-01',
    to: '2021-12-31',
  })
  expect(rate.keys[0]?.labels.map(({ en }) => en)).toEqual(['Jia', 'Yi (2010–2019)', 'Yi (2020–)', 'Bing (2020–)'])
  const [a, then, now, c] = rate.series[0]?.denominator ?? []
  expect([a, c]).toEqual([100, Number.NaN])
  expect(then).toBeCloseTo((100 * 365) / 1096, 9)
  expect(now).toBeCloseTo((120 * 731) / 1096, 9)
  expect(rate.total[0]?.denominator[0]).toBe(220)
})
