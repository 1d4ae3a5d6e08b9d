import { computed, signal } from '@preact/signals'

/** Where the page stands among the steps of its own history: what `history.state` carries. */
interface Step {
  step: number
}

const stepOf = (state: unknown): number =>
  typeof state === 'object' && state !== null && 'step' in state && typeof state.step === 'number' ? state.step : 0

const step = signal(typeof history === 'undefined' ? 0 : stepOf(history.state))
const last = signal(step.peek())

/** Whether there is a selection to take back, and one to bring again. */
export const canUndo = computed(() => step.value > 0)
export const canRedo = computed(() => step.value < last.value)

/** What the next entry of the history carries; what lay ahead of it is gone. */
export function nextStep(): Step {
  step.value += 1
  last.value = step.value
  return { step: step.value }
}

export const thisStep = (): Step => ({ step: step.peek() })

/** Follows Back and Forward. */
export function arrive(state: unknown): void {
  step.value = stepOf(state)
  last.value = Math.max(last.value, step.value)
}

export function undo(): void {
  if (canUndo.value) history.back()
}

export function redo(): void {
  if (canRedo.value) history.forward()
}

const isWriting = (target: EventTarget | null) =>
  target instanceof HTMLElement && (target.isContentEditable || /^(input|textarea|select)$/i.test(target.tagName))

/** Ctrl+Z and Ctrl+Shift+Z (⌘ on a Mac) take selections back and bring them again, but where one writes. */
export function undoByKeys(): void {
  addEventListener('keydown', (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.key.toLowerCase() !== 'z') return
    if (isWriting(event.target)) return
    event.preventDefault()
    if (event.shiftKey) redo()
    else undo()
  })
}
