import { expect, it } from 'vitest'
import writeXlsxFile from 'write-excel-file/node'
import { ingest } from '../../../ingest/pipeline.ts'
import { matchesOf } from '../../../ingest/inspect/against.ts'
import { knownAreas } from '../../../ingest/inspect/known.ts'
import { zipBytes } from '../read/zip-bytes.ts'
import { draftedFiles } from './drafted-files.ts'
import { filesIn, seenTable } from './seen-file.ts'

const PEOPLE = 'ward_code,ward_name,year,population\n0101,North,2023,1200\n0102,South,2023,2300\n0103,East,2023,900\n'
const CALLS =
  'case_id,opened_at,type,ward_code\n1,2024-01-01 08:00,noise,101\n2,2024-01-02 08:00,waste,102\n3,2024-01-03 09:00,noise,0103\n'

it('drafts each file of an archive by its name in it', async () => {
  const zip = zipBytes([
    { name: 'open data/people.csv', content: PEOPLE },
    { name: 'open data/calls.csv', content: CALLS },
    { name: 'README.txt', content: 'Read me.' },
  ])
  const drafted = await draftedFiles({ 'city.zip': zip })
  expect(drafted.recipes()).toContain('member: open data/calls.csv')
  expect(Object.values(await drafted.run())).toEqual([
    [3, 3, 0, 0],
    [3, 3, 0, 0],
    [3, 3, 0, 0],
    [3, 3, 0, 0],
  ])
})

it('drafts each sheet of a workbook below its title, and takes dates of Excel as dates', async () => {
  const text = (value: string) => ({ value, type: String })
  const number = (value: number) => ({ value, type: Number })
  const workbook = await writeXlsxFile([
    {
      sheet: '人口',
      data: [
        [text('各区常住人口（2022年）'), null],
        [text('单位：万人'), null],
        [text('区'), text('常住人口')],
        [text('东区'), number(12.5)],
        [text('西区'), number(20)],
        [text('合计'), number(32.5)],
      ],
    },
    {
      sheet: '工单',
      data: [
        ['工单编号', '受理时间', '类别', '区'].map(text),
        [
          number(1),
          { value: new Date('2024-01-01T08:00:00Z'), type: Date, format: 'yyyy-mm-dd hh:mm' },
          text('噪声'),
          text('东区'),
        ],
        [
          number(2),
          { value: new Date('2024-01-02T08:00:00Z'), type: Date, format: 'yyyy-mm-dd hh:mm' },
          text('违停'),
          text('西区'),
        ],
        [
          number(3),
          { value: new Date('2024-01-03T08:00:00Z'), type: Date, format: 'yyyy-mm-dd hh:mm' },
          text('噪声'),
          text('西区'),
        ],
      ],
    },
  ]).toBuffer()
  const drafted = await draftedFiles({ '年报.xlsx': workbook })
  await drafted.run()
  expect(await drafted.rows('select year, cast(sum(n) as integer) from @population group by year')).toEqual([
    [2022, 325_000],
  ])
  expect(await drafted.rows('select count(area_id)::integer, min(opened_at)::varchar from @cases')).toEqual([
    [3, '2024-01-01 08:00:00'],
  ])
})

it('holds a file against the published snapshot of a city', async () => {
  const { pack, from } = await draftedFiles({ 'people.csv': PEOPLE })
  const data = filesIn({})
  await ingest({ pack, from, data })
  const city = await knownAreas('mine', { data })
  expect(city.told).toBe('the published snapshot of mine')
  const [match] = matchesOf(await seenTable(CALLS), city)
  expect(match).toMatchObject({ level: 'people', column: 'ward_code', share: 1, areas: 3 })
})
