import { computed, effect, type ReadonlySignal, signal } from '@preact/signals'
import { hasRunningCounts } from '../../warehouse/catalog/running-counts.ts'
import type { Reading } from '../state/block.ts'
import { answerFrom, type Frame, frameOf, type Period, readingFor, stepTo, viewFor } from '../state/brush-frame.ts'
import { change, face } from '../state/store.ts'
import { type AnswerBody, getBytes, type Question, questionPath } from './client.ts'
import { asked } from './desk-asked.ts'
import { latest, type Loaded } from './latest.ts'
import { catalog } from './live.ts'

/** An answer of the desk; `moved` is what it was read from, where the brush gave it. */
export interface Answered extends Loaded<AnswerBody> {
  moved?: { reading: Reading; step: number }
}

/** Raised while the pointer or the focus is on the brush: the block is fetched before it is needed. */
export const wantsBlock = signal(false)
export const isPlaying = signal(false)
interface Moving {
  question: ReadonlySignal<Question | null>
  fresh: ReadonlySignal<Loaded<AnswerBody>>
}
const questions = signal<readonly Moving[]>([])

/** Filters of the page, which each view keeps or leaves out. */
const base = computed((): Question => ({ ...asked.value?.filters }))

/** The address of the block of all questions that running counts answer; null where there is none. */
const address = computed(() => {
  const now = asked.value
  const known = catalog.value.value
  if (!now || !known || known.published || face.value !== 'desk' || !hasRunningCounts(now.indicator)) return null
  const views = questions.value.flatMap(({ question }) => (question.value && viewFor(question.value, base.value)) ?? [])
  const of = (id: string) =>
    [...new Set(views.flatMap(({ indicator, view }) => (indicator === id ? [view] : [])))].sort()
  const counts = now.indicator.id === 'case_count' ? [] : of('case_count')
  return questionPath('/api/block', {
    indicator: now.indicator.id,
    views: of(now.indicator.id),
    counts,
    ...base.value,
    v: now.snapshot,
  })
})

/** Whether the desk as it stands can move with the brush, as far as that is known. */
export const canMove = computed(() => address.value !== null && block.value.error === null)

const held = signal<string | null>(null)
effect(() => {
  const wanted = address.value
  if (wantsBlock.value || isPlaying.value) held.value = wanted
  else if (held.peek() !== wanted) held.value = null
})
const block = latest(
  () => held.value,
  async (path, cancel) => {
    const [{ decodeBlock }, bytes] = await Promise.all([import('./block-decode.ts'), getBytes(path, cancel)])
    return { path, frame: frameOf(decodeBlock(bytes), catalog.peek().value?.indicators ?? []) }
  },
)
/** The frame of the block asked for last; null until it is there. */
export const frame = computed(() => {
  const { value } = block.value
  return value && value.path === address.value ? value.frame : null
})

/** The period the page shows from the block, while the brush moves and until fresh answers are there. */
export const brushed = signal<(Period & { step: number }) | null>(null)
let wanted: Period | null = null
let isDragged = false
let isScheduled = false
let steps = 0

function compareOf(): 'previous' | 'year' | null {
  const compare = asked.peek()?.compare
  return compare === 'previous' || compare === 'year' ? compare : null
}

function step(): void {
  isScheduled = false
  const now = frame.peek()
  if (!now || !wanted) return
  const start = performance.now()
  const isRead = stepTo(now, wanted, compareOf())
  performance.measure('brush-step', { start, end: performance.now() })
  if (isRead) brushed.value = { ...wanted, step: ++steps }
}

/** Moves the page to a period, once a picture however often it is called; null takes it back to what the address says. */
export function moveTo(period: Period | null): void {
  wanted = period
  isDragged = period !== null
  if (period === null) brushed.value = null
  else if (!isScheduled) {
    isScheduled = true
    requestAnimationFrame(step)
  }
}

/** Lets go: the period becomes part of the address, and exact answers are asked for. */
export function letGo(period: Period): void {
  if (isDragged && isScheduled) step()
  isDragged = false
  wanted = null
  const now = asked.peek()
  if (now && (now.from !== period.from || now.to !== period.to)) change({ from: period.from, to: period.to })
  else brushed.value = null
}

// A block that comes while the brush is held joins in.
effect(() => {
  if (frame.value && wanted && !isScheduled) step()
})
// What has been let go stays until all fresh answers are there, or the address asks for another period.
effect(() => {
  const at = brushed.peek()
  const now = asked.value
  const isIn = at !== null && questions.value.every((each) => !each.question.value || isFresh(each.fresh.value, at))
  if (at && !isDragged && (now?.from !== at.from || now.to !== at.to || isIn)) brushed.value = null
})

/** An answer, or a refusal, to the question about this very period. */
function isFresh({ value, error, pending }: Loaded<AnswerBody>, { from, to }: Period): boolean {
  return !pending && (error !== null || (value?.period.from === from && value.period.to === to))
}

function answered(now: Frame, question: Question, at: number): Answered | null {
  const value = answerFrom(now, question, base.peek())
  const readings = readingFor(now, question, base.peek())
  return value && readings && { value, error: null, pending: false, moved: { reading: readings.now, step: at } }
}

/** A question that moves with the brush where the block can answer it; else it says that its answer is of another period. */
export function withBrush(
  question: ReadonlySignal<Question | null>,
  fresh: ReadonlySignal<Loaded<AnswerBody>>,
): ReadonlySignal<Answered> {
  questions.value = [...questions.peek(), { question, fresh }]
  return computed(() => {
    const at = brushed.value
    const last = fresh.value
    const now = question.value
    if (!at || !now || isFresh(last, at)) return last
    return (frame.value && answered(frame.value, now, at.step)) ?? { ...last, pending: true }
  })
}
