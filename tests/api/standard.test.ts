import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { CatalogBody } from '../../api/schema/catalog.ts'
import { ingestTold } from '../../api/ingest-told.ts'
import type { ErrorBody } from '../../api/schema/error.ts'
import type { LineageBody } from '../../api/schema/lineage.ts'
import type { LoadsBody, QuarantineBody, SnapshotsBody } from '../../api/schema/lists.ts'
import { openTiny, publishTiny, type TinyServer } from './tiny-city.ts'

let tiny: TinyServer
beforeAll(async () => {
  tiny = await openTiny({}, 'standard')
})
afterAll(() => tiny.close())

/** What a city that publishes tells without its set: nothing of single cases, and of no file how many it holds. */
const TOLD = [
  '/api/health',
  '/api/catalog',
  '/api/events',
  '/api/ingest',
  '/api/snapshots',
  '/api/loads',
  '/api/checks',
  '/api/lineage',
  '/api/areas',
  '/api/areas/names',
  '/api/basemap',
  '/api/tiles',
  '/api/people',
  '/api/quarantine',
]

interface Operation {
  parameters?: { name: string; required?: boolean; schema?: { enum?: string[] } }[]
}
/** Something for each parameter that a route cannot do without. */
const VALUES: Record<string, string> = {
  indicators: 'case_count',
  indicator: 'case_rate',
  level: 'district',
  resolution: '8',
}

async function getRoutes(): Promise<{ path: string; asked: string }[]> {
  const body = (await (await tiny.get('/openapi.json')).json()) as {
    paths: Record<string, { get?: Operation }>
  }
  return Object.entries(body.paths).flatMap(([path, { get }]) => {
    if (!get) return []
    const needed = (get.parameters ?? []).filter(({ required }) => required)
    const given = needed.map(({ name, schema }) => [name, VALUES[name] ?? schema?.enum?.[0] ?? 'x'])
    return [{ path, asked: `${path}?${new URLSearchParams(Object.fromEntries(given)).toString()}` }]
  })
}

describe('a city that publishes', () => {
  it('refuses every route but those that are known to tell no count of its cases', async () => {
    const routes = (await getRoutes()).filter(({ path }) => !TOLD.includes(path))
    expect(routes.length).toBeGreaterThan(5)
    for (const { path, asked } of routes) {
      const response = await tiny.get(asked)
      const { error } = (await response.json()) as ErrorBody
      expect([path, response.status, error?.code]).toEqual([path, 400, 'not_published'])
    }
  })

  it('withholds how many cases a file or a version holds, and tells rows of other tables as they are', async () => {
    const loads = (await (await tiny.get('/api/loads')).json()) as LoadsBody
    expect(loads.map(({ target, loaded, quarantined, records }) => [target, loaded, quarantined, records])).toEqual([
      ['population', 2, 0, 2],
      ['cases', null, 5, null],
    ])
    const [snapshot] = (await (await tiny.get('/api/snapshots')).json()) as SnapshotsBody
    expect([snapshot?.tables.cases, snapshot?.tables.area]).toEqual([undefined, 3])
    const lineage = (await (await tiny.get('/api/lineage?indicator=satisfaction_rate')).json()) as LineageBody
    expect(lineage.files.map(({ file, read }) => [file, read])).toEqual([['cases.csv', { cases: null }]])
  })

  it('counts rows set aside roughly and keeps the rows inside, as text, place and file', async () => {
    const { total, rows } = (await (await tiny.get('/api/quarantine')).json()) as QuarantineBody
    expect([total, rows]).toEqual([5, []])
    expect((await (await tiny.get('/api/quarantine?format=csv')).text()).split('\r\n')).toHaveLength(2)
  })

  it('tells of an ingest that it goes on and how it ended, not what it read', () => {
    const label = { zh: '检查', en: 'Checks' }
    const found = { zh: '少了 9 行', en: '9 rows fewer' }
    const state = { started_at: null, step: label, done_bytes: 1, total_bytes: 2, seconds_left: null }
    const failed = { ...state, state: 'failed' as const, file: 'a.csv', records: 9, rows_per_s: 9, message: found }
    const told = ingestTold({ ...failed, report: { files: [{ loaded: 9 }] } }, tiny.reader)
    expect(told).toMatchObject({ state: 'failed', step: label, file: null, records: 0, rows_per_s: null, report: null })
    expect(JSON.stringify(told)).not.toContain('9')
  })

  it('offers in its catalog what can be asked', async () => {
    const { published, dimensions, indicators } = (await (await tiny.get('/api/catalog')).json()) as CatalogBody
    expect(published).toEqual({ breakdown_level: 'district' })
    expect(dimensions.map(({ id }) => id)).toEqual(['week', 'month', 'quarter', 'year'])
    expect(indicators.map(({ id }) => id)).toContain('residents')
    expect(indicators.map(({ id }) => id)).not.toContain('urban_rural_ratio')
  })
})

/** Every number in a body, also within its texts. */
const numbersIn = (text: string) => new Set((text.match(/\d+(\.\d+)?/g) ?? []).map(Number))

describe('a city that came to publish', () => {
  const N = 137
  let later: TinyServer
  let older: string
  beforeAll(async () => {
    later = await openTiny({}, 'internal')
    older = later.reader.current().id
    await publishTiny(later.dataDir, N, 'standard')
    await later.reader.refresh()
  })
  afterAll(() => later.close())

  it('serves no version that was not made for it, by no address', async () => {
    const routes = (await getRoutes()).filter(({ path }) => !['/api/health', '/api/snapshots'].includes(path))
    for (const { path, asked } of routes.filter(
      ({ path }) => !['/api/events', '/api/ingest', '/api/tiles'].includes(path),
    )) {
      const response = await later.get(`${asked}${asked.endsWith('?') ? '' : '&'}v=${older}`)
      expect([path, response.status], asked).toEqual([path, 404])
    }
    const list = (await (await later.get('/api/snapshots')).json()) as SnapshotsBody
    expect(list.map(({ id }) => id)).not.toContain(older)
  })

  it('says nowhere beside its set how many cases there are, in all, in a district or to the nearest 5', async () => {
    const counts = [3 * N, 2 * N, N].flatMap((n) => [n, 5 * Math.round(n / 5)])
    const routes = (await getRoutes()).filter(({ path }) => TOLD.includes(path) && path !== '/api/events')
    for (const { path, asked } of routes) {
      const found = numbersIn(await (await later.get(asked)).text())
      expect([path, counts.filter((n) => found.has(n))]).toEqual([path, []])
    }
  })
})
