import {
  Field,
  FixedSizeList,
  Float64,
  List,
  makeData,
  RecordBatch,
  Schema,
  Struct,
  Table,
  tableToIPC,
  Uint32,
  Uint64,
  type Data,
} from 'apache-arrow'
import type { Block, BlockView } from '../../warehouse/answer/block-types.ts'

interface BlockColumn {
  field: Field
  data: Data
}

/** What stands in the schema's metadata under `block`, as JSON: everything but the columns of numbers. */
export interface BlockAbout extends Omit<Block, 'views'> {
  /** Columns of view i are named `<i>.numerator`, `<i>.denominator`, `<i>.seen`, `<i>.figures` and, in place of codes, `<i>.cells`. */
  views: (Pick<BlockView, 'indicator' | 'dimension' | 'without' | 'listed' | 'labels'> & {
    codes: BlockView['codes'] | null
  })[]
}

/**
 * A block as one Arrow record batch, one row an edge. Running counts are lists of fixed size, one entry a member and a
 * last one for all; figures a list of all members in row i for year i; cells (64-bit) a list in the first row.
 */
export function blockToArrow({ views, ...rest }: Block): Uint8Array<ArrayBuffer> {
  const rows = rest.edges.length
  const columns = views.flatMap((view, i) => columnsOf(view, i, rows))
  const about: BlockAbout = {
    ...rest,
    views: views.map((view) => ({
      indicator: view.indicator,
      dimension: view.dimension,
      without: view.without,
      listed: view.listed,
      labels: isCells(view) ? [] : view.labels,
      codes: isCells(view) ? null : view.codes,
    })),
  }
  const fields = columns.map(({ field }) => field)
  const schema = new Schema(fields, new Map([['block', JSON.stringify(about)]]))
  const struct = makeData({
    type: new Struct(fields),
    length: rows,
    nullCount: 0,
    children: columns.map(({ data }) => data),
  })
  const bytes = tableToIPC(new Table(schema, [new RecordBatch(schema, struct)]), 'stream')
  return bytes.buffer instanceof ArrayBuffer ? (bytes as Uint8Array<ArrayBuffer>) : new Uint8Array(bytes)
}

const isCells = ({ dimension }: BlockView) => dimension.startsWith('cell:')

function columnsOf(view: BlockView, i: number, rows: number): BlockColumn[] {
  const width = view.codes.length + 1
  const counts = (part: 'numerator' | 'denominator' | 'seen') => {
    const data = view[part]
    return data ? [fixedLists(`${i}.${part}`, data, width, rows)] : []
  }
  return [
    ...counts('numerator'),
    ...counts('denominator'),
    ...counts('seen'),
    ...(view.figures ? [figureLists(`${i}.figures`, view.figures, width, rows)] : []),
    ...(isCells(view) ? [cellList(`${i}.cells`, view.codes, rows)] : []),
  ]
}

function fixedLists(name: string, data: Uint32Array, width: number, rows: number): BlockColumn {
  const item = new Field('item', new Uint32(), false)
  const type = new FixedSizeList(width, item)
  const child = makeData({ type: new Uint32(), length: data.length, nullCount: 0, data })
  return { field: new Field(name, type, false), data: makeData({ type, length: rows, nullCount: 0, child }) }
}

/** `width` entries in each of the first rows, and none in the others. */
function lists(rows: number, width: number, filled: number): Int32Array {
  return Int32Array.from({ length: rows + 1 }, (_, row) => Math.min(row, filled) * width)
}

function figureLists(name: string, data: Float64Array, width: number, rows: number): BlockColumn {
  const type = new List(new Field('item', new Float64(), false))
  const child = makeData({ type: new Float64(), length: data.length, nullCount: 0, data })
  const valueOffsets = lists(rows, width, data.length / width)
  return {
    field: new Field(name, type, false),
    data: makeData({ type, length: rows, nullCount: 0, valueOffsets, child }),
  }
}

function cellList(name: string, codes: readonly (string | null)[], rows: number): BlockColumn {
  const type = new List(new Field('item', new Uint64(), false))
  const data = BigUint64Array.from(codes, (code) => BigInt(`0x${code ?? '0'}`))
  const child = makeData({ type: new Uint64(), length: data.length, nullCount: 0, data })
  const valueOffsets = lists(rows, codes.length, 1)
  return {
    field: new Field(name, type, false),
    data: makeData({ type, length: rows, nullCount: 0, valueOffsets, child }),
  }
}
