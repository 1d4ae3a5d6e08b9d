import { signal } from '@preact/signals'
import { isFirstVisit } from '../state/first-visit.ts'
import { remember, remembered } from '../state/remembered.ts'

export const isTourOpen = signal(isFirstVisit(location.search, remembered('tour')))

/** Taken or skipped: it does not come again by itself. */
export function endTour(): void {
  isTourOpen.value = false
  remember('tour', 'seen')
}
