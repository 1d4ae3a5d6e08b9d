import type { Component } from '../catalog/types.ts'
import type { Column } from '../engine/engine.ts'
import type { CasesPlan, CellsPlan, Dimension, DurationsPlan, Plan } from '../query/plan.ts'
import { casesTogetherSql, finestCell, isPlace } from '../query/together-sql.ts'
import { caseKey, durationsSql } from '../query/to-sql.ts'
import type { Attached } from '../snapshot/types.ts'
import { cellParents } from '../catalog/cell.ts'
import { tokenOf, UNKNOWN } from './keys.ts'
import { type Groups, openStore, type Store } from './sums.ts'
import { type Asked, spell, withoutWholes } from './wholes.ts'

/** Numbers things from 0, equal ones alike. */
class Numbered<T> {
  readonly items: T[] = []
  readonly #numbers = new Map<string, number>()

  of(item: T): number {
    const name = spell(item)
    const number = this.#numbers.get(name) ?? this.items.push(item) - 1
    this.#numbers.set(name, number)
    return number
  }
}

function groupBy<T>(list: readonly T[], of: (item: T) => unknown): T[][] {
  const groups = new Map<string, T[]>()
  for (const item of list) {
    const name = spell(of(item))
    const group = groups.get(name)
    if (group) group.push(item)
    else groups.set(name, [item])
  }
  return [...groups.values()]
}

/** Whether a plan is one of many over the same cases: by one kind of place, without a filter. */
function isOfAll({ by, filters }: CasesPlan | CellsPlan | DurationsPlan): boolean {
  const { areas, cells, coded, urban, status } = filters
  const isOpen = areas.size + cells.size + coded.size + urban.length + status.length === 0
  return isOpen && by.length === 1 && by.every(isPlace)
}

const pick = (list: Column, rows: readonly number[]) => rows.map((row) => list[row] ?? null) as Column

async function countTogether(
  snapshot: Attached,
  asked: readonly Asked<CasesPlan>[],
  signal: AbortSignal | undefined,
): Promise<void> {
  const dimensions = new Numbered<Dimension>()
  const sets = groupBy(asked, ({ plan: { at, span, monthsBefore, openAt } }) => [at, span, monthsBefore, openAt]).map(
    (members) => ({ members, components: new Numbered<Component>() }),
  )
  for (const { members, components } of sets) {
    for (const { plan } of members) {
      for (const dimension of plan.by) dimensions.of(dimension)
      for (const component of plan.components) components.of(component)
    }
  }
  const counted = sets.flatMap(({ members: [first], components }) =>
    first ? [{ plan: first.plan, components: components.items }] : [],
  )
  const { columns } = await snapshot.engine.query(
    casesTogetherSql(counted, dimensions.items, snapshot.engine.dialect),
    signal ? { signal } : {},
  )
  const column = (name: string) => columns[name] ?? []
  for (const [i, { members, components }] of sets.entries()) {
    const rows = dimensions.items.map((): number[] => [])
    for (const [row, n] of column(`n${i}`).entries())
      if (Number(n) > 0) rows[Number(column('dimension')[row])]?.push(row)
    const keys = rows.map((list) => pick(column('k'), list))
    const sums = components.items.map((_, j) => rows.map((list) => pick(column(`s${i}_${j}`), list)))
    for (const { plan, give } of members) {
      const d = plan.by[0] ? dimensions.of(plan.by[0]) : -1
      const parts = plan.components.map((each, k) => [`c${k}`, sums[components.of(each)]?.[d] ?? []] as const)
      give({ rows: rows[d]?.length ?? 0, columns: Object.fromEntries([['k0', keys[d] ?? []], ...parts]) })
    }
  }
}

type CellColumn = readonly (bigint | null)[]

/** The distinct cells of a column, and which of them stands in each row. */
function distinctCells(cells: CellColumn): { cells: (bigint | null)[]; at: Int32Array } {
  const numbers = new Map<bigint | null, number>()
  const at = new Int32Array(cells.length)
  for (const [i, cell] of cells.entries()) {
    const number = numbers.get(cell) ?? numbers.size
    if (number === numbers.size) numbers.set(cell, number)
    at[i] = number
  }
  return { cells: [...numbers.keys()], at }
}

/** The rows of a column of cells by their ancestors at each of the resolutions asked for, one after the other. */
function byAncestors(column: CellColumn): (resolution: number) => Groups {
  const { cells, at } = distinctCells(column)
  return (resolution) => {
    const parentOf = cellParents(resolution)
    const tokens = new Map<string, number>()
    const groups = Int32Array.from(cells, (cell) => {
      const token = tokenOf(cell === null ? null : parentOf(cell))
      const number = tokens.get(token) ?? tokens.size
      tokens.set(token, number)
      return number
    })
    return { tokens, group: at.map((number) => groups[number] as number) }
  }
}

/** Reads people by the finest cells asked for and adds them up for the others. */
async function peopleTogether(store: Store, asked: readonly Asked<CellsPlan>[]): Promise<void> {
  const resolution = Math.max(...asked.map(({ plan }) => plan.resolution))
  const [first] = asked
  if (!first) return
  const finest = await store.run({ ...first.plan, resolution, by: [{ kind: 'cell', resolution }] })
  const { k0 = [], k1 = [], c0 = [] } = finest.columns
  const ancestors = byAncestors(k0 as CellColumn)
  for (const { plan, give } of asked) {
    if (plan.resolution === resolution) {
      give(finest)
      continue
    }
    const { tokens, group } = ancestors(plan.resolution)
    const names = [...tokens.keys()]
    const rows = new Map<string, number>()
    const columns = { k0: [] as (string | null)[], k1: [] as number[], c0: [] as number[] }
    for (const [i, number] of group.entries()) {
      const name = `${number} ${k1[i]}`
      const parent = names[number] ?? UNKNOWN
      const row = rows.get(name) ?? columns.k0.push(parent === UNKNOWN ? null : parent) - 1
      rows.set(name, row)
      columns.k1[row] = Number(k1[i])
      columns.c0[row] = (columns.c0[row] ?? 0) + Number(c0[i])
    }
    give({ rows: columns.k0.length, columns })
  }
}

