import type { DimensionId, Label } from '../catalog/types.ts'
import type { Dimension } from '../query/plan.ts'
import { bucketCode } from './days.ts'
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

const sameInBoth = (code: string | null): Label => ({ zh: code ?? '', en: code ?? '' })

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
      labels ??= this.codes.map(sameInBoth)
      return labels
    },
  }
}

function timeColumn({ grain }: Dimension & { kind: 'time' }, tokens: readonly string[]): KeyColumn {
  const codes = grain === 'day' || grain === 'week' ? tokens : tokens.map((token) => bucketCode(grain, token))
  let labels: KeyColumn['labels'] | undefined
  return {
    dimension: grain,
    codes,
    get labels() {
      labels ??= codes.map(sameInBoth)
      return labels
    },
  }
}

/** Members of a dimension as a key column, from their tokens. */
export function keyColumn({ snapshot, period }: Scope, dimension: Dimension, tokens: readonly string[]): KeyColumn {
  if (dimension.kind === 'cell') return cellColumn(dimension.resolution, BigUint64Array.from(tokens, BigInt))
  if (dimension.kind === 'time') return timeColumn(dimension, tokens)
  const names = tokens.map(nameMember(dimension, snapshot.catalog, period))
  const key: KeyColumn = {
    dimension: idOf(dimension),
    codes: names.map((name) => name.code),
    labels: names.map((name) => name.label),
  }
  return names.some(({ holds }) => holds) ? { ...key, holds: names.map(({ holds }) => holds ?? null) } : key
}
