import type { Indicator } from '../catalog/types.ts'
import { evaluate } from './evaluate.ts'
import { keyColumn } from './key-column.ts'
import { measureFromColumns } from './measure-columns.ts'
import { compared, type Measures } from './measures.ts'
import type { Scope } from './parts.ts'
import { pairRows, rowsOf } from './rows.ts'
import type { Series } from './types.ts'
import type { Value } from '../stats/values.ts'

function seriesOf(indicator: Indicator, values: readonly Value[], before: readonly Value[] | null): Series {
  const column = (part: 'numerator' | 'denominator' | 'value' | 'low' | 'high') => {
    const list = new Float64Array(values.length)
    for (let i = 0; i < list.length; i++) list[i] = (values[i] as Value)[part]
    return list
  }
  const series: Series = {
    indicator: indicator.id,
    numerator: column('numerator'),
    denominator: column('denominator'),
    value: column('value'),
    low: column('low'),
    high: column('high'),
    status: values.map((value) => value.status),
  }
  if (!before) return series
  const isMerged = (value: Value | undefined) => value?.status === 'merged'
  const then = (part: 'value' | 'low' | 'high') =>
    Float64Array.from(
      values,
      (value, i) => (isMerged(value) === isMerged(before[i]) ? before[i]?.[part] : undefined) ?? Number.NaN,
    )
  return compared(series, indicator, { value: then('value'), low: then('low'), high: then('high') })
}

/** Evaluates indicators over a scope, beside those of an earlier one where it is compared. */
export async function measure(
  scope: Scope,
  earlier: Scope | null,
  indicators: readonly Indicator[],
): Promise<Measures> {
  const found = await measureFromColumns(scope, earlier, indicators)
  if (found) return found
  const [now, then] = await Promise.all([evaluate(scope, indicators), earlier ? evaluate(earlier, indicators) : null])
  const rows = rowsOf(scope, now)
  const pairs = earlier ? pairRows(scope, earlier, rows) : []
  const series = now.map(({ indicator, valueOf }, i) => {
    const before = then?.[i]
    return seriesOf(indicator, rows.map(valueOf), before ? pairs.map((row) => before.valueOf(row)) : null)
  })
  const keys = scope.by.map((dimension, k) => {
    const tokens = rows.map((row) => row[k] ?? '')
    return keyColumn(scope, dimension, tokens)
  })
  const years = [...new Set(now.flatMap((each) => each.years()))].sort((a, b) => a - b)
  return { rows: rows.length, keys, series, years }
}
