import { TextEncoder } from 'node:util'
import { expect, it } from 'vitest'
import { gb18030 } from '../gb18030.ts'
import { draftedFiles } from './drafted-files.ts'
import { columnOf, seenTable } from './seen-file.ts'

const PERSONAL = ['来电人', '联系电话', '事发地址', '诉求内容']

it('reads a yearbook: title, 单位：万人, a row 合 计, a note, in GBK', async () => {
  const drafted = await draftedFiles({
    '年鉴.csv': gb18030(
      '表2-3 各区常住人口（2023年）,,\n单位：万人,,\n地区,常住人口,户籍人口\n东城区,70.3,100.1\n西城区,110.2,148.3\n朝阳区,344.1,212.0\n合 计,524.6,460.4\n注：抽样调查推算数。,,\n',
    ),
  })
  expect(Object.values(await drafted.run())[2]).toEqual([5, 3, 0, 2])
  expect(await drafted.rows('select year, cast(round(sum(n)) as integer) from @population group by year')).toEqual([
    [2023, 5_246_000],
  ])
  expect(drafted.recipes()).toContain('left out: 户籍人口')
})

it('joins two header rows that a workbook with merged cells left behind', async () => {
  const drafted = await draftedFiles({
    '房屋.csv':
      '区县,住宅,,房价,\n,套数,空置套数,均价(元/平米),同比\n甲区,"12,000",300,"12,345元/平米",3.2%\n乙区,"8,000",120,"9,876元/平米",-1.0%\n丙区,"5,500",90,"8,000元/平米",0.5%\n',
  })
  await drafted.run()
  expect(await drafted.rows('select sum(dwellings), sum(vacant), max(price) from @housing')).toEqual([
    [25_500, 510, 12_345],
  ])
})

it('drops whatever of a hotline export belongs to persons, and finds streets by their names of today', async () => {
  const call = (id: number, street: string, kind: string) =>
    `20240101${id},2024-01-0${id} 08:0${id}:00,2024-01-1${id} 10:00:00,张三${id},1381234000${id},${street}街道${id}号,${kind},${street},"${`第${id}次反映${street}噪音扰民，请尽快处理并回复。`.repeat(4)}"`
  const calls = [
    call(1, '东湖街道', '占道经营'),
    call(2, '西山街道', '噪音扰民'),
    call(3, '东湖街道', '噪音扰民'),
    call(4, '南门街道', '停车难'),
  ]
  const drafted = await draftedFiles({
    '12345工单.csv': gb18030(
      `工单编号,来电时间,办结时间,来电人,联系电话,事发地址,诉求类别,所属街道,诉求内容\n${calls.join('\n')}\n`,
    ),
    '街道人口.csv': '街道,人口数\n东湖街道,52000\n西山街道,41000\n南门街道（原城关镇）,38000\n合计,131000\n',
  })
  const told = await drafted.run()
  expect(Object.values(told)).toEqual([
    [4, 4, 0, 0],
    [4, 3, 0, 1],
    [4, 4, 0, 0],
    [4, 3, 0, 1],
  ])
  for (const name of PERSONAL) expect(drafted.recipes()).toMatch(new RegExp(`${name}: drop`))
  expect(drafted.recipes()).not.toMatch(/1381234|张三/)
  expect(await drafted.rows('select count(area_id)::integer, count(category)::integer from @cases')).toEqual([[4, 4]])
})

it('takes no case for an area of its own, reads Excel days, and no telephone for a figure', async () => {
  const drafted = await draftedFiles({
    '事件.csv':
      '事件编号,发生日期,联系电话,高德经度,高德纬度,事件类型\nA1,45292,1.38123E+10,120.15,30.28,火灾\nA2,45293.5,1.39123E+10,120.16,30.29,盗窃\nA3,45300,1.37123E+10,120.17,30.27,火灾\n',
  })
  expect(await drafted.run()).toEqual({ 'whole-city': [3, 3, 0, 0], table: [3, 3, 0, 0] })
  expect(await drafted.rows('select cast(min(opened_at) as varchar) from @cases')).toEqual([['2024-01-01 00:00:00']])
  expect(drafted.recipes()).toMatch(/联系电话: drop/)
  expect(drafted.recipes()).toContain('crs: gcj02')
})

