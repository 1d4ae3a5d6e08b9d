import { computed, signal } from '@preact/signals'
import type { AnswerBody } from '../../api/schema/answer.ts'
import type { CasesBody, LoopBody } from '../../api/schema/loop.ts'
import type { OfficesBody } from '../../api/schema/offices.ts'
import { view } from '../state/store.ts'
import { answerTo, type Parameters } from './answer-to.ts'
import { catalog } from './live.ts'

const joined = (codes: readonly string[]) => (codes.length > 0 ? codes.join(',') : null)

/** The cases the page is about, as every question of it says them. */
function cases(): Parameters {
  const { from, to, filters } = view.value
  const { area, category, category_group, channel, department } = filters
  return {
    from,
    to,
    area: joined(area),
    category: joined(category),
    category_group: joined(category_group),
    channel: joined(channel),
    department: joined(department),
  }
}

export const loop = answerTo<LoopBody>('loop', '/api/loop', cases)

/** Cases received by hour and weekday. */
export const rhythm = answerTo<AnswerBody>('loop', '/api/query', () => ({
  indicators: 'case_count',
  by: 'hour,weekday',
  ...cases(),
}))

const USUAL_MEASURE = 'on_time_rate'

/** What offices are compared by: the share of cases that the link names, else what is closed on time, else any; null where there is none. */
export const officeIndicator = computed<string | null>(() => {
  const shares = (catalog.value.value?.indicators ?? []).filter(
    ({ kind, numerator, denominator }) =>
      kind === 'proportion' && numerator?.from === 'cases' && denominator?.from === 'cases',
  )
  const named = shares.find(({ id }) => id === view.value.indicators[0])
  return (named ?? shares.find(({ id }) => id === USUAL_MEASURE) ?? shares[0])?.id ?? null
})

export const offices = answerTo<OfficesBody>('loop', '/api/offices', () =>
  officeIndicator.value === null ? null : { indicator: officeIndicator.value, ...cases() },
)

/** A list of cases: what it is called, and what it asks beyond the cases of the page. */
export interface Listing {
  title: string
  /** A set, or an indicator and which of its counts; a department, category or cell narrows it further. */
  asked: Parameters
}

/** The list that is open; null while none is. */
export const openList = signal<Listing | null>(null)
export const caseList = answerTo<CasesBody>('loop', '/api/loop/cases', () =>
  openList.value === null ? null : { ...cases(), ...openList.value.asked },
)
