import { tableFromIPC } from 'apache-arrow'
import { parquetReadObjects } from 'hyparquet'
import readXlsxFile from 'read-excel-file/node'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { AnswerBody } from '../../api/schema/answer.ts'
import type { HotSpotsBody } from '../../api/schema/hot-spots.ts'
import type { ErrorBody } from '../../api/schema/error.ts'
import { FORMULA, openTiny, type TinyServer } from './tiny-city.ts'

const QUERY = '/api/query?indicators=case_count,case_rate&by=area:district&from=2026-08-01&to=2026-08-31'
const ID = '0000000000000001'

let tiny: TinyServer
beforeAll(async () => {
  tiny = await openTiny()
})
afterAll(() => tiny.close())

async function read<T>(path: string, headers?: Record<string, string>): Promise<T> {
  const response = await tiny.get(path, headers)
  const body = (await response.json()) as T
  expect(response.status, JSON.stringify(body)).toBe(200)
  return body
}

async function refusal(path: string, status = 400): Promise<ErrorBody['error']> {
  const response = await tiny.get(path)
  const body = (await response.json()) as ErrorBody
  expect(response.status, JSON.stringify(body)).toBe(status)
  expect(body.error.message.zh).toMatch(/[\u4e00-\u9fff]/)
  expect(body.error.message.en).toMatch(/[a-z]{3}.*\.$/)
  expect(body.error.reference).toMatch(/^[0-9a-f]{12}$/)
  return body.error
}

