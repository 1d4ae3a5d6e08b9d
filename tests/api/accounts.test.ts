import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ErrorBody } from '../../api/schema/error.ts'
import type { ChecksBody, LoadsBody, QuarantineBody } from '../../api/schema/lists.ts'
import { INDICATORS } from '../../warehouse/catalog/index.ts'
import type { Lineage } from '../../warehouse/answer/lineage.ts'
import { openTiny, type TinyServer } from './tiny-city.ts'

let tiny: TinyServer
beforeAll(async () => {
  tiny = await openTiny()
})
afterAll(() => tiny.close())

async function read<T>(path: string): Promise<T> {
  const response = await tiny.get(path)
  const body = (await response.json()) as T
  expect(response.status, JSON.stringify(body)).toBe(200)
  return body
}

describe('what is told of files', () => {
  it('a load that says nothing of its period, reasons or name is told all the same', async () => {
    const [people] = await read<LoadsBody>('/api/loads')
    expect(people).toMatchObject({
      label: { zh: 'people', en: 'people' },
      records: 2,
      filtered: 0,
      reasons: {},
      decided: {},
      data_from: null,
    })
  })

  it('checks that failed come first', async () => {
    expect(await read<ChecksBody>('/api/checks')).toEqual([
      {
        check_id: 'fresh',
        severity: 'warning',
        passed: false,
        subject: 'people',
        detail: { zh: '旧了 9 天。', en: '9 days old.' },
      },
      {
        check_id: 'rows_add_up',
        severity: 'error',
        passed: true,
        subject: 'load',
        detail: { zh: '都有下落。', en: 'All accounted for.' },
      },
    ])
  })
})

describe('the quarantine', () => {
  it('is counted by reason, source and column, each row with its file and how to mend it', async () => {
    const found = await read<QuarantineBody>('/api/quarantine?limit=1')
    expect(found).toMatchObject({
      total: 2,
      by_reason: [
        { reason: 'bad_time', label: { zh: '时间无法识别', en: 'Not a time' }, n: 1 },
        { reason: 'unknown_area', n: 1 },
      ],
      by_source: [{ source: 'hotline', n: 2 }],
      by_field: [
        { field: 'area', n: 1 },
        { field: 'opened', n: 1 },
      ],
    })
    expect(found.rows).toEqual([
      {
        load_id: 2,
        source: 'hotline',
        file: 'cases.csv',
        line: 7,
        field: 'opened',
        reason: 'bad_time',
        label: { zh: '时间无法识别', en: 'Not a time' },
        raw: 'c99,2026-13-01',
        suggestion: { zh: '没有 13 月。', en: 'There is no month 13.' },
      },
    ])
  })

  it.each([
    ['source=hotline', 2],
    ['source=people', 0],
    ['load=2', 2],
    ['load=1', 0],
    ['reason=bad_time', 1],
    ['field=area', 1],
    ['reason=bad_time&field=area', 0],
    ['offset=1', 2],
  ])('%s leaves %d rows', async (filter, total) => {
    const found = await read<QuarantineBody>(`/api/quarantine?${filter}`)
    expect(found.total).toBe(total)
    expect(found.rows).toHaveLength(filter === 'offset=1' ? 1 : total)
    expect(found.by_reason.reduce((sum, { n }) => sum + n, 0)).toBe(total)
  })

  it.each([
    ['source', 'nobody', 'hotline'],
    ['load', '9', '2'],
    ['reason', "bad_time' or 1=1 --", 'bad_time'],
    ['field', 'x', 'opened'],
  ])('a %s that nothing has is refused with those there are', async (field, asked, known) => {
    const response = await tiny.get(`/api/quarantine?${field}=${encodeURIComponent(asked)}`)
    const { error } = (await response.json()) as ErrorBody
    expect(response.status).toBe(400)
    expect(error).toMatchObject({ field })
    expect(error.allowed).toContain(known)
  })

  it('leaves as CSV whole, whatever the page, with nothing a spreadsheet would run', async () => {
    const response = await tiny.get('/api/quarantine?format=csv&limit=1&source=hotline')
    expect(response.headers.get('content-disposition')).toBe(
      'attachment; filename="tiny_quarantine_hotline_00000000.csv"',
    )
    const bytes = new Uint8Array(await response.arrayBuffer())
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
    const lines = new TextDecoder().decode(bytes).trim().split('\r\n')
    expect(lines).toHaveLength(3)
    expect(lines[1]).toBe(
      'hotline,cases.csv,7,opened,bad_time,时间无法识别,Not a time,"c99,2026-13-01",没有 13 月。,There is no month 13.',
    )
    expect(lines[2]).toContain(`"'=1+1,甲"`)
    expect((await tiny.get('/api/quarantine?format=csv&reason=x')).status).toBe(400)
  })
})

