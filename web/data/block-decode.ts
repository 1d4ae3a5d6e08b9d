import { tableFromIPC } from '@uwdata/flechette'
import type { BlockAbout } from '../../api/formats/block-arrow.ts'
import type { PrefixBlock } from '../state/block.ts'

type Table = ReturnType<typeof tableFromIPC>

/** All entries of the lists of a column, one after the other, on the bytes of the answer. */
function entries<T>(table: Table, name: string): T | null {
  const batch = table.getChild(name)?.data[0]
  return batch === undefined ? null : ((batch.children[0] as { values: T } | undefined)?.values ?? null)
}

/** What /api/block answers. */
export function decodeBlock(bytes: ArrayBuffer): PrefixBlock {
  const table = tableFromIPC(bytes)
  const { views, ...rest } = JSON.parse(table.schema.metadata?.get('block') ?? '{}') as BlockAbout
  return {
    ...rest,
    views: views.map((view, i) => ({
      ...view,
      codes: view.codes ?? Array.from(entries<BigUint64Array>(table, `${i}.cells`) ?? [], (cell) => cell.toString(16)),
      numerator: entries<Uint32Array>(table, `${i}.numerator`) ?? new Uint32Array(),
      denominator: entries<Uint32Array>(table, `${i}.denominator`),
      seen: entries<Uint32Array>(table, `${i}.seen`),
      figures: entries<Float64Array>(table, `${i}.figures`),
    })),
  }
}
