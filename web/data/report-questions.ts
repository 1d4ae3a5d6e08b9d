import { computed } from '@preact/signals'
import type { AlertsBody } from '../../api/schema/alerts.ts'
import type { LoadsBody } from '../../api/schema/lists.ts'
import type { LoopBody } from '../../api/schema/loop.ts'
import { face, view } from '../state/store.ts'
import { type ReportSpan, reportSpan } from '../state/report-span.ts'
import { answerTo, type Parameters, retries, shownSnapshot } from './answer-to.ts'
import { type AnswerBody, readAreas } from './client.ts'
import { latest } from './latest.ts'
import { catalog } from './live.ts'

/** Days and unit of the report; null before the catalog is there. */
export const span = computed<ReportSpan | null>(() =>
  catalog.value.value ? reportSpan(catalog.value.value, view.value.period ?? 'week') : null,
)

/** Preferred numbers, the most wanted first; the report has four. */
const NUMBERS = [
  'case_count',
  'on_time_rate',
  'satisfaction_rate',
  'open_backlog',
  'median_hours_to_close',
  'repeat_share',
  'residents',
  'population_density',
  'aged_share',
  'dwellings',
]
const SHOWN = 4

export const reportNumbers = computed<string[]>(() => {
  const known = catalog.value.value?.indicators.map(({ id }) => id) ?? []
  const wanted = NUMBERS.filter((id) => known.includes(id))
  return [...new Set([...wanted, ...known])].slice(0, SHOWN)
})

const inSpan = (rest: Parameters): Parameters | null =>
  span.value && { from: span.value.from, to: span.value.to, ...rest }

export const numbers = answerTo<AnswerBody>('report', '/api/query', () =>
  inSpan({ indicators: reportNumbers.value.join(','), compare: 'previous' }),
)
/** Level of the map: the city's own, but of one day only the coarsest, since most of the finer have a case or two. */
export const placeLevel = computed<string | null>(() => {
  const known = catalog.value.value
  if (!known) return null
  const coarsest = known.levels.find((each) => each.n > 1 && each.has_geometry)?.id
  return span.value?.unit === 'day' ? (coarsest ?? known.city.default_level) : known.city.default_level
})
export const byPlace = answerTo<AnswerBody>('report', '/api/query', () =>
  inSpan({
    indicators: catalog.value.value?.city.default_indicator ?? '',
    by: `area:${placeLevel.value}`,
  }),
)
export const trend = answerTo<AnswerBody>('report', '/api/query', () => {
  const days = span.value
  const id = reportNumbers.value[0]
  return days && id ? { indicators: id, by: days.grain, from: days.trendFrom, to: days.trendTo } : null
})
const isOpen = computed(() => catalog.value.value?.published === null)
export const rises = answerTo<AlertsBody>('report', '/api/alerts', () => (isOpen.value ? {} : null))
export const due = answerTo<LoopBody>('report', '/api/loop', () => (isOpen.value ? inSpan({}) : null))
export const sources = answerTo<LoadsBody>('report', '/api/loads', () => ({}))

const shapesOf = (level: () => string | null | undefined) => {
  const key = computed(() => {
    const id = level()
    const isDrawn = catalog.value.value?.levels.find((each) => each.id === id)?.has_geometry
    return face.value === 'report' && isDrawn ? `${retries.value} ${shownSnapshot.value} ${id} ${span.value?.to}` : null
  })
  return latest(
    () => key.value,
    (text, cancel) => {
      const [, snapshot, id = '', on] = text.split(' ')
      return readAreas(id, cancel, snapshot, on)
    },
  )
}
export const placeShapes = shapesOf(() => placeLevel.value)
export const namedShapes = shapesOf(
  () => catalog.value.value?.levels.find((each) => each.n > 1 && each.has_geometry)?.id,
)
