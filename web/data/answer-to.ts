import { computed, effect, signal } from '@preact/signals'
import { type Face, face, view } from '../state/store.ts'
import { getJson } from './client.ts'
import { latest } from './latest.ts'
import { catalog, returns } from './live.ts'

/** Raised to ask every question of the page shown again. */
export const retries = signal(0)
effect(() => {
  if (returns.value > 0) retries.value = retries.peek() + 1
})

/** The snapshot the page is about: the one its link is frozen to, else what is published now. */
export const shownSnapshot = computed(() => view.value.v ?? catalog.value.value?.snapshot.id ?? null)

export type Parameters = Record<string, string | number | null>

/** A path with its parameters; those that are null are left out. */
export function address(path: string, parameters: Parameters): string {
  const given = Object.entries(parameters).filter(([, value]) => value !== null)
  const query = new URLSearchParams(given.map(([name, value]) => [name, String(value)]))
  return `${path}?${query.toString()}`
}

/**
 * One question of a face, about one snapshot; asked while the face is shown, and again when its own words change, and only
 * then. `make` gives its parameters, or null to ask nothing.
 */
export function answerTo<T>(asking: Face, path: string, make: () => Parameters | null) {
  const key = computed(() => {
    const snapshot = shownSnapshot.value
    const parameters = face.value === asking && snapshot !== null ? make() : null
    return parameters ? `${retries.value} ${address(path, { ...parameters, v: snapshot })}` : null
  })
  return latest<string, T>(
    () => key.value,
    (text, cancel) => getJson<T>(text.slice(text.indexOf(' ') + 1), cancel),
  )
}
