import { cellToBoundary, cellToLatLng } from 'h3-js'
import { cellParents } from '../catalog/cell.ts'
import { ancestorsAt } from '../columns/ancestors.ts'
import type { Attached } from '../snapshot/types.ts'
import { refuseInStandard } from './outside-set.ts'
import { cellsOf } from './question.ts'
import { QuestionError, unknownName } from './question-error.ts'
import { columnsOf } from './served-columns.ts'

const MOST_CELLS = 60_000
const MOST_WITHIN = 400

export interface CellShapesQuestion {
  resolution: number
  /** H3 codes, of this resolution or coarser: only the cells in them. */
  within?: readonly string[] | undefined
}

/** Shapes of H3 cells of one resolution, ascending by index. Degrees. */
export interface CellShapes {
  cells: BigUint64Array
  lon: Float64Array
  lat: Float64Array
  /**
   * Outline i is `outline` from `starts[i]` to `starts[i + 1]`: lon, lat, lon, lat, …, counterclockwise, its first vertex not repeated.
   * Exact to a metre; vertices that neighbours share are the same numbers.
   */
  starts: Int32Array
  outline: Float32Array
}

const known = new WeakMap<Attached, Map<number, Promise<BigUint64Array>>>()

async function readCells(
  snapshot: Attached,
  resolution: number,
  signal: AbortSignal | undefined,
): Promise<BigUint64Array> {
  const { engine, store } = snapshot
  const columns = columnsOf(snapshot)?.columns
  const tables = columns ? ['cell_area'] : ['cell_area', 'cases']
  const parent = engine.dialect.cellParent('cell', resolution)
  const each = tables.map(
    (name) => `select distinct ${parent} as k from ${engine.dialect.table(store, name)} where cell is not null`,
  )
  const found = await engine.query({ text: each.join(' union ') }, signal ? { signal } : {})
  const cells = new Set(columns ? ancestorsAt(columns, resolution).cells : [])
  for (const cell of found.columns.k ?? []) cells.add(BigInt(cell ?? 0))
  return BigUint64Array.from(cells).sort()
}

/** Cells with cases or people; read once a snapshot and resolution. */
function knownCells(snapshot: Attached, resolution: number, signal?: AbortSignal): Promise<BigUint64Array> {
  const ofSnapshot = known.get(snapshot) ?? new Map<number, Promise<BigUint64Array>>()
  known.set(snapshot, ofSnapshot)
  const found = ofSnapshot.get(resolution) ?? readCells(snapshot, resolution, signal)
  ofSnapshot.set(resolution, found)
  found.catch(() => ofSnapshot.delete(resolution))
  return found
}

function cellsIn(cells: BigUint64Array, within: readonly string[]): BigUint64Array {
  if (within.length > MOST_WITHIN) {
    throw new QuestionError('bad_question', 'within', {
      zh: `within 最多 ${MOST_WITHIN} 格。`,
      en: `At most ${MOST_WITHIN} cells in within.`,
    })
  }
  const sets = [...cellsOf(within, 'within')].map(([resolution, codes]) => ({
    parentOf: cellParents(resolution),
    codes: new Set(codes),
  }))
  return cells.filter((cell) => sets.some(({ parentOf, codes }) => codes.has(parentOf(cell))))
}

function shapesOf(cells: BigUint64Array): CellShapes {
  const [lon, lat] = [new Float64Array(cells.length), new Float64Array(cells.length)]
  const starts = new Int32Array(cells.length + 1)
  const outline: number[] = []
  cells.forEach((cell, i) => {
    const code = cell.toString(16)
    ;[lat[i], lon[i]] = cellToLatLng(code) as [number, number]
    for (const [y, x] of cellToBoundary(code)) outline.push(x, y)
    starts[i + 1] = outline.length
  })
  return { cells, lon, lat, starts, outline: Float32Array.from(outline) }
}

/**
 * Centres and outlines of the cells of a resolution that hold cases or people: all, or those in some coarser cells.
 * Errors: QuestionError for an unknown resolution or cell, too many cells, and in a city of profile `standard`.
 */
export async function readCellShapes(
  { resolution, within }: CellShapesQuestion,
  snapshot: Attached,
  signal?: AbortSignal,
): Promise<CellShapes> {
  const { city } = snapshot.catalog
  refuseInStandard(
    city,
    { zh: '格网', en: 'the grid of cells' },
    { zh: '可按区域查询。', en: 'Ask for areas instead.' },
  )
  if (resolution > city.cells.finest) {
    const allowed = Array.from({ length: city.cells.finest + 1 }, (_, i) => String(i))
    const what = { zh: '格网级别', en: 'cell resolution' }
    throw unknownName('unknown_resolution', 'resolution', what, String(resolution), allowed)
  }
  const all = await knownCells(snapshot, resolution, signal)
  const cells = within ? cellsIn(all, within) : all
  if (cells.length > MOST_CELLS) {
    throw new QuestionError('too_many_rows', 'within', {
      zh: `有 ${cells.length} 格，一次最多 ${MOST_CELLS} 格。请用 within 指明所在的粗格。`,
      en: `There are ${cells.length} cells, and an answer holds ${MOST_CELLS}. Name coarser cells they lie in (within).`,
    })
  }
  return shapesOf(cells)
}
