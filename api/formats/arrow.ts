import {
  type Data,
  Dictionary,
  Field,
  Float64,
  Int8,
  makeData,
  Null,
  RecordBatch,
  Schema,
  Struct,
  Table,
  tableToIPC,
  Uint64,
  Utf8,
  Vector,
} from 'apache-arrow'
import type { Status } from '../../warehouse/catalog/types.ts'
import { STATUS_CODES } from '../../warehouse/catalog/words.ts'
import type { Answer, KeyColumn, Series } from '../../warehouse/answer/types.ts'
import { toTotal } from './json.ts'
import { describeFile, type Provenance } from './provenance.ts'

interface ArrowColumn {
  field: Field
  data: Data
}

/**
 * The answer as one Arrow record batch, built on its typed arrays. Columns: each key by its dimension (`area:district`;
 * cells as 64-bit integers) with `:zh` and `:en` names, then `<indicator>.numerator` … `<indicator>.status`. Totals,
 * notes and provenance are in the schema's metadata.
 */
export function toArrow(answer: Answer, about: Provenance): Uint8Array<ArrayBuffer> {
  const own = ownBuffers()
  const columns = [...answer.keys.flatMap(keyColumns), ...answer.series.flatMap((series) => seriesColumns(series, own))]
  const metadata = new Map([
    ...describeFile(answer, about),
    ['total', JSON.stringify(answer.total.map(toTotal))],
    ['notes_json', JSON.stringify(answer.notes)],
  ] as [string, string][])
  const fields = columns.map((column) => column.field)
  const schema = new Schema(fields, metadata)
  const children = columns.map((column) => column.data)
  const batch = new RecordBatch(
    schema,
    makeData({ type: new Struct(fields), length: answer.rows, nullCount: 0, children }),
  )
  return tableToIPC(new Table(schema, [batch]), 'stream') as Uint8Array<ArrayBuffer>
}

function keyColumns(key: KeyColumn): ArrowColumn[] {
  if (key.cells) return [cells(key.dimension, key.cells)]
  const named = key.dimension.startsWith('area:') || !isTime(key.dimension)
  return [
    texts(key.dimension, key.codes),
    ...(named
      ? [
          texts(
            `${key.dimension}:zh`,
            key.labels.map((label) => label.zh),
          ),
          texts(
            `${key.dimension}:en`,
            key.labels.map((label) => label.en),
          ),
        ]
      : []),
  ]
}

const isTime = (dimension: string) => ['day', 'week', 'month', 'quarter', 'year', 'hour', 'weekday'].includes(dimension)

/**
 * The writer of apache-arrow 21 joins neighbouring chunks that share an ArrayBuffer, and loses bytes where they overlap;
 * an array that comes a second time (a count is its own value) is therefore copied.
 */
function ownBuffers(): (data: Float64Array) => Float64Array {
  const seen = new Set<ArrayBufferLike>()
  return (data) => {
    if (seen.has(data.buffer)) return data.slice()
    seen.add(data.buffer)
    return data
  }
}

function seriesColumns(series: Series, own: (data: Float64Array) => Float64Array): ArrowColumn[] {
  const column = (part: string, data: Float64Array) => numbers(`${series.indicator}.${part}`, own(data))
  return [
    column('numerator', series.numerator),
    column('denominator', series.denominator),
    column('value', series.value),
    column('low', series.low),
    column('high', series.high),
    statuses(`${series.indicator}.status`, series.statusCodes ?? codesOf(series.status)),
    ...(series.before ? [column('before', series.before)] : []),
    ...(series.beforeLow ? [column('before_low', series.beforeLow)] : []),
    ...(series.beforeHigh ? [column('before_high', series.beforeHigh)] : []),
    ...(series.change ? [column('change', series.change)] : []),
    ...(series.smoothed ? [column('smoothed', series.smoothed)] : []),
  ]
}

/** A validity bitmap for the rows that `isNull` names; nullCount 0 needs none. */
function validity(length: number, isNull: (row: number) => boolean): { nullCount: number; nullBitmap?: Uint8Array } {
  const bits = new Uint8Array((length + 7) >> 3)
  let nullCount = 0
  for (let row = 0; row < length; row++) {
    if (isNull(row)) nullCount++
    else bits[row >> 3] = (bits[row >> 3] ?? 0) | (1 << (row & 7))
  }
  return nullCount === 0 ? { nullCount } : { nullCount, nullBitmap: bits }
}

/** Numbers as doubles; a column that has none at all as the type of nothing, which takes no bytes. */
function numbers(name: string, data: Float64Array): ArrowColumn {
  const nullCount = countGaps(data)
  if (nullCount === data.length && nullCount > 0) {
    const type = new Null()
    return { field: new Field(name, type, true), data: makeData({ type, length: data.length, nullCount }) }
  }
  const type = new Float64()
  const nulls = nullCount === 0 ? { nullCount } : validity(data.length, (row) => !Number.isFinite(data[row]))
  return { field: new Field(name, type, true), data: makeData({ type, length: data.length, data, ...nulls }) }
}

function countGaps(data: Float64Array): number {
  // One gap makes the sum a gap. Most columns have none, and adding up is the quickest look.
  let sum = 0
  for (let row = 0; row < data.length; row++) sum += data[row] as number
  if (Number.isFinite(sum)) return 0
  let gaps = 0
  for (let row = 0; row < data.length; row++) if (!Number.isFinite(data[row] as number)) gaps++
  return gaps
}

function texts(name: string, values: readonly (string | null)[]): ArrowColumn {
  return { field: new Field(name, new Utf8(), true), data: textData(values) }
}

function textData(values: readonly (string | null)[]): Data<Utf8> {
  const data = new TextEncoder().encode(values.map((value) => value ?? '').join(''))
  const valueOffsets = new Int32Array(values.length + 1)
  for (let row = 0; row < values.length; row++) {
    valueOffsets[row + 1] = (valueOffsets[row] ?? 0) + Buffer.byteLength(values[row] ?? '', 'utf8')
  }
  const nulls = validity(values.length, (row) => values[row] === null)
  return makeData({ type: new Utf8(), length: values.length, valueOffsets, data, ...nulls })
}

function cells(name: string, data: BigUint64Array): ArrowColumn {
  const type = new Uint64()
  return { field: new Field(name, type, true), data: makeData({ type, length: data.length, nullCount: 0, data }) }
}

const codesOf = (status: readonly Status[]) => Uint8Array.from(status, (each) => STATUS_CODES.indexOf(each))

function statuses(name: string, codes: Uint8Array): ArrowColumn {
  const data = new Int8Array(codes.buffer, codes.byteOffset, codes.length)
  const type = new Dictionary(new Utf8(), new Int8())
  const dictionary = new Vector([textData(STATUS_CODES)])
  return {
    field: new Field(name, type, false),
    data: makeData({ type, length: codes.length, nullCount: 0, data, dictionary }),
  }
}
