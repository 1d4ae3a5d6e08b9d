import { computed } from '@preact/signals'
import { codeResolution, isCell } from '../../warehouse/catalog/cell.ts'
import { sight } from '../state/map-view.ts'
import type { Selection } from '../state/selection.ts'
import { cellsPath, type CellTable, decodeCells } from './cell-table.ts'
import { getBytes } from './client.ts'
import { asked } from './desk-asked.ts'
import { retries } from './desk-questions.ts'
import { latest } from './latest.ts'
import { catalog } from './live.ts'
import { mapSpots } from './map-questions.ts'

const MOST_HELD = 12
const held = new Map<string, CellTable>()

/** Centres and outlines of cells; those asked for lately are at hand. */
async function readCells(path: string, cancel: AbortSignal): Promise<CellTable> {
  const table = held.get(path) ?? decodeCells(await getBytes(path, cancel))
  held.delete(path)
  held.set(path, table)
  for (const old of held.keys()) {
    if (held.size <= MOST_HELD) break
    held.delete(old)
  }
  return table
}

/** What the cells drawn are asked by: all of a resolution, the finest only where the map looks, which those of the map tell. */
function drawnPaths({ map, resolution, snapshot }: Selection, usual: number): string[] {
  if (map === 'spots') {
    const spots = mapSpots.value.value?.dimension?.split(':')[1]
    return [cellsPath(snapshot, spots === undefined ? usual : Number(spots))]
  }
  if (map !== 'cells') return []
  if (resolution <= usual) return [cellsPath(snapshot, resolution)]
  const cover = sight.value?.cover ?? []
  return [cellsPath(snapshot, usual), ...(cover.length > 0 ? [cellsPath(snapshot, resolution, cover)] : [])]
}

/** Chosen cells are outlined on every layer. */
function chosenPaths({ filters: { cell }, snapshot }: Selection): string[] {
  const codes = cell.filter(isCell)
  return [...new Set(codes.map(codeResolution))].map((resolution) => {
    const own = codes.filter((code) => codeResolution(code) === resolution)
    return cellsPath(snapshot, resolution, own)
  })
}

const key = computed(() => {
  const now = asked.value
  const known = catalog.value.value
  const paths = now && known && !known.published ? [...drawnPaths(now, known.city.cells.map), ...chosenPaths(now)] : []
  return paths.length > 0 ? [retries.value, ...paths].join(' ') : null
})

/** Whether any cell is drawn or chosen. */
export const hasCells = computed(() => key.value !== null)

/** Shapes of the cells drawn and of those chosen. */
export const cellShapes = latest<string, readonly CellTable[]>(
  () => key.value,
  (text, cancel) =>
    Promise.all(
      text
        .split(' ')
        .slice(1)
        .map((path) => readCells(path, cancel)),
    ),
)
