import type { Component } from '../catalog/types.ts'
import { type Cells, cellsWithPeople } from './people-by-cell.ts'
import { placesPart, type Scope } from './parts.ts'
import { columnsOf } from './served-columns.ts'

/** Figures that stand beside the counts of a view. */
export interface Figures {
  /** Cells that have one. */
  cells: Iterable<string>
  /** By year and member, the whole last. */
  fill: (tokens: readonly string[]) => Float64Array
  isKnown: boolean
}

/** Figure of a member in each year. */
type FigureOf = (token: string) => (year: number) => number

interface Parts {
  cells: Iterable<string>
  figureOf: FigureOf
}

const startOf = (year: number) => `${year}-01-01`

/** People of cells as the columns know them, which are read once a snapshot. */
async function peopleInColumns(scope: Scope, denominator: Component, years: readonly number[]): Promise<Parts | null> {
  const served = columnsOf(scope.snapshot)
  const isTold = denominator.from === 'population' && denominator.where?.length === 1 && scope.filters.cells.size === 0
  if (!served || !isTold || scope.by[0]?.kind !== 'cell') return null
  const ofYears = await Promise.all(
    years.map((year) =>
      cellsWithPeople({ ...scope, period: { from: startOf(year), to: `${year}-12-31` } }, served.columns, denominator),
    ),
  )
  // One list of cells stands for most years: its places are told once.
  const places = new Map<BigUint64Array, Map<string, number>>()
  const placesIn = ({ cells }: Cells): Map<string, number> => {
    const known = [...places.keys()].find((each) => each === cells || isSame(each, cells))
    const found = (known && places.get(known)) ?? new Map(Array.from(cells, (cell, i) => [String(cell), i]))
    places.set(cells, found)
    return found
  }
  const told = new Map(
    years.map((year, k) => [year, { ...(ofYears[k] as Cells), place: placesIn(ofYears[k] as Cells) }]),
  )
  const seen = new Set<string>()
  for (const { place, people } of told.values())
    for (const [cell, i] of place) if (people && !Number.isNaN(people[i])) seen.add(cell)
  return {
    cells: seen,
    figureOf: (token) => (year) => {
      const ofYear = told.get(year)
      const i = ofYear?.place.get(token)
      return i === undefined ? Number.NaN : (ofYear?.people?.[i] ?? Number.NaN)
    },
  }
}

function isSame(one: BigUint64Array, other: BigUint64Array): boolean {
  const bytes = ({ buffer, byteOffset, byteLength }: BigUint64Array) => Buffer.from(buffer, byteOffset, byteLength)
  return bytes(one).equals(bytes(other))
}

async function figuresBySql(scope: Scope, denominator: Component): Promise<Parts | null> {
  const found = await placesPart(scope, denominator, 'through')
  if (!found) return null
  const isByCell = scope.by[0]?.kind === 'cell'
  const keys = isByCell ? [...found.sums.keys()].map((key) => key.split('|')[0] ?? '') : []
  return { cells: keys, figureOf: (token) => (year) => found.part([token, startOf(year)]) }
}

/** Figures of each year of `years`; from the columns in memory where they know them, else by SQL. */
export async function figuresOf(scope: Scope, denominator: Component, years: readonly number[]): Promise<Figures> {
  const byYear = (by: Scope['by']): Scope => ({ ...scope, by: [...by, { kind: 'time', grain: 'year' }] })
  const [parts, whole] = await Promise.all([
    peopleInColumns(scope, denominator, years).then((told) => told ?? figuresBySql(byYear(scope.by), denominator)),
    placesPart(byYear([]), denominator, 'through'),
  ])
  const fill = (tokens: readonly string[]): Float64Array => {
    const width = tokens.length + 1
    const figures = new Float64Array(years.length * width).fill(Number.NaN)
    for (const [i, token] of tokens.entries()) {
      const figureIn = parts?.figureOf(token)
      for (const [y, year] of years.entries()) figures[y * width + i] = figureIn?.(year) ?? Number.NaN
    }
    for (const [y, year] of years.entries())
      figures[y * width + tokens.length] = whole?.part([startOf(year)]) ?? Number.NaN
    return figures
  }
  return { cells: parts?.cells ?? [], fill, isKnown: parts !== null }
}
