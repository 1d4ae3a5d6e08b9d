import { areaFields, districts, recipe, shapes } from './border-city.ts'

/** A city whose district B was cut into B and C on 1 January 2020; A is as it was. */
const city = {
  recipe: recipe('city', 'area', { level: 'city', fields: areaFields }),
  content: 'code,zh,en\n99,界城,Bordertown\n',
}
export const of2010 = shapes([
  ['A', '甲区', 'Jia', 120, 120.1],
  ['B', '乙区', 'Yi', 120.1, 120.3],
])
export const of2020 = shapes([
  ['A', '甲区', 'Jia', 120, 120.1],
  ['B', '乙区', 'Yi', 120.1, 120.2],
  ['C', '丙区', 'Bing', 120.2, 120.3],
])
const people = {
  recipe: recipe('people', 'population', {
    locate: [{ level: 'district', by: 'code', from: 'code' }],
    fields: { year: { type: 'year' }, n: { type: 'integer' } },
  }),
  content: 'code,year,n\nA,2019,1000\nB,2019,2000\nA,2021,1100\nB,2021,1200\nC,2021,1000\nC,2019,7\n',
}
const cases = {
  recipe: recipe('cases', 'cases', {
    locate: [
      { level: 'district', by: 'code', from: 'code' },
      { level: 'district', by: 'name', from: 'name' },
      { level: 'district', by: 'point', required: true },
    ],
    fields: {
      case_id: { from: 'id' },
      opened_at: { type: 'time', format: ['iso', 'month'] },
      lon: { type: 'number' },
      lat: { type: 'number' },
    },
  }),
  content: [
    'id,opened_at,code,name,lon,lat',
    'point then,2019-12-31 23:59:59,,,120.25,29.05',
    'point now,2020-01-01 00:00:00,,,120.25,29.05',
    'code then,2019-06-02,B,,,',
    'code now,2021-06-02,B,,,',
    'name then,2019-06-03,,乙区,,',
    'name now,2021-06-03,,丙区,,',
    'A then,2019-06-04,A,,,',
    'A now,2021-12-31,A,,,',
    'too early for C,2019-06-05,C,,,',
    'too early for all,2009-12-31,,,120.25,29.05',
    'month now,2020-01,C,,,',
    'month then,2019-12,B,,,',
    '',
  ].join('\n'),
}

export const splitCity = (boundaries?: string) => ({
  pack: boundaries === undefined ? {} : { boundaries },
  sources: [
    city,
    { recipe: districts('of2010', { vintage: 2010 }), content: of2010 },
    { recipe: districts('of2020', { vintage: 2020 }), content: of2020 },
    people,
    cases,
  ],
})
