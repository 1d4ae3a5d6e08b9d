import { computed } from '@preact/signals'
import type { HotSpotsBody } from '../../api/schema/hot-spots.ts'
import { breakPeriod } from '../../warehouse/catalog/break-period.ts'
import { sight } from '../state/map-view.ts'
import { askable } from '../state/published.ts'
import type { Selection } from '../state/selection.ts'
import { view } from '../state/store.ts'
import { getJson, type Question, questionPath } from './client.ts'
import { amongAreas, answerTo, basis, compared, ownQuestion, retries, selection } from './desk-questions.ts'
import { latest } from './latest.ts'
import { catalog } from './live.ts'

const isFinest = (now: Selection) => now.resolution > (catalog.value.value?.city.cells.map ?? now.resolution)

/** What the measure needs beside the values. */
function beside(now: Selection): Question {
  if (now.measure === 'smooth') return { smooth: 'global' }
  return now.measure === 'change' ? compared(now) : {}
}

/** Values by cell; the finest only where the map looks. A cell that is chosen leaves the others in sight. */
export const byCell = answerTo((now) => {
  if (now.map !== 'cells') return null
  const cover = isFinest(now) ? (sight.value?.cover ?? []) : []
  if (isFinest(now) && cover.length === 0) return null
  return {
    ...basis(now, 'cell'),
    ...beside(now),
    indicators: [now.drawn.id],
    by: [`cell:${now.resolution}`],
    cell: cover,
  }
})

/** Whether areas are drawn by more than the ranking beside the map has asked for. */
export const isAskedApart = (now: Selection): boolean => now.measure === 'smooth' || now.drawn.id !== now.indicator.id

export const byDrawn = answerTo((now) => {
  const among = now.map === 'areas' && isAskedApart(now) ? amongAreas(now) : null
  return among && { ...among, ...beside(now), indicators: [now.drawn.id], by: [`area:${now.level}`] }
})

/** The days that the fixed classes of this city are made from. */
export const yearOfClasses = computed(() => {
  const known = catalog.value.value
  return known && askable(known, breakPeriod(known.snapshot.data_from, known.snapshot.data_to))
})

/** The same places over that year and without any filter, from which a method makes classes that stay. */
export const ofTheYear = ownQuestion((now) => {
  const period = yearOfClasses.value
  const isWanted = view.value.classes === 'natural' || view.value.classes === 'equal'
  if (!isWanted || !period || (now.map !== 'cells' && now.map !== 'areas')) return null
  if (now.measure === 'change' || now.measure === 'against') return null
  const by = now.map === 'cells' ? `cell:${now.resolution}` : `area:${now.level}`
  return { ...period, v: now.snapshot, indicators: [now.drawn.id], by: [by] }
}).fresh

const spotsKey = computed(() => {
  const now = selection.value
  if (!now || now.map !== 'spots') return null
  const { category, category_group } = now.filters
  const kind =
    category.length === 1
      ? { category }
      : category_group.length === 1 && category.length === 0
        ? { category_group }
        : {}
  return `${retries.value} ${questionPath('/api/hot-spots', { places: 'cell', ...kind, v: now.snapshot })}`
})
/** Hot and cold spots of the one kind that is chosen, else of all cases. */
export const mapSpots = latest(
  () => spotsKey.value,
  (text, cancel) => getJson<HotSpotsBody>(text.slice(text.indexOf(' ') + 1), cancel),
)
