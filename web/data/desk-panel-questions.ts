import { computed } from '@preact/signals'
import type { LoopBody } from '../../api/schema/loop.ts'
import type { OfficesBody } from '../../api/schema/offices.ts'
import type { PeopleBody } from '../../api/schema/people.ts'
import { besides } from '../state/published.ts'
import type { Selection } from '../state/selection.ts'
import { view } from '../state/store.ts'
import type { ListName, PanelName } from '../state/view-state.ts'
import { answerTo, type Parameters } from './answer-to.ts'
import type { AnswerBody } from './client.ts'
import { asked } from './desk-asked.ts'
import { canAskBy } from './desk-questions.ts'
import { catalog } from './live.ts'

const shown = computed<PanelName>(() => view.value.panel ?? 'areas')

/** What is asked while one of these panels is shown; else null, so that nothing is. They do not move with the brush. */
const whileShown = (...names: PanelName[]): Selection | null => (names.includes(shown.value) ? asked.value : null)

const joined = (codes: readonly string[]) => (codes.length > 0 ? codes.join(',') : null)

/** Period and filters as parameters; `without` leaves filters out. */
function basis({ from, to, filters }: Selection, ...without: readonly ListName[]): Parameters {
  const kept = Object.entries(filters).filter(([name]) => !without.some((each) => each === name))
  return { from, to, ...Object.fromEntries(kept.map(([name, codes]) => [name, joined(codes)])) }
}

/** Steps of the small trends: few enough that each is more than chance in a picture two fingers wide. */
export const smallGrain = ({ days, grain }: Pick<Selection, 'days' | 'grain'>): 'day' | 'week' | 'month' =>
  grain === 'month' || days > 400 ? 'month' : days > 45 ? 'week' : 'day'

const trend = (now: Selection, by: string, ...without: ListName[]): Parameters => ({
  indicators: now.indicator.id,
  by,
  ...basis(now, ...without),
})
export const areaTrends = answerTo<AnswerBody>('desk', '/api/query', () => {
  const now = whileShown('trends')
  return now && trend(now, `area:${now.coarse ?? now.level},${smallGrain(now)}`, 'area')
})
export const cityTrend = answerTo<AnswerBody>('desk', '/api/query', () => {
  const now = whileShown('trends')
  return now && trend(now, smallGrain(now), 'area')
})

/** What categories are counted by: the page's indicator where it is of cases and can be, else their number. */
export const categoryIndicator = (now: Selection): string =>
  now.indicator.numerator?.from === 'cases' && now.indicator.kind !== 'gap' ? now.indicator.id : 'case_count'

const ofCategories = (by: 'category' | 'category_group') => () => {
  const now = whileShown('categories')
  const hasGroups = canAskBy('category_group')
  if (!now || !canAskBy(by)) return null
  if (by === 'category' && hasGroups && now.filters.category_group.length === 0) return null
  const one = categoryIndicator(now)
  const isCompared = now.compare !== 'none'
  const without: ListName[] = by === 'category' ? ['category'] : ['category', 'category_group']
  return {
    indicators: one === 'case_count' ? one : `${one},case_count`,
    by,
    ...basis(now, ...without, ...besides(catalog.value.value, by)),
    compare: isCompared ? now.compare : null,
  }
}
export const byGroup = answerTo<AnswerBody>('desk', '/api/query', ofCategories('category_group'))
export const byCategory = answerTo<AnswerBody>('desk', '/api/query', ofCategories('category'))

export const people = answerTo<PeopleBody>('desk', '/api/people', () => {
  const now = whileShown('ages')
  return now && { area: joined(now.filters.area), urban_class: joined(now.filters.urban_class), on: now.to }
})

/** Filters that the loop and the offices do not know. */
const UNASKED: ListName[] = ['urban_class', 'status']
export const waits = answerTo<LoopBody>('desk', '/api/loop', () => {
  const now = whileShown('waits')
  return now && basis(now, ...UNASKED)
})

/** The share of cases that offices are compared by: the page's own, else what is closed on time, else any. */
export const officeIndicator = (now: Selection): string | null => {
  const all = catalog.value.value?.indicators ?? []
  const shares = all.filter(
    ({ kind, numerator, denominator }) =>
      kind === 'proportion' && numerator?.from === 'cases' && denominator?.from === 'cases',
  )
  const by = (id: string) => shares.find((each) => each.id === id)?.id
  return by(now.indicator.id) ?? by('on_time_rate') ?? shares[0]?.id ?? null
}
export const offices = answerTo<OfficesBody>('desk', '/api/offices', () => {
  const now = whileShown('offices')
  const indicator = now && officeIndicator(now)
  return now && indicator ? { indicator, ...basis(now, ...UNASKED) } : null
})
