import { FEWEST_EXPECTED, MOST_FALSE } from '../catalog/hot-spots.ts'
import { membersOf } from '../catalog/snapshot-catalog.ts'
import type { Label } from '../catalog/types.ts'
import type { SqlValue } from '../engine/engine.ts'
import type { Attached } from '../snapshot/types.ts'
import { areaEntries } from './area-entries.ts'
import { refuseInStandard } from './outside-set.ts'
import { QuestionError, unknownName } from './question-error.ts'
import { records } from './records.ts'
import type { Period } from './types.ts'

/** What is searched: the cells of the map, or the areas of the level the desk opens with. */
export type SpotPlaces = 'cell' | 'area'
export interface SpotQuestion {
  places: SpotPlaces
  category?: string | undefined
  category_group?: string | undefined
}

/** One family of tests. `field` null: cases of all kinds. */
export interface SpotRun {
  field: 'category' | 'category_group' | null
  value: string | null
  label: Label
  cases: number
  places: number
  tested: number
  hot: number
  cold: number
}

export interface HotSpot {
  /** H3 index, or area code. */
  place: string
  /** Name of the area, or of the area of the default level that most of the cell lies in. */
  label: Label
  spot: 'hot' | 'cold'
  cases: number
  people: number
  expected: number
  z: number
  q: number
}

export interface HotSpots {
  dimension: string | null
  period: Period | null
  basis: 'resident' | 'registered' | null
  people_year: number | null
  /** False discovery rate below which a place is called hot or cold. */
  most_false: number
  /** Fewest cases expected in a place and its neighbours for it to be tested. */
  fewest_expected: number
  runs: SpotRun[]
  /** Spots of the kind asked for, hottest first. */
  spots: HotSpot[]
}

type StoredRun = Omit<SpotRun, 'value' | 'label'> & {
  code: number | null
  dimension: string
  period_from: string
  period_to: string
  basis: 'resident' | 'registered'
  people_year: number
}
type StoredSpot = Omit<HotSpot, 'place' | 'label'> & { cell: bigint | null; area_id: number | null }

const ALL: Label = { zh: '全部诉求', en: 'All cases' }

function codeOf({ catalog }: Attached, field: 'category' | 'category_group', value: string): number {
  const members = membersOf(catalog, field)
  const found = members.find((member) => member.value === value)
  if (found) return found.code
  const allowed = members.map((member) => member.value)
  throw unknownName(`unknown_${field}`, field, { zh: '取值', en: 'member' }, value, allowed)
}

/** The kind asked for; `code` null: cases of all kinds. Errors: QuestionError for one that is none, and for two at once. */
export function kindOf(
  snapshot: Attached,
  { category, category_group }: SpotQuestion,
): { field: 'category' | 'category_group'; code: number | null } {
  if (category !== undefined && category_group !== undefined) {
    throw new QuestionError('bad_question', 'category', {
      zh: '类别与类别组只能选其一。',
      en: 'Name a category or a group of categories, not both.',
    })
  }
  const field = category === undefined ? 'category_group' : 'category'
  const value = category ?? category_group
  return { field, code: value === undefined ? null : codeOf(snapshot, field, value) }
}

/** For each cell the area of the default level in which most of it lies. */
async function areasAround({ catalog, engine, store }: Attached, spots: readonly StoredSpot[]) {
  const cells = spots.flatMap(({ cell }) => (cell === null ? [] : [cell]))
  if (cells.length === 0) return new Map<string, number>()
  const { dialect } = engine
  const cell = dialect.cellParent('c.cell', catalog.city.cells.map)
  const found = records<{ cell: bigint; area_id: number }>(
    await engine.query({
      text: `select cell, arg_max(area_id, n) as area_id from (
          select ${cell} as cell, u.up_id as area_id, count(*) as n from ${dialect.table(store, 'cell_area')} c
          join ${dialect.table(store, 'area_up')} u on u.area_id = c.area_id and u.level = ?
          where ${cell} in (${cells.map(() => '?').join(', ')}) group by all
        ) group by cell`,
      values: [catalog.city.default_level, ...cells],
    }),
  )
  return new Map(found.map(({ cell: of, area_id }) => [String(of), area_id]))
}

/**
 * Hot and cold spots found at publish: every family that was searched, and the places of the one asked for. Errors:
 * QuestionError for an unknown kind, for two at once, and in a city that publishes under `standard`.
 */
export async function readHotSpots(snapshot: Attached, question: SpotQuestion): Promise<HotSpots> {
  const { catalog, engine, store } = snapshot
  refuseInStandard(
    catalog.city,
    { zh: '热点分析', en: 'the analysis of hot spots' },
    { zh: '可查询各区域的件数与比率。', en: 'Counts and rates by area are published.' },
  )
  const table = (name: string) => engine.dialect.table(store, name)
  const like = `${question.places}:%`
  const stored = records<StoredRun>(
    await engine.query({
      text: `select * from ${table('hot_spot_run')} where dimension like ? order by field nulls first, hot desc, code`,
      values: [like],
    }),
  )
  const { field, code } = kindOf(snapshot, question)
  const values: SqlValue[] = code === null ? [like] : [like, field, code]
  const spots = records<StoredSpot>(
    await engine.query({
      text: `select spot, cases, people, expected, z, q, cell, area_id from ${table('hot_spot')}
        where dimension like ? and ${code === null ? 'field is null' : 'field = ? and code = ?'} order by z desc, cell, area_id`,
      values,
    }),
  )
  const [first] = stored
  const areas = areaEntries(catalog)
  const around = question.places === 'cell' ? await areasAround(snapshot, spots) : new Map<string, number>()
  const named = (kind: StoredRun): Pick<SpotRun, 'value' | 'label'> => {
    if (kind.field === null) return { value: null, label: ALL }
    const entry = membersOf(catalog, kind.field).find((member) => member.code === kind.code)
    return { value: entry?.value ?? null, label: { zh: entry?.label_zh ?? '', en: entry?.label_en ?? '' } }
  }
  return {
    dimension: first?.dimension ?? null,
    period: first ? { from: first.period_from, to: first.period_to } : null,
    basis: first?.basis ?? null,
    people_year: first?.people_year ?? null,
    most_false: MOST_FALSE,
    fewest_expected: FEWEST_EXPECTED,
    runs: stored.map((run) => ({
      field: run.field,
      ...named(run),
      cases: run.cases,
      places: run.places,
      tested: run.tested,
      hot: run.hot,
      cold: run.cold,
    })),
    spots: spots.map(({ cell, area_id, ...spot }) => {
      const area = areas.get(area_id ?? around.get(String(cell)) ?? -1)
      const place = cell === null ? (area?.code ?? '') : BigInt(cell).toString(16)
      return { place, label: { zh: area?.name_zh ?? place, en: area?.name_en ?? place }, ...spot }
    }),
  }
}