describe('routes', () => {
  it('health names the city, the snapshot and the age of its data', async () => {
    expect(await read('/api/health')).toMatchObject({
      ok: true,
      city: 'tiny',
      snapshot: ID,
      data_to: '2026-08-31',
      alarm: null,
    })
  })

  it('catalog says what can be asked', async () => {
    const catalog = await read<Record<string, unknown>>('/api/catalog')
    expect(catalog).toMatchObject({
      city: { id: 'tiny', bbox: [120, 29, 120.25, 29.125] },
      snapshot: { id: ID, files: 2, rows_in: 7, loaded: 5, duplicate: 0, quarantined: 2, population_year: 2025 },
      formats: ['json', 'arrow', 'csv', 'xlsx', 'parquet'],
    })
    expect(catalog.levels).toContainEqual(
      expect.objectContaining({ id: 'district', parent: 'city', n: 2, has_geometry: true }),
    )
    expect(catalog.dimensions).toContainEqual(
      expect.objectContaining({
        id: 'category',
        members: [{ code: 'noise', label: { zh: '噪声', en: 'Noise' }, parent: 'environment' }],
      }),
    )
    expect(catalog.codebook).toContainEqual(
      expect.objectContaining({
        id: 'vacancy_rate',
        formula: { zh: '100 × 分子 ÷ 分母', en: '100 × numerator ÷ denominator' },
      }),
    )
    expect(JSON.stringify(catalog)).not.toMatch(/NaN|Infinity/)
  })

  it('areas are GeoJSON with official codes', async () => {
    const areas = await read<{ features: { id: string; properties: object; geometry: object }[] }>(
      '/api/areas?level=district',
    )
    expect(areas.features.map((feature) => feature.id)).toEqual(['990101', '990102'])
    expect(areas.features[0]).toMatchObject({
      properties: { level: 'district', parent: '990100', name_en: 'Jia' },
      geometry: { type: 'Polygon' },
    })
  })

  it('the base map, the loads and the snapshots are listed', async () => {
    expect(await read('/api/basemap')).toMatchObject({
      features: [{ properties: { kind: 'water', name_en: 'Brook' } }],
    })
    expect(await read('/api/loads')).toMatchObject([
      { file: 'people.csv', rows_in: 2 },
      { file: 'cases.csv', quarantined: 2 },
    ])
    expect(await read('/api/snapshots')).toMatchObject([{ id: ID, current: true }])
  })

  it('hot spots come with the family of tests they belong to, of the kind asked for', async () => {
    const run = { tested: 2, hot: 1, cold: 0, field: null, value: null, label: { zh: '全部诉求', en: 'All cases' } }
    const all = await read<HotSpotsBody>('/api/hot-spots?places=area')
    expect(all).toMatchObject({
      dimension: 'area:district',
      period: { from: '2026-08-01', to: '2026-08-29' },
      people_year: 2025,
      runs: [run, { ...run, field: 'category', value: 'noise', label: { zh: '噪声', en: 'Noise' }, hot: 0 }],
      spots: [{ place: '990101', label: { zh: '甲区', en: 'Jia' }, spot: 'hot', cases: 2, expected: 2, q: 0.01 }],
    })
    expect((await read<HotSpotsBody>('/api/hot-spots?places=area&category=noise')).spots).toEqual([])
    expect((await read<HotSpotsBody>('/api/hot-spots')).runs).toEqual([])
    expect((await refusal('/api/hot-spots?category=moon')).allowed).toEqual(['noise'])
    await refusal('/api/hot-spots?category=noise&category_group=environment')
  })

  it('a query is answered from its parts', async () => {
    const answer = await read<AnswerBody>(QUERY)
    expect(answer).toMatchObject({
      snapshot: ID,
      rows: 2,
      period: { from: '2026-08-01', to: '2026-08-31' },
      compared: null,
    })
    expect(answer.keys[0]?.codes.toSorted()).toEqual(['990101', '990102'])
    const row = answer.keys[0]?.codes.indexOf('990101') ?? -1
    expect(answer.series[0]).toMatchObject({ indicator: 'case_count' })
    expect(answer.series[0]?.value[row]).toBe(2)
    expect(answer.series[1]?.value[row]).toBeCloseTo(200)
    expect(answer.total[0]).toMatchObject({ indicator: 'case_count', value: 3 })
    expect(answer.query).toEqual({
      indicators: ['case_count', 'case_rate'],
      by: ['area:district'],
      from: '2026-08-01',
      to: '2026-08-31',
    })
  })

  it('Arrow holds the parts asked for, under a tag of its own', async () => {
    const [some, all] = await Promise.all([
      tiny.get(`${QUERY}&format=arrow&parts=value`),
      tiny.get(`${QUERY}&format=arrow`),
    ])
    const names = tableFromIPC(await some.arrayBuffer()).schema.fields.map(({ name }) => name)
    expect(names).toEqual(expect.arrayContaining(['case_rate.value', 'case_rate.status']))
    expect(names).not.toContain('case_rate.low')
    expect(some.headers.get('etag')).not.toBe(all.headers.get('etag'))
  })

  it('Accept chooses the format too', async () => {
    const response = await tiny.get(QUERY, { accept: 'application/vnd.apache.arrow.stream' })
    expect(response.headers.get('content-type')).toBe('application/vnd.apache.arrow.stream')
    expect(tableFromIPC(new Uint8Array(await response.arrayBuffer())).numRows).toBe(2)
  })

  it('every export equals the JSON answer', async () => {
    const answer = await read<AnswerBody>(QUERY)
    const rates = answer.series[1]?.value ?? []
    const bytes = async (format: string) => {
      const response = await tiny.get(`${QUERY}&format=${format}`)
      expect(response.headers.get('content-disposition')).toContain(`00000000.${format}"`)
      return response.arrayBuffer()
    }
    const parquet = await parquetReadObjects({ file: await bytes('parquet') })
    expect(parquet.filter((row) => row.indicator === 'case_rate').map((row) => row.value)).toEqual(rates)
    const arrow = tableFromIPC(new Uint8Array(await bytes('arrow')))
    expect(Array.from(arrow.getChild('case_rate.value') ?? [])).toEqual(rates)
    const sheets = await readXlsxFile(Buffer.from(await bytes('xlsx')))
    const [head = [], ...rows] = sheets[0]?.data ?? []
    const at = (name: string) => head.indexOf(name)
    expect(rows.filter((row) => row[at('indicator')] === 'case_rate').map((row) => row[at('value')])).toEqual(rates)
    const csv = new TextDecoder().decode(await bytes('csv'))
    expect(csv.trim().split('\r\n')).toHaveLength(5)
    expect(csv).toContain(`"'${FORMULA.replaceAll('"', '""')}"`)
    expect(csv).toContain(ID)
  })

  it('the same question is 304 to who has the answer, another question is not', async () => {
    const etag = (await tiny.get(QUERY)).headers.get('etag') ?? ''
    expect(etag).toContain(ID)
    const held = { 'if-none-match': etag }
    const again = await tiny.get(QUERY, held)
    expect([again.status, await again.text()]).toEqual([304, ''])
    expect((await tiny.get(`${QUERY}&format=csv`, held)).status).toBe(200)
    expect((await tiny.get(`${QUERY}&urban_class=urban`, held)).status).toBe(200)
    const areas = (await tiny.get('/api/areas?level=district')).headers.get('etag') ?? ''
    expect((await tiny.get('/api/areas?level=district', { 'if-none-match': areas })).status).toBe(304)
  })

  it('order of members does not matter to the cache', async () => {
    const tags = await Promise.all(
      ['area=990101,990102', 'area=990102,990101'].map((area) => tiny.get(`${QUERY}&${area}`)),
    )
    expect(tags[0]?.headers.get('etag')).toBe(tags[1]?.headers.get('etag'))
  })

  it('events say hello', async () => {
    const response = await tiny.get('/api/events')
    expect(response.headers.get('content-type')).toContain('text/event-stream')
    const reader = response.body?.getReader()
    const first = await reader?.read()
    expect(new TextDecoder().decode(first?.value)).toBe(`event: hello\ndata: {"id":"${ID}"}\n\n`)
    await reader?.cancel()
  })

  it('openapi describes every route', async () => {
    const { paths } = await read<{ paths: Record<string, object> }>('/openapi.json')
    const routes = new Set(
      tiny.app.routes
        .filter((r) => r.method === 'GET' && r.path.startsWith('/api/') && !r.path.includes('*'))
        .map((r) => r.path),
    )
    expect(Object.keys(paths).toSorted()).toEqual([...routes].toSorted())
    expect(routes.size).toBeGreaterThan(11)
  })
})

