import { codeParent } from '../../warehouse/catalog/cell.ts'
import type { AnswerBody } from '../data/client.ts'

/** Fewer cases than this say little about one cell. */
const LEAST_CASES = 5

type Series = AnswerBody['series'][number]

interface Coarse {
  row: Map<string, number>
  series: Series
}

/**
 * Cells with too few cases take the value of the smallest parent that has enough, and so do their siblings: no cell
 * lies over another and none is left out. `coarser` holds answers at the next resolutions up, finest first.
 */
export function mergeSparse(fine: AnswerBody, coarser: readonly AnswerBody[], resolution: number): AnswerBody {
  const series = fine.series[0]
  const codes = fine.keys[0]?.codes
  if (!series || !codes) return fine
  const parents = coarser.flatMap((answer): Coarse[] => {
    const own = answer.series[0]
    const keys = answer.keys[0]?.codes
    return own && keys ? [{ series: own, row: new Map(keys.map((code, i) => [code ?? '', i])) }] : []
  })
  const sparse = new Set<string>()
  codes.forEach((code, i) => {
    if (code !== null && (series.numerator[i] ?? 0) < LEAST_CASES) sparse.add(codeParent(code, resolution - 1))
  })
  const merged: Series = {
    ...series,
    value: [...series.value],
    low: [...series.low],
    high: [...series.high],
    status: [...series.status],
  }
  codes.forEach((code, i) => {
    if (code === null || !sparse.has(codeParent(code, resolution - 1))) return
    parents.some(({ row, series: own }, up) => {
      const at = row.get(codeParent(code, resolution - 1 - up))
      const isLast = up === parents.length - 1
      if (at === undefined || (!isLast && (own.numerator[at] ?? 0) < LEAST_CASES)) return false
      merged.value[i] = own.value[at] ?? null
      merged.low[i] = own.low[at] ?? null
      merged.high[i] = own.high[at] ?? null
      merged.status[i] = own.status[at] ?? 'missing'
      return true
    })
  })
  return { ...fine, series: [merged] }
}
