import type { SnapshotCatalog } from '../catalog/snapshot-catalog.ts'
import type { Indicator } from '../catalog/types.ts'
import type { Attached } from '../snapshot/types.ts'
import { indicatorIn } from './coded-conditions.ts'
import { type Evaluated, evaluate } from './evaluate.ts'
import { membersFor } from './keys.ts'
import type { Scope } from './parts.ts'
import { readQuestion } from './question.ts'
import { openTogether } from './together.ts'
import type { Measured, Period } from './types.ts'

/** Indicators by one dimension: an area level or a cell resolution. */
export interface MeasuredBy {
  dimension: string
  indicators: readonly string[]
}

/** As the snapshot computes it, but without the interval, which costs more than the value. */
function bare(catalog: SnapshotCatalog, id: string): Indicator[] {
  const indicator = indicatorIn(catalog, id)
  return indicator ? [{ ...indicator, interval: 'none' }] : []
}

function measured({ indicator, valueOf }: Evaluated, rows: readonly (readonly string[])[]): Measured {
  const [numerator, denominator, value] = [rows, rows, rows].map(({ length }) => new Float64Array(length))
  if (!numerator || !denominator || !value) throw new Error('no columns')
  for (const [i, row] of rows.entries()) {
    const found = valueOf(row)
    numerator[i] = found.numerator
    denominator[i] = found.denominator
    value[i] = found.value
  }
  return { indicator: indicator.id, numerator, denominator, value }
}

/**
 * Values of many indicators by many places, as `answer` gives them, over all cases of a period: read in few statements,
 * without intervals, totals and names. Not gated: for what is computed once at publish and belongs to no place.
 */
export async function measureTogether(
  snapshot: Attached,
  period: Period,
  asked: readonly MeasuredBy[],
): Promise<Measured[][]> {
  const store = openTogether(snapshot)
  return Promise.all(
    asked.map(async ({ dimension, indicators }) => {
      const [first] = indicators
      if (first === undefined) return []
      const { dimensions, filters } = readQuestion(
        { indicators: [first], by: [dimension], ...period },
        snapshot.catalog,
      )
      const by = dimensions.map((each) => each.dimension)
      const scope: Scope = { snapshot, store, by, isByDay: false, filters, period }
      const evaluated = await evaluate(
        scope,
        indicators.flatMap((id) => bare(snapshot.catalog, id)),
      )
      const seen = new Set(evaluated.flatMap((each) => [...each.seen]))
      const rows = by
        .flatMap((each) => membersFor(each, snapshot.catalog, filters, period, seen))
        .map((token) => [token])
      return evaluated.map((each) => measured(each, rows))
    }),
  )
}
