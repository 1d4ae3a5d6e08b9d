import { computed } from '@preact/signals'
import type { GapBody, PillarsBody } from '../../api/schema/gap.ts'
import { type GapSelection, gapSelectionOf } from '../state/gap-selection.ts'
import { face, view } from '../state/store.ts'
import { answerTo, type Parameters, retries } from './answer-to.ts'
import { readAreas, readBasemap } from './client.ts'
import { latest } from './latest.ts'
import { catalog } from './live.ts'

export const gapSelection = computed<GapSelection | null>(() =>
  catalog.value.value ? gapSelectionOf(view.value, catalog.value.value) : null,
)

const joined = (codes: readonly string[]) => (codes.length > 0 ? codes.join(',') : null)

const asked = (now: GapSelection): Parameters => ({
  indicator: now.indicator.id,
  from: now.from,
  to: now.to,
  class: now.classification,
  base: now.base,
  grain: now.grain === 'year' ? null : now.grain,
  strata: now.strata,
  category: joined(now.filters.category),
  category_group: joined(now.filters.category_group),
  channel: joined(now.filters.channel),
  department: joined(now.filters.department),
})

export const gap = answerTo<GapBody>('gap', '/api/gap', () => gapSelection.value && asked(gapSelection.value))

/** The same for every indicator, so that choosing another one asks nothing. */
export const pillars = answerTo<PillarsBody>('gap', '/api/gap/pillars', () => {
  const now = gapSelection.value
  return now && { from: now.from, to: now.to, class: now.classification, base: now.base }
})

/** Boundaries of a level, while the page is shown; the level itself may hang on the answer. */
function shapesOf(level: () => string | null | undefined) {
  const key = computed(() => {
    const known = catalog.value.value
    const now = gapSelection.value
    const id = level()
    const isDrawn = known?.levels.find((each) => each.id === id)?.has_geometry
    return face.value === 'gap' && now && isDrawn ? `${retries.value} ${now.snapshot} ${id} ${now.to}` : null
  })
  return latest(
    () => key.value,
    (text, cancel) => {
      const [, snapshot, id = '', on] = text.split(' ')
      return readAreas(id, cancel, snapshot, on)
    },
  )
}

const levelOfAnswer = computed(() => gap.value.value?.level ?? null)
/** The coarsest level of several areas: its names orient. */
const namedLevel = computed(() => catalog.value.value?.levels.find((each) => each.n > 1 && each.has_geometry)?.id)
export const gapShapes = shapesOf(() => levelOfAnswer.value)
export const namedShapes = shapesOf(() => namedLevel.value)
export const outlineShapes = shapesOf(() => catalog.value.value?.levels.find((each) => each.n === 1)?.id)
const groundKey = computed(() =>
  face.value === 'gap' && gapSelection.value && !catalog.value.value?.tiles
    ? `${retries.value} ${gapSelection.value.snapshot}`
    : null,
)
export const ground = latest(
  () => groundKey.value,
  (text, cancel) => readBasemap(cancel, text.split(' ')[1]),
)
