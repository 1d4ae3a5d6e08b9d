import { levelChain, referenceYear } from '../catalog/snapshot-catalog.ts'
import type { Component, Fact } from '../catalog/types.ts'
import type { Table } from '../engine/engine.ts'
import type { CasesPlan, Dimension, Filters, PlacesPlan, Plan, Span, TimeColumn } from '../query/plan.ts'
import { toSql } from '../query/to-sql.ts'
import type { Attached } from '../snapshot/types.ts'
import { joinTokens, tokenOf } from './keys.ts'

/** Sums by joined member tokens. */
export type Sums = ReadonlyMap<string, readonly number[]>

/** Asks the store for additive parts, each statement once however often it is wanted within one answer. */
export interface Store {
  run(plan: Plan): Promise<Table>
}

export function openStore(snapshot: Attached, signal: AbortSignal | undefined): Store {
  const asked = new Map<string, Promise<Table>>()
  return {
    run(plan) {
      const sql = toSql(plan, snapshot.engine.dialect)
      const key = JSON.stringify([sql.text, sql.values?.map(String)])
      const known = asked.get(key) ?? snapshot.engine.query(sql, signal ? { signal } : {})
      asked.set(key, known)
      return known
    },
  }
}

function gather(table: Table, keys: number, columns: string[]): Map<string, number[]> {
  const keyColumns = Array.from({ length: keys }, (_, k) => table.columns[`k${k}`])
  const sums = new Map<string, number[]>()
  for (let i = 0; i < table.rows; i++) {
    const token = joinTokens(keyColumns.map((column) => tokenOf(column?.[i])))
    sums.set(
      token,
      columns.map((name) => numberOf(table.columns[name]?.[i])),
    )
  }
  return sums
}

const numberOf = (value: unknown): number => (value === null || value === undefined ? Number.NaN : Number(value))

export interface CasesQuestion {
  by: readonly Dimension[]
  at: TimeColumn
  span: Span
  monthsBefore?: string
  components: readonly Component[]
  filters: Filters
}

export async function sumCases(snapshot: Attached, store: Store, question: CasesQuestion): Promise<Sums> {
  const plan: CasesPlan = { fact: 'cases', store: snapshot.store, asOf: snapshot.catalog.asOf, ...question }
  return gather(
    await store.run(plan),
    question.by.length,
    question.components.map((_, i) => `c${i}`),
  )
}

/** Figures of places, and the year each member of the answer takes them from. */
export interface PlaceSums {
  sums: Sums
  yearFor: (year: number) => number | null
}

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

/** Sums one component over places; null when nothing that can be rolled up to the question is published. */
export async function sumPlaces(
  snapshot: Attached,
  store: Store,
  component: Component,
  by: readonly Dimension[],
  filters: Filters,
  wantedYears: readonly number[],
): Promise<PlaceSums | null> {
  const fact = component.from as Exclude<Fact, 'cases'>
  const published = await publishedLevels(snapshot)
  const levels = published.get(factKey(component))
  const asked = by.find((dimension) => dimension.kind === 'area')
  const level = levels ? sourceLevel(snapshot, levels, asked?.kind === 'area' ? asked.level : null) : null
  if (!levels || level === null) return null
  const years = [...(levels.get(level) ?? [])]
  const yearFor = (year: number) => (fact === 'area' ? 0 : referenceYear(years, year))
  const taken = [...new Set(wantedYears.map(yearFor).filter((year) => year !== null))]
  const people = published.get('population resident')
  const residentLevel = people ? sourceLevel(snapshot, people, level) : null
  const year = residentLevel === null ? null : referenceYear([...(people?.get(residentLevel) ?? [])], taken[0] ?? 0)
  const plan: PlacesPlan = {
    fact,
    store: snapshot.store,
    asOf: snapshot.catalog.asOf,
    by,
    filters,
    level,
    years: taken,
    components: [component],
    residents: year === null || residentLevel === null ? null : { year, level: residentLevel },
  }
  const keys = by.length + (fact === 'area' ? 0 : 1)
  return { sums: gather(await store.run(plan), keys, ['c0']), yearFor }
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
  return { sums: gather(table, by.length + 1, ['c0']), yearFor }
}