describe('refusals', () => {
  it.each([
    ['an unknown indicator', 'indicators=nonsense', 'indicators'],
    ['no indicator', 'by=day', 'indicators'],
    ['an unknown dimension', 'indicators=case_count&by=moon', 'by'],
    ['an unknown level', 'indicators=case_count&by=area:moon', 'by'],
    ['an impossible resolution', 'indicators=case_count&by=cell:99', 'by'],
    ['an unknown area', 'indicators=case_count&area=000', 'area'],
    ['an unknown category', "indicators=case_count&category=noise' or 1=1 --", 'category'],
    ['a date that is none', 'indicators=case_count&from=2026-13-01', 'from'],
    ['a period that ends before it begins', 'indicators=case_count&from=2026-08-31&to=2026-08-01', undefined],
    ['a range of centuries', 'indicators=case_count&by=day&from=0001-01-01&to=9999-12-31', undefined],
    ['an unknown parameter', 'indicators=case_count&sql=1', 'sql'],
    ['an unknown format', 'indicators=case_count&format=pdf', 'format'],
    ['an unknown comparison', 'indicators=case_count&compare=never', 'compare'],
    ['an unknown class', 'indicators=case_count&urban_class=moon', undefined],
    ['three dimensions', 'indicators=case_count&by=day,category,channel', undefined],
    ['an unknown part of a value', 'indicators=case_count&parts=median&format=arrow', 'parts'],
    ['parts in another format than Arrow', 'indicators=case_count&parts=value&format=csv', 'parts'],
  ])('%s is 400 with a sentence', async (_, query, field) => {
    const error = await refusal(`/api/query?${query}`)
    if (field !== undefined) expect(error.field).toContain(field)
  })

  it('what is allowed is listed', async () => {
    expect((await refusal('/api/query?indicators=nonsense')).allowed).toContain('case_rate')
    expect((await refusal('/api/query?indicators=case_count&format=pdf')).allowed).toContain('parquet')
    expect((await refusal('/api/areas?level=moon')).allowed).toEqual(['city', 'district'])
    expect((await refusal('/api/areas?level=district&on=today')).field).toBe('on')
  })

  it('an unknown version is 404 and names those there are', async () => {
    const error = await refusal(`/api/query?indicators=case_count&v=ffffffffffffffff`, 404)
    expect(error).toMatchObject({ code: 'unknown_snapshot', allowed: [ID] })
  })

  it('an unknown path is 404, and never a stack', async () => {
    const error = await refusal('/api/../etc/passwd', 404)
    expect(JSON.stringify(error)).not.toMatch(/node_modules|\n\s+at /)
    expect(tiny.log).toEqual([])
  })
})
