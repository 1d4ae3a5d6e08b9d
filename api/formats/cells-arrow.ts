import {
  type Data,
  Field,
  Float32,
  Float64,
  List,
  makeData,
  RecordBatch,
  Schema,
  Struct,
  Table,
  tableToIPC,
  Uint64,
} from 'apache-arrow'
import type { CellShapes } from '../../warehouse/answer/cell-shapes.ts'

/** Shapes of cells as one Arrow record batch: cell (64-bit), lon, lat, and outline, a list of lon, lat, lon, lat, … */
export function cellsToArrow({ cells, lon, lat, starts, outline }: CellShapes): Uint8Array<ArrayBuffer> {
  const rows = { length: cells.length, nullCount: 0 }
  const degrees = (data: Float64Array) => makeData({ type: new Float64(), length: data.length, nullCount: 0, data })
  const child = makeData({ type: new Float32(), length: outline.length, nullCount: 0, data: outline })
  const list = new List(new Field('item', new Float32(), false))
  const columns: [string, Data][] = [
    ['cell', makeData({ type: new Uint64(), ...rows, data: cells })],
    ['lon', degrees(lon)],
    ['lat', degrees(lat)],
    ['outline', makeData({ type: list, ...rows, valueOffsets: starts, child })],
  ]
  const fields = columns.map(([name, { type }]) => new Field(name, type, false))
  const schema = new Schema(fields)
  const struct = makeData({ type: new Struct(fields), ...rows, children: columns.map(([, data]) => data) })
  return new Uint8Array(tableToIPC(new Table(schema, [new RecordBatch(schema, struct)]), 'stream'))
}
