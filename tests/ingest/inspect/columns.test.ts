import { expect, it } from 'vitest'
import { inspectedJson, inspectedText } from '../../../ingest/inspect/inspect.ts'
import { guessNumber } from '../../../ingest/inspect/numbers.ts'
import { guessTime } from '../../../ingest/inspect/times.ts'
import { findWide } from '../../../ingest/inspect/wide.ts'
import { columnOf, seenTable } from './seen-file.ts'

const once = (values: string[]): [string, number][] => values.map((value) => [value, 1])

it.each([
  ['2015/1/6|2015-01-07', [], 'day'],
  ['2022-03-06 08:00:01|2022-03-06T09:00:00Z', [], 'time'],
  ['2022年3月6日|2022年12月1日', ['chinese'], 'day'],
  ['民國104年5月6日|民國104年5月7日', ['roc'], 'day'],
  ['106Y06M|107Y01M', ['roc-month-text'], 'month'],
  ['2022-03|2022-04', ['month'], 'month'],
  ['20220412|20220413', ['%Y%m%d'], 'day'],
  ['12/31/2020 11:45:00 PM|01/02/2020 12:03:00 AM', ['%m/%d/%Y %I:%M:%S %p'], 'time'],
  ['31/12/2020|01/02/2020', ['%d/%m/%Y'], 'day'],
  ['1/22/20|9/13/20', ['%m/%d/%y'], 'day'],
])('reads %s as times', (values, formats, precision) => {
  expect(guessTime('updated', once(values.split('|')))).toMatchObject({ formats, precision, misfits: 0 })
})

it('takes bare digits for months and years only where the name speaks of time', () => {
  expect(guessTime('統計年月', once(['10405', '10406']))).toMatchObject({ formats: ['roc-month'], precision: 'month' })
  expect(guessTime('people', once(['10405', '10406']))).toBeNull()
  expect(guessTime('year', once(['2019', '2020']))?.precision).toBe('year')
  expect(guessTime('people', once(['2019', '2020']))).toBeNull()
})

it('says that month and day may be the other way round when no number is above 12', () => {
  expect(guessTime('date', once(['01/02/2020', '03/04/2020']))?.doubt).toContain('other way round')
})

it('counts thousands, footnote marks, units and what fits no number', () => {
  const values = once([
    '1,234',
    '308745538(r38234)',
    '12万',
    '3.5元/平米',
    '(1,200)',
    '7',
    '8',
    '9',
    '10',
    '11',
    'many',
  ])
  const guess = guessNumber(values)
  expect(guess).toMatchObject({ seen: 11, misfits: 1, thousands: 1, footnotes: 1, accounting: 1 })
  expect([...(guess?.units ?? [])]).toEqual([
    ['万', 1],
    ['元/平米', 1],
  ])
  expect(guessNumber(once(['a', 'b', '1']))).toBeNull()
})

it.each([
  ['0歲-男,0歲-女,1歲-男,100歲以上-女', 'age', '100歲以上-女', { age: '100', sex: '女' }],
  ['0-4岁,5-9岁,10-14岁,85岁以上', 'age', '5-9岁', { age: '5', last: '9' }],
  ['1/22/20,1/23/20,1/24/20,1/25/20', 'date', '1/23/20', { date: '1/23/20' }],
  ['pop 2013-2017,pop 2015-2019', 'year', 'pop 2015-2019', { year: '2019' }],
  [
    'births_2010,births_2011,deaths_2010,deaths_2011',
    'measure-year',
    'deaths_2011',
    { measure: 'deaths', year: '2011' },
  ],
])('finds the wide columns of %s', (header, kind, name, groups) => {
  const wide = findWide(['code', ...header.split(',')])
  expect(wide?.kind).toBe(kind)
  expect(wide?.names).toEqual(header.split(','))
  expect(new RegExp(wide?.columns ?? '', 'u').exec(name)?.groups).toMatchObject(groups)
  expect(new RegExp(wide?.columns ?? '', 'u').test('code')).toBe(false)
})

it('gives columns their roles with the evidence and the doubt', async () => {
  const table = await seenTable(
    '工单编号,来电时间,办结时间,诉求大类,渠道,经度,纬度,邮编,姓名,备注\n' +
      'A1,2024-01-01 08:00,2024-01-02 08:00,噪声,热线,120.1,30.1,310001.0,张三,-\n' +
      'A2,2024-01-01 09:00,,噪声,热线,120.2,30.2,310002.0,李四,-\n' +
      'A3,2024-01-03 08:00,2024-01-04 08:00,违停,热线,0,0,310001.0,王五,好\n',
  )
  const roles = Object.fromEntries(table.columns.map(({ name, role }) => [name, role]))
  expect(roles).toMatchObject({
    工单编号: 'identifier',
    来电时间: 'opened',
    办结时间: 'closed',
    经度: 'lon',
    纬度: 'lat',
    邮编: 'code',
    姓名: 'personal',
  })
  expect(columnOf(table, '邮编').doubt).toContain('".0"')
  expect(columnOf(table, '经度').doubt).toContain('1 rows are at 0')
  expect(columnOf(table, '备注').tally.nullWords).toEqual(new Map([['-', 2]]))
})

it('says when latitude lies beyond 90, as swapped axes do', async () => {
  const table = await seenTable('id,lon,lat\n1,30.1,120.1\n2,30.2,120.2\n')
  expect(columnOf(table, 'lat').doubt).toContain('swapped')
})

it('shows no value of a personal column, to people or scripts', async () => {
  const table = await seenTable('id,电话,content\n1,13812345678,x\n2,13912345678,y\n')
  const found = { tables: [table], refused: [] }
  for (const text of [inspectedText(found), inspectedJson(found)]) {
    expect(text).toContain('电话')
    expect(text).not.toContain('13812345678')
  }
  expect(inspectedText(found)).toContain('99999999999')
})

it('finds pairs of columns that tell rows apart, and totals among their parts', async () => {
  const rows = ['东区,2020,5', '东区,2021,5', '西区,2020,5', '西区,2021,6', '合计,2020,10', '合计,2021,11']
  const table = await seenTable(`区,年份,人数\n${rows.join('\n')}\n`)
  expect(table.keys[0]?.names.toSorted()).toEqual(['区', '年份'])
  expect(columnOf(table, '区').totals).toEqual(['合计'])
})
