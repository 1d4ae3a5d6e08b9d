import { field, fixedSizeList, float64, list, uint32, uint64 } from '@uwdata/flechette'
import type { Block, BlockView } from '../../warehouse/answer/block-types.ts'
import { type ArrowColumn, arrowBytes, batchOf } from './arrow-columns.ts'

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
  return arrowBytes(columns, new Map([['block', JSON.stringify(about)]]))
}

const isCells = ({ dimension }: BlockView) => dimension.startsWith('cell:')

function columnsOf(view: BlockView, i: number, rows: number): ArrowColumn[] {
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

const column = (name: string, batch: ArrowColumn['batch']): ArrowColumn => ({ name, isNullable: false, batch })

function fixedLists(name: string, values: Uint32Array, width: number, length: number): ArrowColumn {
  const counts = batchOf(uint32(), { length: values.length, values })
  return column(name, batchOf(fixedSizeList(field('item', uint32(), false), width), { length, children: [counts] }))
}

/** `width` entries in each of the first rows, and none in the others. */
function lists(rows: number, width: number, filled: number): Int32Array {
  return Int32Array.from({ length: rows + 1 }, (_, row) => Math.min(row, filled) * width)
}

function figureLists(name: string, values: Float64Array, width: number, length: number): ArrowColumn {
  const figures = batchOf(float64(), { length: values.length, values })
  const offsets = lists(length, width, values.length / width)
  return column(name, batchOf(list(field('item', float64(), false)), { length, offsets, children: [figures] }))
}

function cellList(name: string, codes: readonly (string | null)[], length: number): ArrowColumn {
  const values = BigUint64Array.from(codes, (code) => BigInt(`0x${code ?? '0'}`))
  const cells = batchOf(uint64(), { length: values.length, values })
  const offsets = lists(length, codes.length, 1)
  return column(name, batchOf(list(field('item', uint64(), false)), { length, offsets, children: [cells] }))
}
