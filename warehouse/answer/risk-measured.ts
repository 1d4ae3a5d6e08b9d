import type { Label, Status } from '../catalog/types.ts'
import type { Attached } from '../snapshot/types.ts'
import { answer } from './answer.ts'
import type { Period } from './types.ts'

/** A question takes so many indicators at once. */
const AT_ONCE = 64

/** Indicators by area over a calendar year, as /api/query gives them. Columns have one entry an area. */
export interface MeasuredAreas {
  codes: string[]
  labels: Label[]
  columns: Map<string, { value: Float64Array; status: Status[] }>
  notes: Label[]
}

export const yearOf = (year: number): Period => ({ from: `${year}-01-01`, to: `${year}-12-31` })

/** Asks for indicators by area of a level over a year; areas that no longer hold at its end are left out. */
export async function measureAreas(
  snapshot: Attached,
  ids: readonly string[],
  level: string,
  year: number,
  options: { signal?: AbortSignal },
): Promise<MeasuredAreas> {
  const period = yearOf(year)
  const parts = Array.from({ length: Math.ceil(ids.length / AT_ONCE) }, (_, k) =>
    ids.slice(k * AT_ONCE, (k + 1) * AT_ONCE),
  )
  const answers = await Promise.all(
    parts.map((indicators) =>
      answer({ indicators: [...indicators], by: [`area:${level}`], ...period }, snapshot, options),
    ),
  )
  const made: MeasuredAreas = { codes: [], labels: [], columns: new Map(), notes: [] }
  for (const [k, { keys, series, notes }] of answers.entries()) {
    const key = keys[0]
    const rows = [...(key?.codes.keys() ?? [])].filter((row) => {
      const until = key?.holds?.[row]?.valid_to ?? null
      return key?.codes[row] !== null && (until === null || until > period.to)
    })
    if (k === 0) {
      made.codes = rows.map((row) => key?.codes[row] ?? '')
      made.labels = rows.map((row) => key?.labels[row] ?? { zh: '', en: '' })
    }
    for (const { indicator, value, status } of series) {
      made.columns.set(indicator, {
        value: Float64Array.from(rows, (row) => value[row] ?? Number.NaN),
        status: rows.map((row) => status[row] ?? 'missing'),
      })
    }
    const isNew = (note: Label) => made.notes.every(({ zh }) => zh !== note.zh)
    made.notes.push(...notes.filter(isNew))
  }
  return made
}
