import type { Engine, Table } from '../engine/engine.ts'
import type { CaseColumns } from './case-columns.ts'
import { CellTable, KeyTable } from './key-table.ts'

/** What the cases of a store hold, and how the engine spells the key under which each case finds its number. */
export interface Dictionaries extends Pick<CaseColumns, 'kinds' | 'places' | 'combos' | 'cells'> {
  kindKey: string
  kindTable: KeyTable
  /** One whole number a column; the key is the first times `placeRadix` plus the second, and so on. */
  placeKeys: string[]
  placeRadix: number
  placeTable: KeyTable
  comboKey: string
  comboTable: KeyTable
  cellTable: CellTable
}

const column = (table: Table, name: string) => (table.columns[name] ?? []) as ArrayLike<number>
const codesOf = (table: Table, name: string): Int32Array => Int32Array.from(column(table, name))

/** A column of one code a member, −1 for unknown. */
const coded = (name: string) => `cast(coalesce(f.${name}, -1) as integer)`
const URBAN = "(case f.urban_class when 'urban' then 0 when 'fringe' then 1 when 'rural' then 2 else -1 end)"
const CLOSED = '(case when f.closed_at is null then 0 else 1 end)'
const DATED = '(case when coalesce(f.flags, 0) & 4 = 0 then 1 else 0 end)'

/** Numbers of codes from −1 on, written as one: `radix[k]` is above the highest of part k, plus one. */
function mixed(parts: readonly ArrayLike<number>[], names: readonly string[]) {
  const radix = parts.map((part) => {
    let most = 0
    for (let i = 0; i < part.length; i++) most = Math.max(most, (part[i] as number) + 2)
    return most
  })
  const key = names.reduce((sql, name, k) => (k === 0 ? `(${name} + 1)` : `(${sql} * ${radix[k]} + ${name} + 1)`), '')
  const keys = Array.from(parts[0] ?? [], (_, i) =>
    parts.reduce((sum, part, k) => sum * (radix[k] as number) + (part[i] as number) + 1, 0),
  )
  if (radix.reduce((product, n) => product * n, 1) > 2 ** 31) throw new RangeError('Cases have too many codes.')
  return { key: `cast(${key} as integer)`, table: new KeyTable(keys) }
}

async function readKinds(engine: Engine, cases: string) {
  const [category, group] = [coded('category'), coded('category_group')]
  const found = await engine.query({
    text: `select ${category} as category, ${group} as grouped from ${cases} as f group by all order by grouped, category`,
  })
  const { key, table } = mixed([column(found, 'category'), column(found, 'grouped')], [category, group])
  const kinds = { category: codesOf(found, 'category'), category_group: codesOf(found, 'grouped') }
  return { kinds, kindKey: key, kindTable: table }
}

async function readCombos(engine: Engine, cases: string) {
  const names = [coded('channel'), coded('department'), URBAN, CLOSED, DATED]
  const found = await engine.query({
    text: `select ${names.map((name, k) => `${name} as c${k}`).join(', ')} from ${cases} as f group by all order by all`,
  })
  const parts = names.map((_, k) => column(found, `c${k}`))
  const { key, table } = mixed(parts, names)
  const [channel, department, urban, status] = names.map((_, k) => codesOf(found, `c${k}`)) as [
    Int32Array,
    Int32Array,
    Int32Array,
    Int32Array,
  ]
  const dated = Uint8Array.from(parts[4] ?? [])
  return { combos: { channel, department, urban, status, dated }, comboKey: key, comboTable: table }
}

/** As few columns as tell all tuples apart, of those named first the first. */
function tellingApart(parts: readonly ArrayLike<number>[], rows: number): number[] {
  const chosen: number[] = []
  const distinct = (which: readonly number[]) =>
    new Set(Array.from({ length: rows }, (_, i) => which.map((k) => parts[k]?.[i]).join())).size
  for (let k = 0; k < parts.length && (chosen.length === 0 || distinct(chosen) < rows); k++) chosen.push(k)
  return chosen
}

async function readPlaces(engine: Engine, cases: string, levels: readonly string[]) {
  // The finest area known tells the others, as a rule.
  const columns = [...levels.map((level) => `area_${level}`), 'area_id']
  const names = columns.map((name) => `cast(coalesce(f.${engine.dialect.ident(name)}, 0) as integer)`)
  const found = await engine.query({
    text: `select ${names.map((name, k) => `${name} as c${k}`).join(', ')} from ${cases} as f group by all order by all`,
  })
  const parts = names.map((_, k) => column(found, `c${k}`)).toReversed()
  const chosen = tellingApart(parts, found.rows)
  let most = 0
  for (const part of parts) for (let i = 0; i < part.length; i++) most = Math.max(most, part[i] as number)
  const keys = Array.from({ length: found.rows }, (_, i) =>
    chosen.reduce((sum, k) => sum * (most + 1) + (parts[k]?.[i] as number), 0),
  )
  if ((most + 1) ** chosen.length > Number.MAX_SAFE_INTEGER) throw new RangeError('Cases have too many areas.')
  return {
    places: new Map(levels.map((level, k) => [level, codesOf(found, `c${k}`)])),
    placeKeys: chosen.map((k) => names.toReversed()[k] as string),
    placeRadix: most + 1,
    placeTable: new KeyTable(keys),
  }
}

/** Reads them in one scan each. `levels` from the top down. Errors: RangeError where their keys have no room in a number. */
export async function readDictionaries(
  engine: Engine,
  store: string,
  levels: readonly string[],
): Promise<Dictionaries> {
  const cases = engine.dialect.table(store, 'cases')
  const kinds = await readKinds(engine, cases)
  const combos = await readCombos(engine, cases)
  const places = await readPlaces(engine, cases, levels)
  const known = await engine.query({
    text: `select distinct cell from ${cases} where cell is not null order by cell`,
  })
  const cells = BigUint64Array.from((known.columns.cell ?? []) as bigint[])
  return { ...kinds, ...combos, ...places, cells, cellTable: new CellTable(cells) }
}
