import {
  type Batch,
  batchType,
  Column,
  type DataType,
  Endianness,
  field,
  type Schema,
  Table,
  tableToIPC,
  Version,
} from '@uwdata/flechette'

/** What a column is made of: values, and where needed offsets, a bitmap of what is not null, or columns below. */
export interface Buffers {
  length: number
  nullCount?: number
  validity?: Uint8Array
  values?: ArrayBufferView
  offsets?: Int32Array
  children?: Batch<unknown>[]
}

/** One column of a table, in one batch. */
export interface ArrowColumn {
  name: string
  isNullable: boolean
  batch: Batch<unknown>
}

const NONE = new Uint8Array()

/** A batch of a type from its buffers, which are taken as they are. */
export function batchOf(type: DataType, { nullCount = 0, validity = NONE, values, ...rest }: Buffers): Batch<unknown> {
  const make = batchType(type) as new (options: object) => Batch<unknown>
  return new make({ type, nullCount, validity, values: values ?? NONE, ...rest })
}

/** A table of columns of equal length as an Arrow stream. */
export function arrowBytes(columns: readonly ArrowColumn[], metadata?: Map<string, string>): Uint8Array<ArrayBuffer> {
  const schema: Schema = {
    version: Version.V5,
    endianness: Endianness.Little,
    fields: columns.map(({ name, isNullable, batch }) => field(name, batch.type, isNullable)),
    metadata: metadata ?? null,
  }
  const children = columns.map(({ batch }) => new Column([batch]))
  return tableToIPC(new Table(schema, children), { format: 'stream' }) as Uint8Array<ArrayBuffer>
}