/** Reads the durations once, with every key that one of the plans goes by. */
async function lastTogether(
  snapshot: Attached,
  asked: readonly Asked<DurationsPlan>[],
  signal: AbortSignal | undefined,
): Promise<void> {
  const dimensions = asked.flatMap(({ plan }) => plan.by)
  const finest = finestCell(dimensions)
  const { dialect } = snapshot.engine
  const keys = new Numbered<string>()
  const keyOf = (dimension: Dimension) =>
    keys.of(
      caseKey(
        dimension.kind === 'cell' && finest !== null ? { kind: 'cell', resolution: finest } : dimension,
        'opened_at',
        dialect,
      ),
    )
  const places = asked.flatMap(({ plan }) => plan.by.map(keyOf))
  const [first] = asked
  if (!first) return
  const { rows, columns } = await snapshot.engine.query(
    durationsSql(first.plan, keys.items, dialect),
    signal ? { signal } : {},
  )
  const { t = [], ended = [] } = columns
  const ofCells = new Map<Column, (resolution: number) => Groups>()
  for (const [i, { plan, give }] of asked.entries()) {
    const [dimension] = plan.by
    const k0 = columns[`k${places[i]}`] ?? []
    if (dimension?.kind !== 'cell') {
      give({ rows, columns: { k0, t, ended } })
      continue
    }
    const ancestors = ofCells.get(k0) ?? byAncestors(k0 as CellColumn)
    ofCells.set(k0, ancestors)
    give({ rows, columns: { t, ended }, groups: ancestors(dimension.resolution) })
  }
}

/** Sums several components over the same rows in one statement. */
async function sumTogether(store: Store, asked: readonly Asked<Plan>[]): Promise<void> {
  const components = new Numbered<Component>()
  const [first] = asked
  if (!first) return
  for (const { plan } of asked) if ('components' in plan) for (const each of plan.components) components.of(each)
  const merged = 'components' in first.plan ? { ...first.plan, components: components.items } : first.plan
  const table = await store.run(merged as Plan)
  for (const { plan, give } of asked) {
    if (!('components' in plan)) give(table)
    else {
      const parts = plan.components.map((each, k) => [`c${k}`, table.columns[`c${components.of(each)}`] ?? []] as const)
      give({ rows: table.rows, columns: { ...table.columns, ...Object.fromEntries(parts) } })
    }
  }
}

/**
 * A store for many questions at once: what is asked within one turn of the event loop is gathered, and statements that
 * differ in their components, places or spans only become one. Every table equals that of a statement of its own. `isAtOnce`
 * runs statements side by side; one after the other they hold less in memory.
 */
export function openTogether(
  snapshot: Attached,
  options: { signal?: AbortSignal | undefined },
  isAtOnce: boolean,
): Store {
  const store = openStore(snapshot, options)
  let waiting: Asked<Plan>[] = []

  async function answerAll(): Promise<void> {
    const { signal } = options
    const now = withoutWholes(waiting)
    waiting = []
    const ofAll = now.filter((asked): asked is Asked<CasesPlan> => asked.plan.fact === 'cases' && isOfAll(asked.plan))
    // One scan for all pays where cases are counted by several kinds of place; else each reads its own days only.
    const isMany = new Set(ofAll.map(({ plan }) => spell(plan.by))).size > 1
    const isCases = (asked: Asked<Plan>): asked is Asked<CasesPlan> =>
      isMany && ofAll.includes(asked as Asked<CasesPlan>)
    const isDurations = (asked: Asked<Plan>): asked is Asked<DurationsPlan> =>
      asked.plan.fact === 'durations' && isOfAll(asked.plan)
    const isPeople = (asked: Asked<Plan>): asked is Asked<CellsPlan> =>
      asked.plan.fact === 'cell_population' && isOfAll(asked.plan)
    const others = now.filter((asked) => !isCases(asked) && !isDurations(asked) && !isPeople(asked))
    const alike = ({ plan }: Asked<Plan>) => ({ ...plan, components: null })
    const works = [
      { asked: now.filter(isCases), run: () => countTogether(snapshot, now.filter(isCases), signal) },
      ...groupBy(now.filter(isDurations), ({ plan }) => [plan.component, plan.span]).map((asked) => ({
        asked,
        run: () => lastTogether(snapshot, asked, signal),
      })),
      ...groupBy(now.filter(isPeople), ({ plan }) => [plan.basis, plan.years]).map((asked) => ({
        asked,
        run: () => peopleTogether(store, asked),
      })),
      ...groupBy(others, alike).map((asked) => ({ asked, run: () => sumTogether(store, asked) })),
    ]
    const done = works.map(({ asked, run }) => async () => {
      if (asked.length === 0) return
      try {
        await run()
      } catch (cause) {
        for (const { fail } of asked) fail(cause)
      }
    })
    if (isAtOnce) await Promise.all(done.map((each) => each()))
    else for (const each of done) await each()
  }

  return {
    run: (plan) =>
      new Promise((give, fail) => {
        if (waiting.push({ plan, give, fail }) === 1) setImmediate(() => void answerAll())
      }),
  }
}
