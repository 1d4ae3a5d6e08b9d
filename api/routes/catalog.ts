import { createRoute, z } from '@hono/zod-openapi'
import { readAreas } from '../../warehouse/answer/areas.ts'
import { changeDays } from '../../warehouse/answer/held.ts'
import { publishedRange } from '../../warehouse/answer/published-range.ts'
import { readLoads } from '../../warehouse/answer/loads.ts'
import { codebookOf } from '../../warehouse/catalog/codebook.ts'
import { riskEntry } from '../../warehouse/catalog/risk-codebook.ts'
import { RISK_INDEX } from '../../warehouse/catalog/risk-index.ts'
import { CASE_STATUSES, DIMENSIONS, STATUSES, UNITS, URBAN_CLASSES } from '../../warehouse/catalog/index.ts'
import { type CodedField, holdsOn, membersOf, type SnapshotCatalog } from '../../warehouse/catalog/snapshot-catalog.ts'
import type { Attached } from '../../warehouse/snapshot/types.ts'
import type { Deps } from '../deps.ts'
import { etagOf, isKnown } from '../etag.ts'
import { type Bounds, boundsOf } from '../formats/geojson.ts'
import { memo } from '../memo.ts'
import { createRouter } from '../router.ts'
import { CatalogBody } from '../schema/catalog.ts'
import { refusals } from '../schema/error.ts'
import { version } from '../schema/label.ts'
import { FORMATS } from '../schema/query.ts'
import { VERSION } from '../version.ts'

const catalog = createRoute({
  method: 'get',
  path: '/catalog',
  summary: 'What can be asked: indicators, levels, dimensions and their members, units, breaks.',
  request: { query: z.strictObject({ v: version }) },
  responses: { 200: { description: 'Catalog', content: { 'application/json': { schema: CatalogBody } } }, ...refusals },
})

const WORLD: Bounds = [-180, -85, 180, 85]

export function catalogRoutes({ reader, tiles }: Deps) {
  const remembered = memo<CatalogBody>(4)
  return createRouter().openapi(catalog, (c) => {
    const { v } = c.req.valid('query')
    return reader.use(v, async (snapshot) => {
      if (isKnown(c, etagOf(snapshot.id, VERSION, 'catalog', tiles?.edition), v !== undefined))
        return c.body(null, 304) as never
      return c.json(await remembered(snapshot.id, () => describe(snapshot, tiles?.about ?? null)), 200)
    })
  })
}

async function describe(snapshot: Attached, tiles: CatalogBody['tiles']): Promise<CatalogBody> {
  const { catalog: known } = snapshot
  const loads = await readLoads(snapshot)
  const published = await publishedRange(snapshot)
  const isAsked = (kind: 'indicators' | 'levels' | 'dimensions', id: string) => published?.[kind].includes(id) ?? true
  const indicators = known.indicators.filter(({ id }) => isAsked('indicators', id))
  const sum = <N extends number | null>(pick: (load: (typeof loads)[number]) => N): N =>
    loads.map(pick).reduce((all, n) => (all === null || n === null ? null : all + n) as N, 0 as N)
  const levels = []
  let bounds: Bounds | null = null
  for (const level of known.city.levels.filter(({ id }) => isAsked('levels', id))) {
    const found = await boundsOfLevel(snapshot, level.id)
    bounds ??= found
    const areas = known.areas.filter((area) => area.level === level.id)
    const n = areas.filter((area) => holdsOn(area, known.dataTo)).length
    levels.push({ ...level, n, has_geometry: found !== null, changes: changeDays({ areas }) })
  }
  const years =
    known.populationYears.resident.length > 0 ? known.populationYears.resident : known.populationYears.registered
  return {
    city: { ...known.city, bbox: bounds ?? WORLD },
    snapshot: {
      id: snapshot.id,
      published_at: known.publishedAt,
      data_from: published?.from ?? known.dataFrom,
      data_to: published?.to ?? known.dataTo,
      as_of: known.asOf,
      files: loads.length,
      rows_in: sum((load) => load.rows_in),
      loaded: sum((load) => load.loaded),
      duplicate: sum((load) => load.duplicate),
      quarantined: sum((load) => load.quarantined),
      population_year: years.at(-1) ?? null,
    },
    indicators,
    codebook: [
      ...codebookOf(indicators),
      ...(published ? [] : [riskEntry(known.city.risk ?? RISK_INDEX, known.indicators)]),
    ],
    levels,
    dimensions: DIMENSIONS.filter(({ id }) => id !== 'area' && id !== 'cell' && isAsked('dimensions', id)).map(
      (dimension) => {
        const members = membersIn(known, dimension.id)
        return { id: dimension.id, label: dimension.label, ...(members ? { members } : {}) }
      },
    ),
    units: UNITS,
    statuses: STATUSES,
    breaks: known.breaks,
    notes: known.city.notes ?? [],
    published: published && { breakdown_level: published.breakdown_level },
    formats: [...FORMATS],
    tiles,
  }
}

async function boundsOfLevel(snapshot: Attached, level: string): Promise<Bounds | null> {
  return snapshot.catalog.emptyLevels.includes(level) ? null : boundsOf(await readAreas(snapshot, level))
}

const CODED: readonly string[] = ['category', 'category_group', 'channel', 'department'] satisfies CodedField[]
const isCoded = (id: string): id is CodedField => CODED.includes(id)

function membersIn(known: SnapshotCatalog, id: string): CatalogBody['dimensions'][number]['members'] {
  if (id === 'urban_class') return URBAN_CLASSES.map((member) => ({ ...member }))
  if (id === 'status') return CASE_STATUSES.map((member) => ({ ...member }))
  if (!isCoded(id)) return undefined
  const groups = new Map(membersOf(known, 'category_group').map((entry) => [entry.code, entry.value]))
  return membersOf(known, id).map((entry) => {
    const parent = entry.parent === null ? undefined : groups.get(entry.parent)
    const label = { zh: entry.label_zh, en: entry.label_en }
    return { code: entry.value, label, ...(parent === undefined ? {} : { parent }) }
  })
}
