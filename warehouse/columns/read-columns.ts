import type { Engine, WholeNumbers } from '../engine/engine.ts'
import type { CaseColumns, Codes, Facet } from './case-columns.ts'
import { assemble, type Outline, type Part } from './assemble.ts'
import { countRuns, facetsOf } from './cubes.ts'
import { type Dictionaries, readDictionaries } from './dictionaries.ts'

const DAY_S = 86_400
const DAY_MS = DAY_S * 1000
/** Cases read and put in order at once, unless one day has more. */
const SLICE = 250_000
const MOST_DAYS = 36_525
const MOST_RUNS = 2 ** 25

const isoDay = (day: number) => new Date(day * DAY_MS).toISOString().slice(0, 10)

/** Days since 1970-01-01 from `from` on and before `before`, and how many cases they hold. */
interface Slice {
  from: number
  before: number
  rows: number
}

async function readSlices(engine: Engine, cases: string, day: string, most: number): Promise<Slice[]> {
  const found = await engine.query({
    text: `select ${day} as day, cast(count(*) as double) as n from ${cases} as f group by all order by all`,
  })
  const slices: Slice[] = []
  for (let i = 0; i < found.rows; i++) {
    const [from, rows] = [Number(found.columns.day?.[i]), Number(found.columns.n?.[i])]
    const last = slices.at(-1)
    if (last && last.rows + rows <= most) {
      last.before = from + 1
      last.rows += rows
    } else slices.push({ from, before: from + 1, rows })
  }
  return slices
}

/** Codes of the cases of a slice in the order they are read. */
class Unordered {
  rows = 0
  readonly run: Uint32Array
  readonly place: Uint32Array
  readonly cell: Uint32Array
  readonly combo: Uint32Array

  constructor(most: number) {
    this.run = new Uint32Array(most)
    this.place = new Uint32Array(most)
    this.cell = new Uint32Array(most)
    this.combo = new Uint32Array(most)
  }

  /** `columns`: day, key of the kind, key of the combo, H3 index, then those of the place. */
  take(columns: readonly WholeNumbers[], rows: number, known: Dictionaries, from: number): void {
    const [days, kinds, combos, indexes, ...places] = columns as [Int32Array, Int32Array, Int32Array, BigUint64Array]
    const halves = new Uint32Array(indexes.buffer, indexes.byteOffset, 2 * rows)
    const { kindTable, comboTable, placeTable, cellTable, placeRadix } = known
    const kindCount = known.kinds.category.length
    for (let i = 0; i < rows; i++) {
      const at = this.rows + i
      this.run[at] = ((days[i] as number) - from) * kindCount + kindTable.of(kinds[i] as number)
      this.combo[at] = comboTable.of(combos[i] as number)
      this.cell[at] = cellTable.of(halves[2 * i] as number, halves[2 * i + 1] as number)
      let place = 0
      for (const column of places as Int32Array[]) place = place * placeRadix + (column[i] as number)
      this.place[at] = placeTable.of(place)
    }
    this.rows += rows
  }
}

/** Where each of `codes`, taken in the order of `order`, comes to lie when sorted, equal ones as before; ends by code. */
function ends(codes: Uint32Array, rows: number, size: number): Uint32Array {
  const next = new Uint32Array(size + 1)
  for (let i = 0; i < rows; i++) {
    const code = (codes[i] as number) + 1
    next[code] = (next[code] as number) + 1
  }
  for (let code = 0; code < size; code++) next[code + 1] = (next[code + 1] as number) + (next[code] as number)
  return next
}

/** Puts the cases read in the order of run and place, by two counting sorts. */
function ordered(read: Unordered, runs: number, places: number) {
  const { rows, run } = read
  const next = ends(read.place, rows, places)
  const order = new Uint32Array(rows)
  for (let i = 0; i < rows; i++) {
    const code = read.place[i] as number
    const at = next[code] as number
    order[at] = i
    next[code] = at + 1
  }
  const ofRun = ends(run, rows, runs)
  const starts = ofRun.slice(0, runs)
  const [place, cell, combo] = [new Uint32Array(rows), new Uint32Array(rows), new Uint32Array(rows)]
  for (let k = 0; k < rows; k++) {
    const i = order[k] as number
    const code = run[i] as number
    const at = ofRun[code] as number
    ofRun[code] = at + 1
    place[at] = read.place[i] as number
    cell[at] = read.cell[i] as number
    combo[at] = read.combo[i] as number
  }
  return { runs: starts, place, cell, combo }
}

