import { expect, it } from 'vitest'
import { draftedFiles } from './drafted-files.ts'

const PEOPLE = `select level, count(*)::integer, sum(n) from @population join @area using (area_id) group by level order by level`

it('tells states and the country apart from their counties by the zeros in their codes', async () => {
  const drafted = await draftedFiles({
    'people.csv':
      'FIPS,Area_Name,year,population\n00000,United States,2020,21\n01000,Alabama,2020,6\n01001,Autauga,2020,1\n' +
      '01003,Baldwin,2020,5\n02000,Alaska,2020,15\n02013,Aleutians,2020,7\n02016,Sitka,2020,8\n',
  })
  expect(await drafted.run()).toEqual({
    'whole-city': [7, 7, 0, 0],
    'people-level-2': [7, 2, 0, 5],
    'people-areas': [7, 4, 0, 3],
    'people-population': [7, 7, 0, 0],
  })
  expect(await drafted.rows(PEOPLE)).toEqual([
    ['city', 1, 21],
    ['level_2', 2, 21],
    ['people', 4, 21],
  ])
})

it('tells provinces, prefectures and counties of one list of codes apart', async () => {
  const list = [
    ['330000', '浙江省'],
    ['330100', '杭州市'],
    ['330102', '上城区'],
    ['330105', '拱墅区'],
    ['330200', '宁波市'],
    ['330203', '海曙区'],
    ['340000', '安徽省'],
    ['340100', '合肥市'],
    ['340102', '瑶海区'],
  ]
  const drafted = await draftedFiles({
    '行政区划.csv': `代码,名称\n${list.map((row) => row.join(',')).join('\n')}\n`,
    '户数.csv': '区划代码,户数\n330102,5\n330105,6\n330203,7\n340102,8\n330100,11\n',
  })
  const told = await drafted.run()
  expect(Object.values(told).slice(1, 4)).toEqual([
    [9, 2, 0, 7],
    [9, 3, 0, 6],
    [9, 4, 0, 5],
  ])
  expect(
    await drafted.rows(
      `select a.level, a.name_zh, p.name_zh from @area a join @area p on p.area_id = a.parent_id where a.name_zh in ('上城区', '杭州市')`,
    ),
  ).toEqual([
    ['prefecture', '杭州市', '浙江省'],
    ['county', '上城区', '杭州市'],
  ])
  expect(await drafted.rows('select count(*)::integer, count(distinct area_id)::integer from @housing')).toEqual([
    [5, 5],
  ])
})

it('compares a row 合计 with the districts instead of making it one', async () => {
  const drafted = await draftedFiles({
    'people.csv': '区,年份,常住人口\n东区,2023,100\n西区,2023,200\n南区,2023,50\n合 计,2023,350\n',
  })
  expect(await drafted.run()).toEqual({
    'whole-city': [4, 4, 0, 0],
    'people-areas': [4, 3, 0, 1],
    'people-population': [4, 3, 0, 1],
  })
  expect(drafted.recipes()).toContain('totals: { 区: [ 合 计 ] }')
})

it('takes one of two files that hold the same records, and says which it left out', async () => {
  const rows =
    'id,opened_at,type\n1,2024-01-01 08:00,noise\n2,2024-01-02 09:00,waste\n3,2024-01-03 10:00,noise\n4,2024-01-04 10:00,waste\n'
  const drafted = await draftedFiles({
    'calls.csv': rows,
    'calls_export.csv': rows.replaceAll(',', ';'),
    'wards.csv': 'ward_code,ward_name\n01,North\n02,South\n',
  })
  expect(Object.keys(await drafted.run())).toEqual(['whole-city', 'wards-areas', 'calls'])
  expect(drafted.text('city.yaml')).toContain('calls_export.csv holds the same records as calls.csv')
})

it('leaves out a list of words that explains other files, and says so', async () => {
  const drafted = await draftedFiles({
    'variable_lookup.csv': 'variable,meaning\nHH65,Households above 65\nPCT,Percent\nPOP,People\n',
    'wards.csv': 'ward_code,ward_name\n01,North\n02,South\n',
  })
  expect(Object.keys(await drafted.run())).toEqual(['whole-city', 'wards-areas'])
  expect(drafted.text('city.yaml')).toContain('left out: variable_lookup.csv has words that explain other files')
})

it('adds up no prices: a row 合计 of them is the figure of the whole city', async () => {
  const drafted = await draftedFiles({
    'price.csv': '区,年份,房价\n东区,2023,100\n西区,2023,200\n南区,2023,60\n合计,2023,120\n',
  })
  expect((await drafted.run())['price-housing']).toEqual([4, 4, 0, 0])
  expect(await drafted.rows("select price from @housing join @area using (area_id) where level = 'city'")).toEqual([
    [120],
  ])
})
