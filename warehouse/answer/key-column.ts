import type { DimensionId } from '../catalog/types.ts'
import type { Dimension } from '../query/plan.ts'
import { nameMember } from './keys.ts'
import type { Scope } from './parts.ts'
import type { KeyColumn } from './types.ts'

/** A dimension as questions call it. */
function idOf(dimension: Dimension): DimensionId {
  switch (dimension.kind) {
    case 'area':
      return `area:${dimension.level}`
    case 'cell':
      return `cell:${dimension.resolution}`
    case 'time':
      return dimension.grain
    case 'coded':
      return dimension.column
    case 'urban':
    case 'urban_two':
      return 'urban_class'
    default:
      return dimension.kind
  }
}

/** Cells as a key column. */
export function cellColumn(resolution: number, cells: BigUint64Array): KeyColumn {
  let codes: string[] | undefined
  let labels: KeyColumn['labels'] | undefined
  return {
    dimension: `cell:${resolution}`,
    cells,
    get codes() {
      codes ??= Array.from(cells, (cell) => cell.toString(16))
      return codes
    },
    get labels() {
      labels ??= this.codes.map((code) => ({ zh: code ?? '', en: code ?? '' }))
      return labels
    },
  }
}

/** Members of a dimension as a key column, from their tokens. */
export function keyColumn({ snapshot, period }: Scope, dimension: Dimension, tokens: readonly string[]): KeyColumn {
  if (dimension.kind === 'cell') return cellColumn(dimension.resolution, BigUint64Array.from(tokens, BigInt))
  const names = tokens.map(nameMember(dimension, snapshot.catalog, period))
  const key: KeyColumn = {
    dimension: idOf(dimension),
    codes: names.map((name) => name.code),
    labels: names.map((name) => name.label),
  }
  return names.some(({ holds }) => holds) ? { ...key, holds: names.map(({ holds }) => holds ?? null) } : key
}