describe('lineage', () => {
  it('leads a rate back to the columns of both its tables and the files whose rows it reads', async () => {
    const found = await read<Lineage>('/api/lineage?indicator=case_rate')
    expect(found.indicators).toMatchObject([
      {
        id: 'case_rate',
        parts: [
          { role: 'numerator', table: 'cases', columns: ['opened_at'] },
          { role: 'denominator', table: 'population', columns: ['n', 'basis', 'repeats'], values: ['resident'] },
        ],
      },
    ])
    expect(found.tables).toMatchObject([
      { table: 'cases', rows: 3, sources: ['hotline'], columns: [{ name: 'opened_at' }] },
      { table: 'population', rows: 2, sources: ['people'] },
    ])
    expect(
      found.sources.map(({ id, publisher, recipe_sha256, files }) => [id, publisher, recipe_sha256, files]),
    ).toEqual([
      ['people', 'Statistics office', 'aa', [1]],
      ['hotline', 'Hotline', 'cc', [2]],
    ])
    expect(found.files.map(({ sha256, read: rows }) => [sha256, rows])).toEqual([
      ['bb', { population: 2 }],
      ['dd', { cases: 3 }],
    ])
  })

  it('follows conditions, derived fields and the weights of a figure to the columns they are made of', async () => {
    const columns = async (id: string) =>
      (await read<Lineage>(`/api/lineage?indicator=${id}`)).indicators[0]?.parts.map(({ table, columns: c }) => [
        table,
        c,
      ])
    expect(await columns('aged_share')).toEqual([
      ['population', ['n', 'basis', 'age_min', 'age_max', 'repeats']],
      ['population', ['n', 'basis', 'age_min', 'age_max', 'repeats']],
    ])
    expect(await columns('income_per_head')).toEqual([
      ['measure', ['value', 'measure']],
      ['population', ['n', 'basis', 'repeats']],
      ['measure', ['measure']],
      ['population', ['n', 'basis', 'repeats']],
    ])
  })

  it('of every indicator at once names each table and file, and every indicator has parts', async () => {
    const found = await read<Lineage>('/api/lineage')
    expect(found.indicators).toHaveLength(INDICATORS.length)
    for (const { id, parts } of found.indicators) {
      expect(parts.length, id).toBeGreaterThan(0)
      for (const { columns } of parts) expect(columns.length, id).toBeGreaterThan(0)
    }
    for (const table of found.tables) {
      const names = new Set(
        found.indicators
          .flatMap(({ parts }) => parts)
          .filter((part) => part.table === table.table)
          .flatMap((part) => part.columns),
      )
      expect(table.columns.map(({ name }) => name).toSorted()).toEqual([...names].toSorted())
    }
    expect(found.files.map(({ file, read: rows }) => [file, rows])).toEqual([
      ['people.csv', null],
      ['cases.csv', null],
    ])
  })

  it('of an indicator nobody knows is refused', async () => {
    expect((await tiny.get('/api/lineage?indicator=nonsense')).status).toBe(400)
  })
})
