import { levelChain, referenceYear } from '../catalog/snapshot-catalog.ts'
import type { Component, Fact } from '../catalog/types.ts'
import type { Dimension, Filters, PlacesPlan } from '../query/plan.ts'
import type { Attached } from '../snapshot/types.ts'
import { joinTokens } from './keys.ts'
import { changeDays } from './held.ts'
import { gather, type Store, type Sums } from './sums.ts'
import type { Period } from './types.ts'

/** Figures of places, by their member tokens and, where they have one, a stamp. */
export interface PlaceSums {
  sums: Sums
  /**
   * Stamp of the figures that stand for a day: their year, null where there is none; '' where they have no stamp.
   * `isFitting` tells the days on whose areas they may rest; unset: all.
   */
  stampFor: (day: string, isFitting?: (day: string) => boolean) => number | string | null
}

const LONG_AGO = '0001-01-01'
const levelsOf = new WeakMap<Attached, Promise<Map<string, Map<string, Set<number>>>>>()

/** Levels that carry each fact, with their years. Read once a snapshot. */
function publishedLevels(snapshot: Attached): Promise<Map<string, Map<string, Set<number>>>> {
  const known = levelsOf.get(snapshot)
  if (known) return known
  const table = (name: string) => snapshot.engine.dialect.table(snapshot.store, name)
  const of = (name: string, key: string) =>
    `select distinct ${key} as fact, a.level as level, f.year as year from ${table(name)} f join ${table('area')} a on a.area_id = f.area_id`
  const reading = snapshot.engine
    .query({
      text: `${of('population', "'population ' || f.basis")} union all ${of('housing', "'housing'")} union all ${of('measure', "'measure ' || f.measure")} where f.month is null
        union all select distinct 'area', level, 0 from ${table('area')} where land_km2 is not null`,
    })
    .then((found) => {
      const facts = new Map<string, Map<string, Set<number>>>()
      for (let i = 0; i < found.rows; i++) {
        const [fact, level] = [String(found.columns.fact?.[i]), String(found.columns.level?.[i])]
        const levels = facts.get(fact) ?? new Map<string, Set<number>>()
        levels.set(level, (levels.get(level) ?? new Set<number>()).add(Number(found.columns.year?.[i])))
        facts.set(fact, levels)
      }
      return facts
    })
  levelsOf.set(snapshot, reading)
  return reading
}

function factKey(component: Component): string {
  if (component.from === 'measure') return `measure ${component.measure ?? ''}`
  if (component.from !== 'population') return component.from
  const basis = component.where?.find((condition) => condition.field === 'basis' && 'value' in condition)
  return `population ${basis && 'value' in basis ? String(basis.value) : 'resident'}`
}

/** The level whose figures are added up: the nearest one at or below the level asked for; without one, the finest. */
function sourceLevel(snapshot: Attached, levels: Map<string, Set<number>>, wanted: string | null): string | null {
  const all = snapshot.catalog.city.levels
  const ids = all.map((level) => level.id).filter((id) => levels.has(id))
  if (wanted === null) return ids.at(-1) ?? null
  const below = ids
    .map((id) => ({ id, distance: levelChain(all, id).findIndex((level) => level.id === wanted) }))
    .filter(({ distance }) => distance >= 0)
    .sort((a, b) => a.distance - b.distance)
  return below[0]?.id ?? null
}

const yearOf = (day: string) => Number(day.slice(0, 4))
const lastDay = (year: number) => `${year}-12-31`

interface Source {
  level: string
  years: number[]
  /** Level and years of the people beside figures per head; null where none are published. */
  people: { level: string; years: number[] } | null
}

/** The finest level on which the figures of a component are published, and their years, ascending; null without any. */
export async function publishedOn(
  snapshot: Attached,
  component: Component,
): Promise<{ level: string; years: number[] } | null> {
  const source = await sourceOf(snapshot, component, [])
  return source && { level: source.level, years: source.years.toSorted((a, b) => a - b) }
}

/** Where the figures of a component are added up from; null when nothing that can be rolled up is published. */
async function sourceOf(snapshot: Attached, component: Component, by: readonly Dimension[]): Promise<Source | null> {
  const published = await publishedLevels(snapshot)
  const levels = published.get(factKey(component))
  const asked = by.find((dimension) => dimension.kind === 'area')
  const level = levels ? sourceLevel(snapshot, levels, asked?.kind === 'area' ? asked.level : null) : null
  if (!levels || level === null) return null
  const people = published.get('population resident')
  const residents = people ? sourceLevel(snapshot, people, level) : null
  const ofPeople = residents === null ? null : { level: residents, years: [...(people?.get(residents) ?? [])] }
  return { level, years: [...(levels.get(level) ?? [])], people: ofPeople }
}

