import { tableFromIPC } from 'apache-arrow'
import { tableFromIPC as flechetteFromIPC } from '@uwdata/flechette'
import { parquetMetadata, parquetReadObjects } from 'hyparquet'
import readXlsxFile from 'read-excel-file/node'
import { describe, expect, it } from 'vitest'
import { toArrow } from '../../api/formats/arrow.ts'
import { toCsv } from '../../api/formats/csv.ts'
import { boundsOf } from '../../api/formats/geojson.ts'
import { cellColumn } from '../../warehouse/answer/key-column.ts'
import { harmless } from '../../warehouse/answer/harmless.ts'
import { toJson } from '../../api/formats/json.ts'
import { toParquet } from '../../api/formats/parquet.ts'
import { fileName, type Provenance, stampOf } from '../../api/formats/provenance.ts'
import type { Part } from '../../api/schema/query.ts'
import { toXlsx } from '../../api/formats/xlsx.ts'
import type { Answer } from '../../warehouse/answer/types.ts'
import type { City } from '../../warehouse/catalog/city.ts'
import { INDICATORS, UNITS } from '../../warehouse/catalog/index.ts'

const city: City = {
  id: 'tiny',
  name: { zh: '小城', en: 'Tiny' },
  time_zone: 'Asia/Shanghai',
  levels: [],
  profile: 'open',
  cells: { finest: 9, map: 8 },
  default_level: 'district',
  default_indicator: 'case_rate',
  currency: { zh: '元', en: 'yuan' },
  holidays: [],
  workdays: [],
}
const about: Provenance = {
  city,
  snapshot: '5f2c9a1b03de4477',
  publishedAt: '2026-11-01T00:00:00Z',
  exportedAt: '2026-11-22T00:00:00Z',
  query: { indicators: ['case_rate'], by: ['area:district'], category: ['noise'] },
  indicators: new Map(INDICATORS.map((indicator) => [indicator.id, indicator])),
  units: new Map(Object.entries(UNITS)),
  licence: 'CC-BY-4.0',
  publisher: 'Hotline',
  stamp: null,
}
const numbers = (...values: number[]) => Float64Array.from(values)
const answer: Answer = {
  snapshot: about.snapshot,
  period: { from: '2026-08-01', to: '2026-08-31' },
  compared: { from: '2025-08-01', to: '2025-08-31' },
  rows: 3,
  keys: [
    {
      dimension: 'area:district',
      codes: ['990101', '990102', null],
      labels: [
        { zh: '甲区', en: 'Jia' },
        { zh: '＝1+1', en: '=1+1' },
        { zh: '未知', en: '-unknown, "quoted"' },
      ],
    },
  ],
  series: [
    {
      indicator: 'case_rate',
      numerator: numbers(2, 0, -1),
      denominator: numbers(100, 50, Number.NaN),
      value: numbers(200, 0, Number.NaN),
      low: numbers(24.2, 0, Number.NaN),
      high: numbers(722.5, 737.8, Number.POSITIVE_INFINITY),
      status: ['ok', 'unreliable', 'missing'],
      before: numbers(100, 10, Number.NaN),
      change: numbers(100, -100, Number.NaN),
    },
  ],
  total: [
    {
      indicator: 'case_rate',
      numerator: numbers(2),
      denominator: numbers(150),
      value: numbers(133.3),
      low: numbers(16),
      high: numbers(480),
      status: ['ok'],
    },
  ],
  notes: [{ zh: '说明', en: 'A note' }],
}
const json = toJson(answer, about.query)
const series = json.series[0]
const text = (stream: ReadableStream<Uint8Array>) => new Response(stream).text()

interface ReadTable {
  column: (name: string) => unknown[]
  metadata: Map<string, string>
}

function readWithApacheArrow(bytes: Uint8Array): ReadTable {
  const table = tableFromIPC(bytes)
  return { column: (name) => Array.from(table.getChild(name) ?? []), metadata: table.schema.metadata }
}

function readWithFlechette(bytes: Uint8Array): ReadTable {
  const table = flechetteFromIPC(bytes)
  return { column: (name) => Array.from(table.getChild(name)), metadata: table.schema.metadata ?? new Map() }
}

