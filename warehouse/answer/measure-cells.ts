import type { Component, Indicator } from '../catalog/types.ts'
import { countBy } from './brush.ts'
import { cellColumn } from './key-column.ts'
import { compared, type Measures } from './measures.ts'
import { basisOf, type Scope } from './parts.ts'
import { type Cells, cellsWithPeople } from './people-by-cell.ts'
import { isWholeCount, plainSeries, wholeSeries } from './plain-series.ts'
import { boundRows } from './rows.ts'
import { columnsOf } from './served-columns.ts'
import type { Series } from './types.ts'

/** The one kind of people beside whom indicators count; null: none; undefined: several, or what cells do not tell. */
function denominatorOf(indicators: readonly Indicator[]): Component | null | undefined {
  const asked = indicators.flatMap(({ denominator }) => (denominator ? [denominator] : []))
  const [first] = asked
  if (!first) return null
  const isTold = asked.every(
    ({ from, where, sum, times }) =>
      from === 'population' && where?.length === 1 && sum === first.sum && times === undefined,
  )
  return isTold && new Set(asked.map(basisOf)).size === 1 ? first : undefined
}

interface Side extends Cells {
  n: Uint32Array
}

async function sideOf(scope: Scope, denominator: Component | null): Promise<Side | null> {
  const served = columnsOf(scope.snapshot)
  if (!served) return null
  const [cells, counts] = await Promise.all([cellsWithPeople(scope, served.columns, denominator), countBy(scope)])
  if (!counts || !('cells' in counts)) return null
  if (cells.at === null) return { ...cells, n: counts.n }
  const n = new Uint32Array(cells.cells.length)
  for (let i = 0; i < counts.n.length; i++) n[cells.at[i] as number] = counts.n[i] as number
  return { ...cells, n }
}

let scratch = new Uint32Array()

/**
 * Cells that are rows: those with cases, and where nothing else is asked of places, those with people. The list is overwritten by the
 * next call.
 */
function rowsOf({ n, people }: Side, hasPeople: boolean): Uint32Array {
  if (scratch.length < n.length) scratch = new Uint32Array(n.length)
  const rows = scratch
  let count = 0
  if (hasPeople && people) {
    for (let i = 0; i < n.length; i++) if ((n[i] as number) > 0 || !Number.isNaN(people[i])) rows[count++] = i
  } else {
    // Each is written, and overwritten by the next where it has no case: which have any cannot be foretold.
    for (let i = 0; i < n.length; i++) {
      rows[count] = i
      count += Math.min(n[i] as number, 1)
    }
  }
  return rows.subarray(0, count)
}

/** Indexes are copied by their halves: each read as one number of 64 bits would be an object. */
function cellsAt(cells: BigUint64Array, rows: Uint32Array): BigUint64Array {
  const found = new BigUint64Array(rows.length)
  const [from, to] = [cells, found].map((each) => new Uint32Array(each.buffer, each.byteOffset, 2 * each.length)) as [
    Uint32Array,
    Uint32Array,
  ]
  for (let k = 0; k < rows.length; k++) {
    const i = rows[k] as number
    to[2 * k] = from[2 * i] as number
    to[2 * k + 1] = from[2 * i + 1] as number
  }
  return found
}

function countsAt(n: Uint32Array, rows: Uint32Array): Uint32Array {
  const found = new Uint32Array(rows.length)
  for (let k = 0; k < rows.length; k++) found[k] = n[rows[k] as number] as number
  return found
}

function peopleAt(people: Float64Array, rows: Uint32Array): Float64Array {
  const found = new Float64Array(rows.length)
  for (let k = 0; k < rows.length; k++) found[k] = people[rows[k] as number] as number
  return found
}

/** Counts and people of the rows of an answer. */
interface Found {
  n: Uint32Array
  people: Float64Array | null
}

/** Counts and people of the compared period in the order of the answer's rows. */
function pairOf(now: Side, then: Side, rows: Uint32Array): Found {
  if (then.cells === now.cells) return { n: countsAt(then.n, rows), people: then.people && peopleAt(then.people, rows) }
  const place = new Map(Array.from(then.cells, (cell, i) => [cell, i]))
  const places = Array.from(rows, (row) => place.get(now.cells[row] as bigint))
  return {
    n: Uint32Array.from(places, (i) => (i === undefined ? 0 : (then.n[i] as number))),
    people: then.people && Float64Array.from(places, (i) => then.people?.[i ?? -1] ?? Number.NaN),
  }
}

/** Each indicator has lists of doubles of its own; whole numbers are shared. */
function seriesOf(indicator: Indicator, { n, people }: Found): Series {
  if (!indicator.denominator && isWholeCount(indicator)) return wholeSeries(indicator, n)
  return plainSeries(indicator, new Float64Array(n), indicator.denominator && people ? people.slice() : null)
}

/** Indicators that count all cases, by cell; null where they need figures that cells do not tell. */
export async function measureCells(
  scope: Scope,
  earlier: Scope | null,
  resolution: number,
  indicators: readonly Indicator[],
): Promise<Measures | null> {
  const denominator = denominatorOf(indicators)
  if (denominator === undefined || (denominator && scope.filters.cells.size > 0)) return null
  const [now, then] = await Promise.all([sideOf(scope, denominator), earlier ? sideOf(earlier, denominator) : null])
  if (!now || (earlier && !then)) return null
  const rows = rowsOf(now, scope.filters.areas.size === 0 && scope.filters.urban.length === 0)
  boundRows(rows.length, indicators.length)
  const found: Found = { n: countsAt(now.n, rows), people: now.people && peopleAt(now.people, rows) }
  const before = then && pairOf(now, then, rows)
  return {
    rows: rows.length,
    keys: [cellColumn(resolution, cellsAt(now.cells, rows))],
    series: indicators.map((indicator) => {
      const series = seriesOf(indicator, found)
      return before ? compared(series, indicator, seriesOf(indicator, before)) : series
    }),
    years: now.year === null ? [] : [now.year],
  }
}
