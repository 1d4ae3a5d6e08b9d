import type { SnapshotCatalog } from '../catalog/snapshot-catalog.ts'
import type { Indicator } from '../catalog/types.ts'
import type { Attached } from '../snapshot/types.ts'
import { indicatorIn } from '../query/coded-conditions.ts'
import { type Evaluated, evaluate } from './evaluate.ts'
import { membersFor } from './keys.ts'
import type { Scope } from './parts.ts'
import { readQuestion } from './question.ts'
import { openTogether } from './together.ts'
import type { Measured, MeasuredBy, Period } from './types.ts'

/** As the snapshot computes it, but without the interval, which costs more than the value. */
function bare(catalog: SnapshotCatalog, id: string): Indicator[] {
  const indicator = indicatorIn(catalog, id)
  return indicator ? [{ ...indicator, interval: 'none' }] : []
}

function measured(evaluated: readonly Evaluated[], rows: readonly string[]): Measured[] {
  const blank = () => new Float64Array(rows.length)
  const columns = evaluated.map(({ indicator }) => ({
    indicator: indicator.id,
    numerator: blank(),
    denominator: blank(),
    value: blank(),
  }))
  for (const [i, row] of rows.entries()) {
    const tokens = [row]
    for (const [k, column] of columns.entries()) {
      const found = evaluated[k]?.valueOf(tokens)
      column.numerator[i] = found?.numerator ?? Number.NaN
      column.denominator[i] = found?.denominator ?? Number.NaN
      column.value[i] = found?.value ?? Number.NaN
    }
  }
  return columns
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
  const store = openTogether(snapshot, {}, false)
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
      const seen = new Set<string>()
      for (const keys of new Set(evaluated.flatMap((each) => each.seen))) for (const key of keys) seen.add(key)
      const rows = by.flatMap((each) => membersFor(each, snapshot.catalog, filters, period, seen))
      return measured(evaluated, rows)
    }),
  )
}
