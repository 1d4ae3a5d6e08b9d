import { type PublishedRow, rowKey } from '../catalog/published.ts'
import { ALL } from '../catalog/published-tables.ts'
import type { SnapshotCatalog } from '../catalog/snapshot-catalog.ts'
import type { audit as Audit } from '../disclosure/audit.ts'
import type { solve as Solve } from '../disclosure/solve.ts'
import type { Engine } from '../engine/engine.ts'
import { insertRows } from '../model/insert-rows.ts'
import { categoriesTellGroups, countLeaves, specOf } from './published-counts.ts'
import { type PublishedShape, shapeOf } from './published-shape.ts'
import { publishWeeks } from './published-weeks.ts'

/** The solver, its audit and how counts are rounded: handed in, for only `answer` may join them with the engine. */
export interface Disclosure {
  solve: typeof Solve
  audit: typeof Audit
  rounded: (n: number) => number
  /** Counts from 1 up to this are hidden. */
  mostHidden: number
}

const COLUMNS = ['table_id', 'grain', 'start', 'place', 'member', 'n', 'shown']
const SAID = { shown: 1, hidden: 2 }

/** What a store under the name `store` has published; none where it is of a time without such a table. */
export async function readPublished(engine: Engine, store: string): Promise<PublishedRow[]> {
  const { columns, rows } = await engine.query({
    text: `select ${COLUMNS.join(', ')} from ${engine.dialect.table(store, 'published')}`,
  })
  const text = (name: string, i: number) => String(columns[name]?.[i] ?? '')
  return Array.from({ length: rows }, (_, i) => ({
    table: text('table_id', i),
    grain: text('grain', i) as PublishedRow['grain'],
    start: text('start', i),
    place: text('place', i),
    member: text('member', i),
    n: Number(columns.n?.[i]),
    shown: columns.shown?.[i] === null ? null : Number(columns.shown?.[i]),
  }))
}

/**
 * Fills `published` with the finite set of tables of a city of profile `standard`: small counts and as many others as it
 * takes hidden, the rest rounded to 5. What the version before has published stays as it was: a month is counted once, and
 * a sum that is new hides itself rather than tell what was hidden. Where that cannot be done, nothing new is published.
 * Returns how many cells there are and how many of them are hidden. Errors: one that says what the audit found.
 */
export async function derivePublished(
  engine: Engine,
  catalog: SnapshotCatalog,
  before: readonly PublishedRow[],
  { solve, audit, rounded, mostHidden }: Disclosure,
): Promise<{ cells: number; hidden: number }> {
  const { shape, isContinued } = shapeOf(catalog, await categoriesTellGroups(engine), before)
  const earlier = new Map(
    (isContinued ? before : []).map((row) => [rowKey(row.table, row, row.place, row.member), row]),
  )
  const isNew = (month: string) => !earlier.has(rowKey('cases', { grain: 'month', start: month }, '', 'in'))
  const since = shape.months.find(isNew)
  if (isContinued && since === undefined) return write(engine, before)
  const counts = await countLeaves(engine, catalog, shape, since ?? '9999-12-31')
  const spec = specOf(catalog, shape, counts, earlier)
  const cells = cellsOf(shape)
  const said = Uint8Array.from(cells, ({ key }) => {
    const row = earlier.get(key)
    return row === undefined ? 0 : row.shown === null ? SAID.hidden : SAID.shown
  })
  const { cubes, certificates, unsafe } = solve(spec, said)
  if (unsafe.length > 0 && isContinued) return write(engine, before)
  const faults = audit(spec, cubes.hidden, certificates)
  if (faults.length > 0) throw new Error(`The published set does not pass its audit: ${faults.slice(0, 3).join('; ')}`)
  const rows = cells.map(({ cell }, i) => {
    const n = cubes.value[i] ?? 0
    return { ...cell, n, shown: cubes.hidden[i] === 1 ? null : rounded(n) }
  })
  const earlierWeeks = isContinued ? before.filter(({ grain }) => grain === 'week') : []
  const months = shape.months.filter((month) => since !== undefined && month >= since)
  const city = new Map(
    rows.flatMap((row) =>
      row.table === ALL.table && row.grain === 'month' && row.place === '' ? [[row.start, row]] : [],
    ),
  )
  const isShown = (month: string) => (city.get(month)?.shown ?? null) !== null
  const weeks = await publishWeeks(engine, months, earlierWeeks, isShown, { rounded, mostHidden })
  return write(engine, [...rows, ...earlierWeeks.filter(({ shown }) => shown !== null), ...weeks])
}

/** Every cell in the order of the solver's. */
function cellsOf({ periods, places, coarse, tables }: PublishedShape) {
  return tables.flatMap(({ id: table, of, members }) =>
    periods.flatMap((period) =>
      places.slice(0, of === null ? places.length : coarse).flatMap(({ key: place }) =>
        members.map(({ name: member }) => ({
          key: rowKey(table, period, place, member),
          cell: { table, ...period, place, member },
        })),
      ),
    ),
  )
}

async function write(engine: Engine, rows: readonly PublishedRow[]): Promise<{ cells: number; hidden: number }> {
  await insertRows(
    engine,
    'published',
    COLUMNS,
    rows.map(({ table, ...row }) => ({ table_id: table, ...row })),
  )
  return { cells: rows.length, hidden: rows.filter(({ shown }) => shown === null).length }
}