/** Codes as narrow as the columns hold them. */
const narrow = (codes: Uint32Array, size: number): Codes => (size <= 0x1_0000 ? Uint16Array.from(codes) : codes)

function outlineOf(known: Dictionaries, slices: readonly Slice[]): Outline {
  const firstDay = slices[0]?.from ?? 0
  const { kinds, places, combos, cells } = known
  const days = (slices.at(-1)?.before ?? firstDay) - firstDay
  if (days > MOST_DAYS || days * kinds.category.length > MOST_RUNS)
    throw new RangeError('Cases have too many days and kinds.')
  return { rows: slices.reduce((sum, { rows }) => sum + rows, 0), firstDay, days, kinds, places, combos, cells }
}

/** What is read of a store: first the outline, then the cases of some days after the other. */
export interface Reading {
  outline: Outline
  parts: AsyncGenerator<Part>
}

/**
 * Reads the cases of a store for columns, little by little. Errors: RangeError where there are more days, kinds or codes
 * than columns have room for; then only SQL can answer.
 */
export async function openReading(
  engine: Engine,
  store: string,
  levels: readonly string[],
  slice = SLICE,
): Promise<Reading> {
  const cases = engine.dialect.table(store, 'cases')
  const seconds = engine.dialect.secondsBetween("cast('1970-01-01' as timestamp)", 'f.opened_at')
  const day = `cast(floor(${seconds} / ${DAY_S}) as integer)`
  const slices = await readSlices(engine, cases, day, slice)
  const known = await readDictionaries(engine, store, levels)
  const keys = [day, known.kindKey, known.comboKey, 'coalesce(f.cell, cast(0 as ubigint))', ...known.placeKeys]
  const text = `select ${keys.join(', ')} from ${cases} as f
    where f.opened_at >= cast(? as timestamp) and f.opened_at < cast(? as timestamp)`
  const outline = outlineOf(known, slices)
  return { outline, parts: readParts(engine, text, slices, known, outline) }
}

async function* readParts(
  engine: Engine,
  text: string,
  slices: readonly Slice[],
  known: Dictionaries,
  outline: Outline,
): AsyncGenerator<Part> {
  const kinds = known.kinds.category.length
  const places = [...known.places.values()][0]?.length ?? 1
  const combos = known.combos.status.length
  const read = new Unordered(slices.reduce((most, slice) => Math.max(most, slice.rows), 0))
  let base = 0
  for (const [k, slice] of slices.entries()) {
    read.rows = 0
    await engine.scan({ text, values: [isoDay(slice.from), isoDay(slice.before)] }, (arrays, n) =>
      read.take(arrays, n, known, slice.from),
    )
    // The days up to the next slice are empty and belong to this one.
    const days = (slices[k + 1]?.from ?? slice.before) - slice.from
    const { runs, place, cell, combo } = ordered(read, days * kinds, places)
    const cubes = new Map<Facet, Uint32Array>()
    for (const facet of facetsOf(outline)) cubes.set(facet, countRuns(outline, facet, runs, { combo, place }))
    yield {
      base,
      firstRun: (slice.from - outline.firstDay) * kinds,
      runs: runs.map((start) => base + start),
      place: narrow(place, places),
      cell: narrow(cell, known.cells.length + 1),
      combo: narrow(combo, combos),
      cubes,
    }
    base += read.rows
  }
}

/** All the cases of a store in columns. */
export async function readColumns(
  engine: Engine,
  store: string,
  levels: readonly string[],
  slice = SLICE,
): Promise<CaseColumns> {
  const { outline, parts } = await openReading(engine, store, levels, slice)
  const columns = assemble(outline)
  for await (const part of parts) columns.put(part)
  return columns.columns
}
