import type { Component, Fact, Indicator, Label } from '../catalog/types.ts'
import { indicatorOf } from '../catalog/snapshot-catalog.ts'
import type { Dialect } from '../engine/dialect.ts'
import { TABLES } from '../model/tables.ts'
import { aggregateSql, Values } from '../query/conditions.ts'
import type { Attached } from '../snapshot/types.ts'
import { type Load, readLoads } from './loads.ts'
import { tablesTold } from './tables-told.ts'
import { unknownName } from './question-error.ts'
import { records } from './records.ts'

/** One part of an indicator's formula: which rows and columns of one table it adds up. */
export interface LineagePart {
  role: 'numerator' | 'denominator'
  table: Fact
  /** Columns of the table that the part reads. */
  columns: string[]
  /** The published figure it is limited to. */
  measure: string | null
  /** The part as SQL over one row `f` of the table; `?` stands for the values in order. */
  formula: string
  values: (string | number | boolean | null)[]
}

export interface LineageIndicator {
  id: string
  version: number
  label: Label
  kind: Indicator['kind']
  /** For a gap: the indicator whose parts these are. */
  of: string | null
  parts: LineagePart[]
}

export interface LineageTable {
  table: string
  grain: string
  columns: { name: string; note: string }[]
  /** Null: withheld, as what a file held of cases is in `standard`. */
  rows: number | null
  /** Ids of the sources that fill it, or of those whose rows the indicator's parts read. */
  sources: string[]
}

export interface LineageSource {
  id: string
  label: Label
  recipe_sha256: string
  publisher: string | null
  licence: string | null
  target: string
  /** Load ids. */
  files: number[]
}

export interface LineageFile {
  load_id: number
  source: string
  file: string
  sha256: string
  bytes: number | null
  records: number | null
  loaded: number | null
  quarantined: number
  /** Rows of this file that the indicator's parts read, by table; null without an indicator. */
  read: Record<string, number | null> | null
  data_from: string | null
  data_to: string | null
}

/** The way of indicators back to files: use ← compute ← store ← collect. */
export interface Lineage {
  snapshot: string
  indicators: LineageIndicator[]
  tables: LineageTable[]
  sources: LineageSource[]
  files: LineageFile[]
}

/** Stands in the formula for the residents of an area. */
const RESIDENTS = () => 'residents'

/** A component as SQL, and the columns that SQL names. */
function partOf(role: LineagePart['role'], component: Component, asOf: string, dialect: Dialect): LineagePart {
  const values = new Values()
  const formula = aggregateSql(component, asOf, dialect, values, RESIDENTS)
  const named = [...formula.matchAll(/\bf\."?(\w+)"?/g)].map((match) => match[1] ?? '')
  const time = component.from === 'cases' ? [component.at ?? 'opened_at'] : []
  const columns = [...new Set([...named, ...time])]
  return {
    role,
    table: component.from,
    columns,
    measure: component.measure ?? null,
    formula,
    values: values.list.map((value) => (typeof value === 'bigint' ? Number(value) : value)),
  }
}

type Role = LineagePart['role']
const PEOPLE: Component = { from: 'population', sum: 'n', where: [{ field: 'basis', op: '=', value: 'resident' }] }

/** The indicator whose parts count: itself, or the one a gap compares. */
const measuredBy = (indicator: Indicator, { catalog }: Attached): Indicator =>
  (indicator.of === undefined ? undefined : indicatorOf(catalog, indicator.of)) ?? indicator

/** What an indicator adds up, told by its own record; figures weighted by residents read the population too. */
function componentsOf({ numerator, denominator }: Indicator): [Role, Component][] {
  return (
    [
      ['numerator', numerator],
      ['denominator', denominator],
    ] as const
  ).flatMap(([role, part]): [Role, Component][] => {
    if (!part) return []
    const isWeighted = part.from === 'measure' && [part.sum, part.times].includes('residents')
    return [[role, part], ...(isWeighted ? [[role, PEOPLE] as [Role, Component]] : [])]
  })
}

function describe(indicator: Indicator, snapshot: Attached): LineageIndicator {
  const { id, version, label, kind } = indicator
  const measured = measuredBy(indicator, snapshot)
  const { catalog, engine } = snapshot
  const parts = componentsOf(measured).map(([role, part]) => partOf(role, part, catalog.asOf, engine.dialect))
  return { id, version, label, kind, of: measured === indicator ? null : measured.id, parts }
}

/**
 * Rows of each load that a component takes: they meet its conditions and have the figure it sums. In `standard` null for every
 * file of cases, whether it has such rows or not.
 */