describe('one answer in every format', () => {
  it('JSON has null, never NaN or Infinity', () => {
    expect(series?.value).toEqual([200, 0, null])
    expect(series?.high).toEqual([722.5, 737.8, null])
    expect(json.total[0]?.value).toBe(133.3)
  })

  it.each([
    ['apache-arrow', readWithApacheArrow],
    ['flechette', readWithFlechette],
  ])('Arrow read by %s equals JSON', (_, read) => {
    const { column, metadata } = read(toArrow(answer, about))
    expect(column('area:district')).toEqual(json.keys[0]?.codes)
    expect(column('area:district:zh')).toEqual(['甲区', '＝1+1', '未知'])
    for (const part of ['numerator', 'denominator', 'value', 'low', 'high', 'status', 'before', 'change'] as const) {
      expect(column(`case_rate.${part}`), part).toEqual(series?.[part])
    }
    const { snapshot, total, notes } = JSON.parse(metadata.get('answer') ?? '{}') as Record<string, unknown>
    expect({ snapshot, total, notes }).toEqual({ snapshot: about.snapshot, total: json.total, notes: json.notes })
  })

  it('Arrow holds days and weeks as dates', () => {
    const dated = (dimension: 'day' | 'week', codes: (string | null)[]) => {
      const keys = [{ dimension, codes, labels: codes.map((code) => ({ zh: code ?? '', en: code ?? '' })) }]
      const table = flechetteFromIPC(toArrow({ ...answer, keys }, about), { useDate: true })
      return (Array.from(table.getChild(dimension)) as (Date | null)[]).map(
        (date) => date && date.toISOString().slice(0, 10),
      )
    }
    for (const codes of [
      ['2024-02-28', '2024-02-29', '2024-03-01'],
      ['1969-12-31', null, '1900-01-01'],
      ['2026-08-03', '2026-08-03', '2026-08-04'],
    ])
      expect(dated('day', codes)).toEqual(codes)
    expect(dated('week', ['2026-08-03', '2026-08-10', '2026-08-17'])).toEqual([
      '2026-08-03',
      '2026-08-10',
      '2026-08-17',
    ])
  })

  it('Arrow tells the parts asked for and always the status', () => {
    const names = (parts?: readonly Part[]) =>
      tableFromIPC(toArrow(answer, about, parts))
        .schema.fields.map(({ name }) => name)
        .filter((name) => name.startsWith('case_rate.'))
    expect(names(['value', 'low'])).toEqual(['case_rate.value', 'case_rate.low', 'case_rate.status'])
    expect(names(['smoothed'])).toEqual(['case_rate.status'])
    expect(names()).toEqual(expect.arrayContaining(names(['numerator', 'before', 'change'])))
  })

  it('Arrow holds cells as whole 64-bit integers', () => {
    const codes = ['8931aa5aa57ffff', '8931aa5aa5bffff', '8a31aa5aa577fff']
    const cells: Answer = {
      ...answer,
      keys: [
        cellColumn(
          9,
          BigUint64Array.from(codes, (code) => BigInt(`0x${code}`)),
        ),
      ],
    }
    const column = Array.from(tableFromIPC(toArrow(cells, about)).getChild('cell:9') ?? [])
    expect(column.map((cell) => BigInt(cell).toString(16))).toEqual(codes)
    expect(toJson(cells, about.query).keys[0]).toMatchObject({
      codes,
      labels: codes.map((code) => ({ zh: code, en: code })),
    })
  })

  it('Arrow is whole when one array stands for two columns', () => {
    const [first] = answer.series
    if (first === undefined) throw new Error('the fixture has a series')
    const shared: Answer = { ...answer, series: [{ ...first, value: first.numerator, low: first.numerator }] }
    const table = tableFromIPC(toArrow(shared, about))
    for (const part of ['numerator', 'value', 'low']) {
      expect(Array.from(table.getChild(`case_rate.${part}`) ?? [])).toEqual([2, 0, -1])
    }
  })

  it('Arrow has counts of cases as whole numbers, gaps as null, and as doubles where one is no such number', () => {
    const [first] = answer.series
    if (first === undefined) throw new Error('the fixture has a series')
    const typed = (numerator: Float64Array) => {
      const counted = { ...first, indicator: 'case_count', numerator, value: numerator }
      const table = tableFromIPC(toArrow({ ...answer, series: [counted] }, about))
      const column = (part: string) => table.getChild(`case_count.${part}`)
      return ['numerator', 'value'].map((part) => [String(column(part)?.type), Array.from(column(part) ?? [])])
    }
    expect(typed(numbers(4_294_967_295, Number.NaN, 0))).toEqual([
      ['Uint32', [4_294_967_295, null, 0]],
      ['Uint32', [4_294_967_295, null, 0]],
    ])
    expect(typed(numbers(1, 2.5, 4_294_967_296)).map(([type]) => type)).toEqual(['Float64', 'Float64'])
  })

  it('Arrow of an empty answer is a table without rows', () => {
    const none: Answer = {
      ...answer,
      rows: 0,
      keys: [],
      series: [
        {
          indicator: 'case_rate',
          numerator: numbers(),
          denominator: numbers(),
          value: numbers(),
          low: numbers(),
          high: numbers(),
          status: [],
        },
      ],
    }
    expect(tableFromIPC(toArrow(none, about)).numRows).toBe(0)
  })

  it('CSV is marked UTF-8, has one row a key and says where each number is from', async () => {
    const bytes = new Uint8Array(await new Response(toCsv(answer, about)).arrayBuffer())
    expect(Array.from(bytes.subarray(0, 3))).toEqual([0xef, 0xbb, 0xbf])
    const [head, ...lines] = (await text(toCsv(answer, about))).replace('\uFEFF', '').trim().split('\r\n')
    expect(lines).toHaveLength(3)
    expect(head).toBe(
      'area_district,area_district_zh,area_district_en,indicator,indicator_zh,indicator_en,unit,unit_zh,unit_en,numerator,denominator,value,low,high,status,period_from,period_to,before,before_low,before_high,change,compared_from,compared_to,snapshot,indicator_version,filters,licence,source',
    )
    expect(lines[0]).toContain(',2,100,200,24.2,722.5,ok,2026-08-01,2026-08-31,100,,,100,')
    expect(lines[0]).toContain(',5f2c9a1b03de4477,1,category=noise,CC-BY-4.0,')
  })

  it('formulas are made harmless in CSV and numbers stay numbers', async () => {
    const csv = await text(toCsv(answer, about))
    expect(csv).toContain(",'＝1+1,'=1+1,")
    expect(csv).toContain('"\'-unknown, ""quoted"""')
    expect(csv).toContain(',-1,,,,,missing')
    expect(
      ['=1', '+1', '-1', '@x', '\tx', '\rx', '\nx', '＝1', '＋1', '－1', '＠x', ' =1'].every(
        (cell) => harmless(cell) === `'${cell}`,
      ),
    ).toBe(true)
    expect(['a=1', '甲', '990101', '2026-08-01', ''].every((cell) => harmless(cell) === cell)).toBe(true)
  })

  it('CSV of many rows comes in chunks and ends', async () => {
    const rows = 4_000
    const long = Float64Array.from({ length: rows }, (_, i) => i)
    const many: Answer = {
      ...answer,
      compared: null,
      rows,
      keys: [],
      series: [
        {
          indicator: 'case_count',
          numerator: long,
          denominator: long,
          value: long,
          low: long,
          high: long,
          status: Array.from({ length: rows }, () => 'ok' as const),
        },
      ],
    }
    const lines = (await text(toCsv(many, about))).trim().split('\r\n')
    expect(lines).toHaveLength(rows + 1)
    expect(lines.at(-1)).toContain(`,${rows - 1},`)
  })

  it('Parquet read back equals JSON, with what describes it in its metadata', async () => {
    const { buffer } = toParquet(answer, about)
    const rows = await parquetReadObjects({ file: buffer })
    expect(rows.map((row) => row.value)).toEqual(series?.value)
    expect(rows.map((row) => row.area_district)).toEqual(json.keys[0]?.codes)
    expect(rows.map((row) => row.status)).toEqual(series?.status)
    const described = new Map(parquetMetadata(buffer).key_value_metadata?.map(({ key, value }) => [key, value]))
    expect(described.get('snapshot')).toBe(about.snapshot)
    expect(described.get('licence')).toBe('CC-BY-4.0')
    expect(described.get('filters')).toBe('category=noise')
    expect(described.get('indicators')).toBe('case_rate@1')
  })

  it('XLSX read back equals JSON, text harmless, numbers typed, and a sheet about the file', async () => {
    const bytes = Buffer.from(await toXlsx(answer, about))
    const sheets = await readXlsxFile(bytes)
    const sheet = (name: string) => sheets.find((found) => found.sheet === name)?.data ?? []
    const [head = [], ...rows] = sheet('data')
    const column = (name: string) => rows.map((row) => row[head.indexOf(name)])
    expect(column('value')).toEqual(series?.value)
    expect(column('numerator')).toEqual([2, 0, -1])
    expect(column('area_district_en')).toEqual(['Jia', "'=1+1", '\'-unknown, "quoted"'])
    const described = new Map(sheet('说明 about').map(([name, value]) => [name, value]))
    expect(described.get('snapshot')).toBe(about.snapshot)
    expect(described.get('licence')).toBe('CC-BY-4.0')
    expect(described.has('notes')).toBe(true)
  })

  it('the internal profile stamps each file and its name', async () => {
    const internal: Provenance = {
      ...about,
      city: { ...city, profile: 'internal' },
      stamp: stampOf({ ...city, profile: 'internal' }),
    }
    expect(fileName(answer, internal, 'csv')).toBe(
      'tiny_case_rate_by-area-district_2026-08-01_2026-08-31_5f2c9a1b_INTERNAL.csv',
    )
    expect(await text(toCsv(answer, internal))).toContain('not for publication')
    expect(tableFromIPC(toArrow(answer, internal)).schema.metadata.get('answer')).toContain('内部资料')
  })

  it('bounds are those of every position', () => {
    const feature = (geometry: { type: string; coordinates: unknown } | null) => ({
      type: 'Feature' as const,
      geometry,
      properties: {},
    })
    const line = {
      type: 'LineString',
      coordinates: [
        [1, 5],
        [3, -2],
      ],
    }
    expect(boundsOf({ type: 'FeatureCollection', features: [feature(line), feature(null)] })).toEqual([1, -2, 3, 5])
    expect(boundsOf({ type: 'FeatureCollection', features: [] })).toBeNull()
  })
})
