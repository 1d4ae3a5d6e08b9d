import { computed, effect, type ReadonlySignal, signal } from '@preact/signals'
import type { ForecastBody } from '../../api/schema/forecast.ts'
import { canForecast } from '../../warehouse/catalog/forecast.ts'
import { askable, besides } from '../state/published.ts'
import type { Selection } from '../state/selection.ts'
import { view } from '../state/store.ts'
import type { ListName } from '../state/view-state.ts'
import { daysIn } from '../text/dates.ts'
import {
  type AnswerBody,
  ask,
  getJson,
  type Question,
  questionPath,
  readAreaNames,
  readAreas,
  readBasemap,
} from './client.ts'
import { asked } from './desk-asked.ts'
import { type Answered, brushed, withBrush } from './desk-block.ts'
import { hierarchyOf } from './hierarchy.ts'
import { latest } from './latest.ts'
import { catalog, connection } from './live.ts'

/** Raised to ask every question of the desk again. */
export const retries = signal(0)
let wasLost = false
effect(() => {
  if (connection.value === 'lost') wasLost = true
  else if (connection.value === 'open' && wasLost) {
    wasLost = false
    retries.value = retries.peek() + 1
  }
})

/** What the desk shows: what is asked, over the period that the brush is at. */
export const selection = computed<Selection | null>(() => {
  const now = asked.value
  const at = brushed.value
  return now && at ? { ...now, from: at.from, to: at.to, days: daysIn(at.from, at.to) } : now
})

/** Whether the city's answers have this dimension. */
export const canAskBy = (id: string): boolean => catalog.value.value?.dimensions.some((each) => each.id === id) ?? false

const hasDimension = (id: string) =>
  (catalog.value.value?.dimensions.find((each) => each.id === id)?.members?.length ?? 0) > 0

/** The filters and the period of a selection as parts of a question; `without` leaves one filter out. */
export function basis(now: Selection, ...without: readonly ListName[]): Question {
  const filters = Object.fromEntries(
    Object.entries(now.filters).filter(([name]) => !without.some((each) => each === name)),
  )
  return { ...filters, from: now.from, to: now.to, v: now.snapshot }
}

/** One question of the desk: asked again when its own words change, and only then. */
/** A question about a period of its own, whatever the brush passes over. */
export function ownQuestion(make: (now: Selection) => Question | null) {
  const question = computed(() => asked.value && make(asked.value))
  const key = computed(() => question.value && `${retries.value} ${JSON.stringify(question.value)}`)
  const fresh = latest<string, AnswerBody>(
    () => key.value,
    (text, cancel) => ask(JSON.parse(text.slice(text.indexOf(' ') + 1)) as Question, cancel),
  )
  return { question, fresh }
}

/** A question about the period of the page, which moves with the brush. */
export function answerTo(make: (now: Selection) => Question | null): ReadonlySignal<Answered> {
  const { question, fresh } = ownQuestion(make)
  return withBrush(question, fresh)
}

/** All that can be asked about: whole published months, or all days of the data. */
export const allDays = computed(() => {
  const known = catalog.value.value
  return known && askable(known, { from: known.snapshot.data_from, to: known.snapshot.data_to })
})

export function compared({ compare, compared: own }: Selection): Question {
  if (own) return { compare_from: own.from, compare_to: own.to }
  return compare === 'none' || compare === 'own' ? {} : { compare }
}

/** Names of all areas and where each lies; asked once an area is chosen or searched for. */
export const wantsNames = signal(false)
const namesKey = computed(() => {
  const now = selection.value
  return now && (wantsNames.value || now.filters.area.length > 0) ? `${retries.value} ${now.snapshot}` : null
})
export const areaNames = latest(
  () => namesKey.value,
  (text, cancel) => readAreaNames(cancel, text.split(' ')[1]),
)
export const hierarchy = computed(() =>
  hierarchyOf(areaNames.value.value?.areas ?? [], catalog.value.value?.levels ?? []),
)

/** Chosen areas coarser than the level shown: its rows and shapes are those that lie in them. Null until that is known. */
export const within = computed<readonly string[] | null>(() => {
  const now = selection.value
  if (!now || now.filters.area.length === 0) return []
  const { value, error } = areaNames.value
  return value || error ? hierarchy.value.above(now.filters.area, now.level) : null
})

/** Filters of a view of areas: it keeps its own out, but for those that its areas lie in. Null until those are known. */
export const amongAreas = (now: Selection): Question | null =>
  within.value && { ...basis(now, 'area', 'cell'), area: within.value }