async function rowsRead(
  { engine, store, catalog }: Attached,
  component: Component,
  loads: Load[],
): Promise<Map<number, number | null>> {
  if (component.from === 'cases' && catalog.city.profile === 'standard')
    return new Map(loads.flatMap(({ load_id, target }) => (target === 'cases' ? [[load_id, null]] : [])))
  const { sum, times, ...rest } = component
  const summed = [sum, times].filter((name) => name !== undefined && name !== 'residents')
  const where = [...(rest.where ?? []), ...summed.map((field) => ({ field: field ?? '', op: 'known' as const }))]
  const values = new Values()
  const n = aggregateSql({ ...rest, where }, catalog.asOf, engine.dialect, values, RESIDENTS)
  const text = `select load_id, ${n} as n from ${engine.dialect.table(store, component.from)} as f group by load_id`
  const found = records<{ load_id: number; n: number }>(await engine.query({ text, values: values.list }))
  return new Map(found.map((row) => [row.load_id, Number(row.n)]))
}

/** Load id → table → rows that any part of the indicator reads. Areas carry no load: all of a file's count. */
async function readByFile(snapshot: Attached, indicator: Indicator, loads: Load[]) {
  const read = new Map<number, Record<string, number | null>>()
  const add = (id: number, table: string, n: number | null) => {
    if (n === 0) return
    const of = read.get(id) ?? {}
    of[table] = n === null ? null : Math.max(of[table] ?? 0, n)
    read.set(id, of)
  }
  for (const [, component] of componentsOf(measuredBy(indicator, snapshot))) {
    if (component.from === 'area') {
      for (const load of loads) if (load.target === 'area') add(load.load_id, 'area', load.loaded)
    } else for (const [id, n] of await rowsRead(snapshot, component, loads)) add(id, component.from, n)
  }
  return read
}

/**
 * The way of one indicator, or of all, back through tables and sources to the files of this snapshot.
 * Errors: QuestionError for an indicator the snapshot does not know.
 */
export async function readLineage(snapshot: Attached, id?: string): Promise<Lineage> {
  const { catalog, manifest } = snapshot
  const known = catalog.indicators
  const one = id === undefined ? undefined : indicatorOf(catalog, id)
  if (id !== undefined && !one) {
    const names = known.map((indicator) => indicator.id)
    throw unknownName('unknown_indicator', 'indicator', { zh: '指标', en: 'indicator' }, id, names)
  }
  const loads = await readLoads(snapshot)
  const indicators = (one ? [one] : known).map((indicator) => describe(indicator, snapshot))
  const columns = new Map<string, Set<string>>()
  for (const part of indicators.flatMap(({ parts }) => parts)) {
    const of = columns.get(part.table) ?? new Set()
    for (const name of part.columns) of.add(name)
    columns.set(part.table, of)
  }
  const read = one ? await readByFile(snapshot, one, loads) : null
  const files = loads.filter((load) => (read ? read.has(load.load_id) : true))
  const filling = (table: string) =>
    files.filter((load) => (read ? table in (read.get(load.load_id) ?? {}) : load.target === table))
  const unique = (list: Load[]) => [...new Set(list.map((load) => load.source))]
  return {
    snapshot: snapshot.id,
    indicators,
    tables: [...columns].map(([table, names]) => {
      const spec = TABLES.find((each) => each.name === table)
      const shown = spec?.columns.filter(({ name }) => names.has(name)) ?? []
      return {
        table,
        grain: spec?.grain ?? '',
        columns: shown.map(({ name, note }) => ({ name, note })),
        rows: tablesTold(manifest.tables, catalog.city)[table] ?? (catalog.city.profile === 'standard' ? null : 0),
        sources: unique(filling(table)),
      }
    }),
    sources: unique(files).map((source) => {
      const own = files.filter((load) => load.source === source)
      const [first] = own
      return {
        id: source,
        label: first?.label ?? { zh: source, en: source },
        recipe_sha256: first?.recipe_sha256 ?? '',
        publisher: first?.publisher ?? null,
        licence: first?.licence ?? null,
        target: first?.target ?? '',
        files: own.map((load) => load.load_id),
      }
    }),
    files: files.map((load) => ({
      load_id: load.load_id,
      source: load.source,
      file: load.file,
      sha256: load.sha256,
      bytes: load.bytes,
      records: load.records,
      loaded: load.loaded,
      quarantined: load.quarantined,
      read: read ? (read.get(load.load_id) ?? {}) : null,
      data_from: load.data_from,
      data_to: load.data_to,
    })),
  }
}
