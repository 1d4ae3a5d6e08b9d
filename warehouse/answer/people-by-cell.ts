import { ancestorsAt } from '../columns/ancestors.ts'
import type { CaseColumns } from '../columns/case-columns.ts'
import type { Component } from '../catalog/types.ts'
import type { Attached } from '../snapshot/types.ts'
import { basisOf, type Scope } from './parts.ts'
import { sumCells } from './place-sums.ts'

/** Cells of one resolution that hold cases or people, ascending. */
export interface Cells {
  cells: BigUint64Array
  /** Place in `cells` of each ancestor of the columns' cells; null: the same place. */
  at: Uint32Array | null
  /** People of each cell, NaN where nobody was counted; null where the question is about cases alone. */
  people: Float64Array | null
  /** Year of the people. */
  year: number | null
}

const known = new WeakMap<Attached, Map<string, Promise<Cells>>>()

/** The cells of a scope by cell, with the people beside them; read once a snapshot, resolution and year. */
export function cellsWithPeople(scope: Scope, columns: CaseColumns, denominator: Component | null): Promise<Cells> {
  const { snapshot, by, period } = scope
  const [cell] = by
  const resolution = cell?.kind === 'cell' ? cell.resolution : 0
  const { cells } = ancestorsAt(columns, resolution)
  if (!denominator) return Promise.resolve({ cells, at: null, people: null, year: null })
  const year = Number(period.to.slice(0, 4))
  const ofSnapshot = known.get(snapshot) ?? new Map<string, Promise<Cells>>()
  known.set(snapshot, ofSnapshot)
  const key = `${basisOf(denominator)} ${resolution} ${year}`
  const found = ofSnapshot.get(key) ?? read(scope, cells, denominator, year)
  ofSnapshot.set(key, found)
  found.catch(() => ofSnapshot.delete(key))
  return found
}

async function read(scope: Scope, counted: BigUint64Array, denominator: Component, year: number): Promise<Cells> {
  const { snapshot, store, by, filters } = scope
  const found = await sumCells(snapshot, store, basisOf(denominator), by, { ...filters, cells: new Map() }, [year])
  const stamp = found?.stampFor(`${year}-12-31`)
  const isCounted = typeof stamp === 'number'
  const keys = found && isCounted ? [...found.sums.keys()] : []
  const peopled = new Map(keys.map((key) => [BigInt(key.slice(0, key.lastIndexOf('|'))), found?.sums.get(key)]))
  const cells = BigUint64Array.from(new Set([...counted, ...peopled.keys()])).sort()
  const place = new Map(Array.from(cells, (cell, i) => [cell, i]))
  return {
    cells,
    at: Uint32Array.from([...counted], (cell) => place.get(cell) ?? 0),
    people: Float64Array.from([...cells], (cell) => peopled.get(cell) ?? Number.NaN),
    year: isCounted ? stamp : null,
  }
}