it('reads tabs in a .csv and a last row of totals', async () => {
  const drafted = await draftedFiles({
    'wards.csv': 'ward\tpopulation\tyear\nNorth\t1200\t2020\nSouth\t2300\t2020\nEast\t900\t2020\nTotal\t4400\t2020\n',
  })
  expect(await drafted.run()).toEqual({
    'whole-city': [4, 4, 0, 0],
    'wards-areas': [4, 3, 0, 1],
    'wards-population': [4, 3, 0, 1],
  })
})

it('reads semicolons and decimal commas', async () => {
  const drafted = await draftedFiles({
    'mieten.csv': new TextEncoder().encode(
      'Bezirk;Jahr;price;Dichte\nMitte;2022;10,55;1.234,5\nNord;2022;9,80;2.345,1\nSüd;2022;11,20;987,0\n',
    ),
  })
  await drafted.run()
  expect(await drafted.rows('select year, max(price) from @housing group by year')).toEqual([[2022, 11.2]])
  expect(await drafted.rows('select max(value) from @measure')).toEqual([[2345.1]])
})

it('keeps JSON in a cell whole and drops addresses of a portal', async () => {
  const drafted = await draftedFiles({
    '311.csv':
      'unique_key,created_date,closed_date,complaint_type,borough,incident_address,location\n1,01/31/2024 11:45:00 PM,02/01/2024 09:00:00 AM,Noise,BRONX,12 MAIN ST,"{""type"":""Point"",""coordinates"":[-73.9,40.8]}"\n2,02/01/2024 01:05:00 AM,,Heat,QUEENS,9 ELM ST,\n3,02/01/2024 02:00:00 AM,,Noise,BRONX,1 OAK AVE,\n',
  })
  expect(Object.values(await drafted.run()).at(-1)).toEqual([3, 3, 0, 0])
  expect(drafted.recipes()).toMatch(/incident_address: drop[^]*location: drop/)
  expect(await drafted.rows('select count(distinct case_id)::integer from @cases')).toEqual([[3]])
})

it('drops names, identity numbers, cards and addresses, and never calls one of them a figure', async () => {
  const table = await seenTable(
    '序号,姓名,身份证号,家庭住址,银行卡号,车牌号,所属区,申请日期\n1,张三,330102199001011234,某路1号,6222020200112233445,浙A12345,上城区,2024年1月3日\n2,李四,330102198505052345,某路2号,6222020200112233446,浙A54321,拱墅区,2024年2月3日\n3,王五,330102197003033456,某路3号,6222020200112233447,浙A11111,上城区,2024年3月3日\n',
  )
  for (const name of ['姓名', '身份证号', '家庭住址', '银行卡号', '车牌号'])
    expect(columnOf(table, name).role, name).toBe('personal')
  expect(columnOf(table, '序号').role).not.toBe('figure')
})

it.each([
  ['地區,人口\n灣仔區,166695\n油尖旺區,310647\n', 'Asia/Hong_Kong'],
  ['地區,人口\n三民區,166695\n左營區,310647\n', 'Asia/Taipei'],
  ['地区,人口\n上城区,166695\n拱墅区,310647\n', 'Asia/Shanghai'],
])('guesses the zone of %s and says from what', async (text, zone) => {
  const drafted = await draftedFiles({ 'people.csv': text })
  expect(drafted.text('city.yaml')).toMatch(new RegExp(`unsure: guessed from [^]*time_zone: ${zone}`))
})

it('says that X and Y in metres are no degrees, and puts exchanged axes right', async () => {
  const head = 'id,opened_at,kind,'
  const metres = await draftedFiles({
    'poi.csv': `${head}X坐标,Y坐标\n1,2024-01-01,a,512345.2,3345678.1\n2,2024-01-02,b,512400.5,3345700.9\n3,2024-01-03,a,512500.0,3345800.0\n`,
  })
  expect(metres.recipes()).toMatch(/unsure: X坐标 .* are metres of a map/)
  const swapped = await draftedFiles({
    'swap.csv': `${head}lon,lat\n1,2024-01-01 08:00,a,30.27,120.15\n2,2024-01-02 08:00,b,30.28,120.16\n3,2024-01-03 08:00,a,30.26,120.17\n`,
  })
  expect(swapped.recipes()).toMatch(/lon: { from: lat, type: number }[^]*lat: { from: lon, type: number }/)
  await swapped.run()
})
