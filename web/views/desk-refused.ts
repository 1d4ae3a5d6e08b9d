import { byArea, whole } from '../data/desk-questions.ts'
import type { ServerError } from '../data/client.ts'
import type { Selection } from '../state/selection.ts'
import { filtersOf } from './desk-filters.tsx'
import { isRefusal } from './face-failed.tsx'

/** The server's refusal of the desk's own question. */
export function refusal(): ServerError | null {
  const { error } = whole.value
  return isRefusal(error) ? error : null
}

/** Whether neither the city nor any of its areas has a figure, for want of data rather than because of a filter. */
export function isAbsent(now: Selection): boolean {
  const total = whole.value.value?.total[0]
  const areas = byArea.value.value
  if (!total || total.value !== null || !areas || whole.value.pending || byArea.value.pending) return false
  if (areas.series[0]?.value.some((value) => value !== null)) return false
  if (total.status === 'zero_denominator') return filtersOf(now).length === 0
  return total.status === 'missing' || total.status === 'not_applicable'
}
