import { tableFromIPC } from '@uwdata/flechette'
import { questionPath } from './client.ts'

/** Shapes of H3 cells, degrees: outline i is `outline` from `starts[i]` to `starts[i + 1]`: lon, lat, lon, lat, … */
export interface CellTable {
  codes: readonly string[]
  lon: ArrayLike<number>
  lat: ArrayLike<number>
  starts: ArrayLike<number>
  outline: ArrayLike<number>
}

/** Where the cells of a resolution are asked for: all, or those in some coarser cells. */
export const cellsPath = (v: string, resolution: number, within: readonly string[] = []): string =>
  questionPath('/api/cells', { resolution: String(resolution), within, v })

/** What /api/cells answers. */
export function decodeCells(bytes: ArrayBuffer): CellTable {
  const table = tableFromIPC(bytes)
  const batch = (name: string) => table.getChild(name)?.data[0]
  const values = <T>(name: string) => (batch(name) as { values: T } | undefined)?.values
  const lists = batch('outline') as { offsets: Int32Array; children: { values: Float32Array }[] } | undefined
  return {
    codes: Array.from(values<BigUint64Array>('cell') ?? [], (cell) => cell.toString(16)),
    lon: values<Float64Array>('lon') ?? [],
    lat: values<Float64Array>('lat') ?? [],
    starts: lists?.offsets ?? [0],
    outline: lists?.children[0]?.values ?? [],
  }
}
