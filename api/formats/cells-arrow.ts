import { field, float32, float64, list, uint64 } from '@uwdata/flechette'
import type { CellShapes } from '../../warehouse/answer/cell-shapes.ts'
import { arrowBytes, batchOf } from './arrow-columns.ts'

/** Shapes of cells as one Arrow record batch: cell (64-bit), lon, lat, and outline, a list of lon, lat, lon, lat, … */
export function cellsToArrow({ cells, lon, lat, starts, outline }: CellShapes): Uint8Array<ArrayBuffer> {
  const { length } = cells
  const column = (name: string, batch: ReturnType<typeof batchOf>) => ({ name, isNullable: false, batch })
  const points = batchOf(float32(), { length: outline.length, values: outline })
  return arrowBytes([
    column('cell', batchOf(uint64(), { length, values: cells })),
    column('lon', batchOf(float64(), { length, values: lon })),
    column('lat', batchOf(float64(), { length, values: lat })),
    column('outline', batchOf(list(field('item', float32(), false)), { length, offsets: starts, children: [points] })),
  ])
}
