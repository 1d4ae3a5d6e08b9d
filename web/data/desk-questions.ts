import { computed, effect, signal } from '@preact/signals'
import { selectionOf, type Selection } from '../state/selection.ts'
import { view } from '../state/store.ts'
import type { ListName } from '../state/view-state.ts'
import { type AnswerBody, ask, type Question, readAreas, readBasemap } from './client.ts'
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

export const selection = computed<Selection | null>(() =>
  catalog.value.value ? selectionOf(view.value, catalog.value.value) : null,
)

const hasDimension = (id: string) =>
  (catalog.value.value?.dimensions.find((each) => each.id === id)?.members?.length ?? 0) > 0

/** The filters and the period of a selection as parts of a question; `without` leaves one filter out. */
function basis(now: Selection, without?: ListName): Question {
  const filters = Object.fromEntries(Object.entries(now.filters).filter(([name]) => name !== without))
  return { ...filters, from: now.from, to: now.to, v: now.snapshot }
}

/** One question of the desk: asked again when its own words change, and only then. */
function answerTo(make: (now: Selection) => Question | null) {
  const key = computed(() => {
    const question = selection.value && make(selection.value)
    return question ? `${retries.value} ${JSON.stringify(question)}` : null
  })
  return latest<string, AnswerBody>(
    () => key.value,
    (text, cancel) => ask(JSON.parse(text.slice(text.indexOf(' ') + 1)) as Question, cancel),
  )
}

const compared = (now: Selection) => (now.compare === 'none' ? {} : { compare: now.compare })

export const byArea = answerTo((now) => ({
  ...basis(now, 'area'),
  ...compared(now),
  indicators: [now.indicator.id],
  by: [`area:${now.level}`],
}))
export const whole = answerTo((now) => ({ ...basis(now), ...compared(now), indicators: [now.indicator.id] }))
export const byCoarse = answerTo((now) =>
  now.coarse === null
    ? null
    : { ...basis(now, 'area'), ...compared(now), indicators: [now.indicator.id], by: [`area:${now.coarse}`] },
)
export const byTime = answerTo((now) => ({
  ...basis(now),
  ...compared(now),
  indicators: [now.indicator.id],
  by: [now.grain],
}))
export const byCell = answerTo((now) =>
  now.map === 'cells' ? { ...basis(now), indicators: [now.cellIndicator.id], by: [`cell:${now.resolution}`] } : null,
)
export const byUrban = answerTo((now) => ({
  ...basis(now, 'urban_class'),
  indicators: [now.indicator.id],
  by: ['urban_class'],
}))
export const gap = answerTo((now) =>
  catalog.value.value?.indicators.some((each) => each.id === 'urban_rural_ratio')
    ? { ...basis(now, 'urban_class'), indicators: ['urban_rural_ratio', 'urban_rural_difference'] }
    : null,
)

export const FACETS = ['category_group', 'category', 'channel', 'department', 'urban_class'] as const
export type FacetName = (typeof FACETS)[number]

const facetOf = (name: FacetName) =>
  answerTo((now) => (hasDimension(name) ? { ...basis(now, name), indicators: ['case_count'], by: [name] } : null))

export const facets: Record<FacetName, ReturnType<typeof facetOf>> = {
  category_group: facetOf('category_group'),
  category: facetOf('category'),
  channel: facetOf('channel'),
  department: facetOf('department'),
  urban_class: facetOf('urban_class'),
}

const shapesOf = (levelOf: (now: Selection) => string | null | undefined) => {
  const key = computed(() => {
    const now = selection.value
    const level = now && levelOf(now)
    const known = catalog.value.value?.levels.find((each) => each.id === level)
    const on = known && known.changes.length > 0 ? ` ${now?.to ?? ''}` : ''
    return known?.has_geometry && now ? `${retries.value} ${now.snapshot} ${known.id}${on}` : null
  })
  return latest(
    () => key.value,
    (text, cancel) => {
      const [, snapshot, level = '', on] = text.split(' ')
      return readAreas(level, cancel, snapshot, on)
    },
  )
}
export const levelShapes = shapesOf((now) => now.level)
export const coarseShapes = shapesOf((now) => now.coarse)
export const cityShapes = shapesOf(() => catalog.value.value?.levels.find((each) => each.n === 1)?.id)
const basemapKey = computed(() => (selection.value ? `${retries.value} ${selection.value.snapshot}` : null))
export const basemap = latest(
  () => basemapKey.value,
  (text, cancel) => readBasemap(cancel, text.split(' ')[1]),
)