const entries = (sums: Sums) => [...sums.keys()].map((key) => [key, sums.get(key) ?? Number.NaN] as const)

type Asked = Pick<PlacesPlan, 'by' | 'filters' | 'years' | 'residents'> & { on?: string }

function planOf({ store, catalog }: Attached, component: Component, level: string, asked: Asked): PlacesPlan {
  const fact = component.from as Exclude<Fact, 'cases'>
  return { fact, store, asOf: catalog.asOf, level, components: [component], ...asked }
}

/** Sums one component over places; null when nothing that can be rolled up to the question is published. */
export async function sumPlaces(
  snapshot: Attached,
  store: Store,
  component: Component,
  by: readonly Dimension[],
  filters: Filters,
  wantedYears: readonly number[],
): Promise<PlaceSums | null> {
  const source = await sourceOf(snapshot, component, by)
  if (!source) return null
  const hasYears = component.from !== 'area'
  const yearFor = (year: number) => (hasYears ? referenceYear(source.years, year) : 0)
  const years = [...new Set(wantedYears.map(yearFor).filter((year) => year !== null))]
  const residents = residentsIn(source, years[0] ?? 0, () => true)
  const plan = planOf(snapshot, component, source.level, { by, filters, years, residents })
  const sums = gather(await store.run(plan), by.length + (hasYears ? 1 : 0))
  return { sums, stampFor: (day) => (hasYears ? yearFor(yearOf(day)) : '') }
}

function residentsIn({ people }: Source, year: number, isFitting: (year: number) => boolean): PlacesPlan['residents'] {
  if (!people) return null
  const taken = referenceYear(people.years.filter(isFitting), year) ?? referenceYear(people.years, year)
  return taken === null ? null : { year: taken, level: people.level }
}

/**
 * The same where areas hold for some days only: figures of a year rest on the areas of its last day, land on those of
 * the day; and figures of a year stand for a day only where the areas asked for were the same.
 */
export async function sumHeldPlaces(
  snapshot: Attached,
  store: Store,
  component: Component,
  by: readonly Dimension[],
  filters: Filters,
  period: Period,
): Promise<PlaceSums | null> {
  const source = await sourceOf(snapshot, component, by)
  if (!source) return null
  const changes = changeDays(snapshot.catalog)
  const beginOf = (day: string) => changes.findLast((change) => change <= day) ?? LONG_AGO
  const run = async (asked: Omit<Asked, 'by' | 'filters'>, keys: number) =>
    gather(await store.run(planOf(snapshot, component, source.level, { by, filters, ...asked })), keys)
  if (component.from === 'area') {
    const begins = [
      ...new Set([beginOf(period.from), ...changes.filter((day) => day > period.from && day <= period.to)]),
    ]
    const parts = await Promise.all(
      begins.map(async (on) =>
        entries(await run({ years: [], residents: null, on }, by.length)).map(
          ([key, sum]) => [joinTokens(key === '' ? [on] : [key, on]), sum] as const,
        ),
      ),
    )
    return { sums: new Map(parts.flat()), stampFor: beginOf }
  }
  const isPerHead = [component.sum, component.times].includes('residents')
  const groups = isPerHead ? source.years.map((year) => [year]) : [source.years]
  const parts = await Promise.all(
    groups.map((years) => {
      const [year = 0] = years
      const residents = residentsIn(source, year, (each) => beginOf(lastDay(each)) === beginOf(lastDay(year)))
      return run({ years, residents }, by.length + 1)
    }),
  )
  return {
    sums: new Map(parts.flatMap(entries)),
    stampFor: (day, isFitting = () => true) =>
      referenceYear(
        source.years.filter((year) => isFitting(lastDay(year))),
        yearOf(day),
      ),
  }
}

/** People by cell, for the years wanted. */
export async function sumCells(
  snapshot: Attached,
  store: Store,
  basis: 'resident' | 'registered',
  by: readonly Dimension[],
  filters: Filters,
  wantedYears: readonly number[],
): Promise<PlaceSums | null> {
  const cell = by.find((dimension) => dimension.kind === 'cell')
  const years = snapshot.catalog.populationYears[basis]
  if (years.length === 0) return null
  const yearFor = (year: number) => referenceYear(years, year)
  const taken = [...new Set(wantedYears.map(yearFor).filter((year) => year !== null))]
  const resolution = cell?.kind === 'cell' ? cell.resolution : snapshot.catalog.city.cells.finest
  const table = await store.run({
    fact: 'cell_population',
    store: snapshot.store,
    asOf: snapshot.catalog.asOf,
    by,
    filters,
    resolution,
    basis,
    years: taken,
  })
  return { sums: gather(table, by.length + 1), stampFor: (day) => yearFor(yearOf(day)) }
}
