import { type AreaEntry, referenceYear, type UrbanClass } from '../catalog/snapshot-catalog.ts'
import { publishedLevels } from '../catalog/published.ts'
import type { Status } from '../catalog/types.ts'
import type { Attached } from '../snapshot/types.ts'
import { type AgeBand, type AgeCount, ageBands } from '../stats/age-bands.ts'
import { unknownName } from './question-error.ts'
import { outsideSet } from './outside-set.ts'
import { records } from './records.ts'

export interface PeopleQuestion {
  /** Codes of areas of any level; none: the whole city. */
  area?: readonly string[] | undefined
  urban_class?: readonly UrbanClass[] | undefined
  /** Day whose year is told, ISO; unset: the last of the data. */
  on?: string | undefined
}

export type Basis = 'resident' | 'registered'

/** People by sex and five-year band. Bands are empty where `status` says why. */
export interface People {
  snapshot: string
  basis: Basis
  year: number | null
  status: Extract<Status, 'ok' | 'missing' | 'suppressed'>
  total: number | null
  bands: AgeBand[]
  /** The same of the whole city, where places were named; null: they were not. */
  city: AgeBand[] | null
}

/** In a city of profile `standard` so few people of one band would point at persons. */
const FEW = 8

function areasOf({ catalog }: Attached, codes: readonly string[]): AreaEntry[] {
  return codes.flatMap((code) => {
    const found = catalog.areas.filter((area) => area.code === code)
    if (found.length > 0) return found
    const allowed = catalog.areas.slice(0, 12).map((area) => area.code)
    throw unknownName('unknown_area', 'area', { zh: '区域代码', en: 'area code' }, code, allowed)
  })
}

function refuseOutside({ catalog }: Attached, areas: readonly AreaEntry[], isByClass: boolean): void {
  if (catalog.city.profile !== 'standard') return
  const levels = publishedLevels(catalog)
  if (isByClass) {
    const nearest = { zh: '可按区域查询年龄构成。', en: 'Ask for the ages of areas instead.' }
    throw outsideSet({ zh: '按城乡的年龄构成', en: 'ages by urban class' }, nearest, 'urban_class')
  }
  if (areas.every(({ level }) => levels.includes(level))) return
  throw outsideSet(
    { zh: '这一层级的年龄构成', en: 'ages at this level' },
    { zh: `可查询的层级：${levels.join('、')}。`, en: `Ask for areas of: ${levels.join(', ')}.` },
    'area',
    levels,
  )
}

interface Asked {
  basis: Basis
  year: number
  level: string
  areas: readonly AreaEntry[]
  urban: readonly UrbanClass[]
}

async function countsOf({ engine, store }: Attached, asked: Asked): Promise<AgeBand[]> {
  const { basis, year, level, areas, urban } = asked
  const table = (name: string) => engine.dialect.table(store, name)
  const marks = (list: readonly unknown[]) => list.map(() => '?').join(', ')
  const under =
    areas.length === 0
      ? ''
      : ` and p.area_id in (select area_id from ${table('area_up')} where up_id in (${marks(areas)}))`
  const classed = urban.length === 0 ? '' : ` and a.urban_class in (${marks(urban)})`
  const found = await engine.query({
    text: `select p.sex as sex, p.age_min as "from", p.age_max as "to", sum(p.n) as n
      from ${table('population')} as p join ${table('area')} as a on a.area_id = p.area_id
      where p.basis = ? and p.year = ? and a.level = ? and p.sex in ('female', 'male') and p.age_min is not null${under}${classed}
      group by all`,
    values: [basis, year, level, ...areas.map(({ area_id }) => area_id), ...urban],
  })
  return ageBands(records<AgeCount>(found))
}

/** Levels with people by sex and age, by basis and year. */
async function toldOn({ engine, store }: Attached): Promise<{ basis: Basis; year: number; level: string }[]> {
  const table = (name: string) => engine.dialect.table(store, name)
  return records(
    await engine.query({
      text: `select distinct p.basis as basis, p.year as year, a.level as level
        from ${table('population')} as p join ${table('area')} as a on a.area_id = p.area_id
        where p.sex in ('female', 'male') and p.age_min is not null`,
    }),
  )
}

const isFew = (n: number | null) => n !== null && n > 0 && n < FEW
const sumOf = (bands: readonly AgeBand[]) =>
  bands.reduce((sum, { female, male }) => sum + (female ?? 0) + (male ?? 0), 0)

/**
 * People by sex and five-year band of the areas named together, residents where they are published, else the
 * registered. In a city of profile `standard` what it does not publish is refused, and a pyramid with a band
 * of 1–7 people is held back whole. Errors: QuestionError.
 */
export async function answerPeople(question: PeopleQuestion, snapshot: Attached): Promise<People> {
  const { catalog } = snapshot
  const areas = areasOf(snapshot, question.area ?? [])
  const urban = question.urban_class ?? []
  refuseOutside(snapshot, areas, urban.length > 0)
  const day = question.on ?? catalog.dataTo
  const told = await toldOn(snapshot)
  const basis: Basis = told.some((each) => each.basis === 'resident') ? 'resident' : 'registered'
  const years = told.filter((each) => each.basis === basis).map(({ year }) => year)
  const year = referenceYear(years, Number(day.slice(0, 4)))
  const levels = told.filter((each) => each.basis === basis && each.year === year).map(({ level }) => level)
  const level = catalog.city.levels.findLast(({ id }) => levels.includes(id))?.id
  const none = { snapshot: snapshot.id, basis, year, total: null, bands: [], city: null }
  if (year === null || level === undefined) return { ...none, status: 'missing' }
  const isPart = areas.length > 0 || urban.length > 0
  const whole = await countsOf(snapshot, { basis, year, level, areas: [], urban: [] })
  const bands = isPart ? await countsOf(snapshot, { basis, year, level, areas, urban }) : whole
  if (bands.length === 0) return { ...none, status: 'missing' }
  const isHeldBack =
    catalog.city.profile === 'standard' && bands.some(({ female, male }) => isFew(female) || isFew(male))
  if (isHeldBack) return { ...none, status: 'suppressed' }
  return { ...none, status: 'ok', total: sumOf(bands), bands, city: isPart ? whole : null }
}