export const byArea = answerTo((now) => {
  const among = amongAreas(now)
  return among && { ...among, ...compared(now), indicators: [now.indicator.id], by: [`area:${now.level}`] }
})
export const whole = answerTo((now) => ({ ...basis(now), ...compared(now), indicators: [now.indicator.id] }))
export const byCoarse = answerTo((now) =>
  now.coarse === null
    ? null
    : { ...basis(now, 'area', 'cell'), ...compared(now), indicators: [now.indicator.id], by: [`area:${now.coarse}`] },
)
/** The trend goes over all the data, so that the brush has something to move on; the period before lies outside it. */
export const byTime = ownQuestion((now) => {
  const { from, to } = allDays.value ?? now
  return {
    ...basis(now),
    ...(now.compare === 'year' ? { compare: 'year' } : {}),
    from,
    to,
    indicators: [now.indicator.id],
    by: [now.grain],
  }
}).fresh

/** What may come, where the trend goes by week or month to the end of the data and counts cases as they are opened or closed. */
const aheadKey = computed(() => {
  const now = asked.value
  const known = catalog.value.value
  if (!now || !known || known.published || now.grain === 'day') return null
  const { status, ...filters } = now.filters
  if (!canForecast(now.indicator) || status.length > 0) return null
  const question = { ...filters, indicator: now.indicator.id, grain: now.grain, v: now.snapshot }
  return `${retries.value} ${questionPath('/api/forecast', question)}`
})
export const ahead = latest(
  () => aheadKey.value,
  (text, cancel) => getJson<ForecastBody>(text.slice(text.indexOf(' ') + 1), cancel),
)
export const byUrban = answerTo((now) =>
  view.value.panel === 'gap' && canAskBy('urban_class')
    ? { ...basis(now, 'urban_class'), indicators: [now.indicator.id], by: ['urban_class'] }
    : null,
)
export const gap = answerTo((now) =>
  view.value.panel === 'gap' && catalog.value.value?.indicators.some((each) => each.id === 'urban_rural_ratio')
    ? { ...basis(now, 'urban_class'), indicators: ['urban_rural_ratio', 'urban_rural_difference'] }
    : null,
)

export const FACETS = ['category_group', 'category', 'channel', 'department', 'urban_class'] as const
export type FacetName = (typeof FACETS)[number]

const facetOf = (name: FacetName) =>
  answerTo((now) =>
    hasDimension(name)
      ? { ...basis(now, name, ...besides(catalog.value.value, name)), indicators: ['case_count'], by: [name] }
      : null,
  )

export const facets: Record<FacetName, ReturnType<typeof facetOf>> = {
  category_group: facetOf('category_group'),
  category: facetOf('category'),
  channel: facetOf('channel'),
  department: facetOf('department'),
  urban_class: facetOf('urban_class'),
}

const shapesOf = (
  levelOf: (now: Selection) => string | null | undefined,
  insideOf: () => readonly string[] | null = () => [],
) => {
  const key = computed(() => {
    const now = asked.value
    const level = now && levelOf(now)
    const known = catalog.value.value?.levels.find((each) => each.id === level)
    const on = known && known.changes.length > 0 ? (now?.to ?? '') : ''
    const inside = insideOf()
    const only = inside?.length === 1 ? inside[0] : ''
    if (!known?.has_geometry || !now) return null
    return inside ? [retries.value, now.snapshot, known.id, on, only].join(' ') : undefined
  })
  return latest(
    () => key.value,
    (text, cancel) => {
      const [, snapshot, level = '', on, inside] = text.split(' ')
      return readAreas(level, cancel, snapshot, on, inside)
    },
  )
}
export const levelShapes = shapesOf(
  (now) => now.level,
  () => within.value,
)
export const coarseShapes = shapesOf((now) => now.coarse)
export const cityShapes = shapesOf(() => catalog.value.value?.levels.find((each) => each.n === 1)?.id)
/** Urban class of each area whose shape is at hand. */
export const urbanClasses = computed(() => {
  const features = [coarseShapes, levelShapes].flatMap((each) => each.value.value?.features ?? [])
  return new Map(features.map(({ properties }) => [properties.code, properties.urban_class]))
})
/** Where the user's own tiles stand below the maps nothing else is drawn there. */
const basemapKey = computed(() =>
  asked.value && !catalog.value.value?.tiles ? `${retries.value} ${asked.value.snapshot}` : null,
)
export const basemap = latest(
  () => basemapKey.value,
  (text, cancel) => readBasemap(cancel, text.split(' ')[1]),
)
