import { FEWEST_EXPECTED, MOST_FALSE } from '../catalog/hot-spots.ts'
import { lastFirmDay, type SnapshotCatalog } from '../catalog/snapshot-catalog.ts'
import type { Engine, SqlValue } from '../engine/engine.ts'
import { insertRows } from '../model/insert-rows.ts'
import { standardisedRates } from '../stats/empirical-bayes.ts'
import { hotSpots } from '../stats/getis-ord.ts'
import { falseDiscoveryRates } from '../stats/multiple-testing.ts'
import { type Counted, countedBy, type StudiedPlaces, studiedAreas, studiedCells } from './studied-places.ts'

const DAYS = 365
const DAY_MS = 86_400_000

/** One family of tests: z and q of each place, NaN where it was not tested, and the cases expected in each. */
export interface Classified {
  z: Float64Array
  q: Float64Array
  expected: Float64Array
  tested: number
}

/**
 * Classes places by Gi* of empirical-Bayes-standardised rates with Benjamini–Hochberg's false discovery rates over all
 * places tested. `cases[i]` and `people[i]` of place i. Places in a neighbourhood where too few cases would be expected
 * stay in the study, since they too say what is usual, but are not tested: there the normal does not hold.
 */
export function classify(cases: Float64Array, { people, neighbours }: Pick<StudiedPlaces, 'people' | 'neighbours'>) {
  const sum = (values: Float64Array) => values.reduce((total, value) => total + value, 0)
  const rate = sum(cases) / sum(people)
  const { start, index } = neighbours
  const { z, p } = hotSpots(standardisedRates(cases, people), neighbours)
  const expected = people.map((n) => n * rate)
  let tested = 0
  for (let i = 0; i < p.length; i++) {
    let around = expected[i] as number
    for (let k = start[i] as number; k < (start[i + 1] as number); k++) around += expected[index[k] as number] as number
    if (around < FEWEST_EXPECTED) p[i] = Number.NaN
    else if (!Number.isNaN(p[i])) tested++
  }
  const classified: Classified = { z, q: falseDiscoveryRates(p), expected, tested }
  return classified
}

interface Subject {
  field: 'category' | 'category_group' | null
  code: number | null
  cases: Float64Array
}

/** Cases of each place by kind: all, each group and each category. */
async function subjectsOf(engine: Engine, places: StudiedPlaces, from: string, to: string): Promise<Subject[]> {
  const found = await engine.query({
    text: `select ${places.keyOfCase} as place, category, category_group, count(*) as n from cases
      where opened_at >= cast(? as date) and opened_at < cast(? as date) + 1 and ${places.keyOfCase} is not null
      group by all`,
    values: [from, to],
  })
  const at = new Map(places.keys.map((key, i) => [key, i]))
  const subjects = new Map<string, Subject>()
  const add = (field: Subject['field'], code: number | null, place: number, n: number) => {
    const key = `${field} ${code}`
    const subject = subjects.get(key) ?? { field, code, cases: new Float64Array(places.keys.length) }
    subjects.set(key, subject)
    subject.cases[place] = (subject.cases[place] as number) + n
  }
  for (let k = 0; k < found.rows; k++) {
    const place = at.get(BigInt(found.columns.place?.[k] as bigint))
    if (place === undefined) continue
    const n = Number(found.columns.n?.[k])
    add(null, null, place, n)
    for (const field of ['category', 'category_group'] as const) {
      const code = found.columns[field]?.[k]
      if (code !== null && code !== undefined) add(field, Number(code), place, n)
    }
  }
  return [...subjects.values()].sort(
    (a, b) => (a.field ?? '').localeCompare(b.field ?? '') || (a.code ?? 0) - (b.code ?? 0),
  )
}

const SPOT_COLUMNS = [
  'dimension',
  'field',
  'code',
  'cell',
  'area_id',
  'spot',
  'cases',
  'people',
  'expected',
  'z',
  'q',
] as const
const RUN_COLUMNS = [
  'dimension',
  'field',
  'code',
  'period_from',
  'period_to',
  'basis',
  'people_year',
  'cases',
  'places',
  'tested',
  'hot',
  'cold',
] as const

function spotsOf(subject: Subject, places: StudiedPlaces, { z, q, expected }: Classified): Record<string, SqlValue>[] {
  const isCell = places.dimension.startsWith('cell:')
  return places.keys.flatMap((key, i) => {
    const score = z[i] as number
    if (!((q[i] as number) < MOST_FALSE)) return []
    return [
      {
        dimension: places.dimension,
        field: subject.field,
        code: subject.code,
        cell: isCell ? key : null,
        area_id: isCell ? null : Number(key),
        spot: score > 0 ? 'hot' : 'cold',
        cases: subject.cases[i] as number,
        people: places.people[i] as number,
        expected: expected[i] as number,
        z: score,
        q: q[i] as number,
      },
    ]
  })
}

async function deriveFor(engine: Engine, places: StudiedPlaces, period: { from: string; to: string }, by: Counted) {
  const spots: Record<string, SqlValue>[] = []
  const runs: Record<string, SqlValue>[] = []
  for (const subject of await subjectsOf(engine, places, period.from, period.to)) {
    const found = classify(subject.cases, places)
    const mine = spotsOf(subject, places, found)
    const hot = mine.filter(({ spot }) => spot === 'hot').length
    spots.push(...mine)
    runs.push({
      dimension: places.dimension,
      field: subject.field,
      code: subject.code,
      period_from: period.from,
      period_to: period.to,
      basis: by.basis,
      people_year: by.year,
      cases: subject.cases.reduce((total, n) => total + n, 0),
      places: places.keys.length,
      tested: found.tested,
      hot,
      cold: mine.length - hot,
    })
  }
  await insertRows(engine, 'hot_spot', SPOT_COLUMNS, spots)
  await insertRows(engine, 'hot_spot_run', RUN_COLUMNS, runs)
}

/** The last year up to the last firm day; what there is of it where the data are younger. */
export function studiedPeriod({ dataFrom, dataTo }: SnapshotCatalog): { from: string; to: string } {
  const to = lastFirmDay(dataTo)
  const yearAgo = new Date(Date.parse(to) - (DAYS - 1) * DAY_MS).toISOString().slice(0, 10)
  return { from: yearAgo > dataFrom ? yearAgo : dataFrom, to }
}

/**
 * Fills `hot_spot` and `hot_spot_run`: cells of the map and areas of the default level where cases of the last year, of all
 * kinds, of each group and of each category, are more or fewer than chance explains. Nothing where nobody is counted.
 */
export async function deriveHotSpots(engine: Engine, catalog: SnapshotCatalog): Promise<void> {
  const period = studiedPeriod(catalog)
  const by = countedBy(catalog, period.to)
  if (by === null || period.from > period.to) return
  if (catalog.hasCells) await deriveFor(engine, await studiedCells(engine, catalog.city, by), period, by)
  const level = catalog.city.default_level
  if (!catalog.emptyLevels.includes(level))
    await deriveFor(engine, await studiedAreas(engine, catalog.city, level, by), period, by)
}
