import { computed, effect, signal } from '@preact/signals'
import type { LineageBody } from '../../api/schema/lineage.ts'
import type { ChecksBody, LoadsBody, QuarantineBody, SnapshotsBody } from '../../api/schema/lists.ts'
import type { Indicator } from '../../warehouse/catalog/types.ts'
import { face, view } from '../state/store.ts'
import { getJson } from './client.ts'
import { latest } from './latest.ts'
import { catalog, published, returns } from './live.ts'

export const PAGE_ROWS = 20

/** Raised to ask every question of the data page again. */
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

/** One question of the data page, about one snapshot; asked again when its own words change, and only then. */
function answerTo<T>(path: string, make: () => Parameters | null) {
  const key = computed(() => {
    const snapshot = shownSnapshot.value
    const parameters = face.value === 'data' && snapshot !== null ? make() : null
    return parameters ? `${retries.value} ${address(path, { ...parameters, v: snapshot })}` : null
  })
  return latest<string, T>(
    () => key.value,
    (text, cancel) => getJson<T>(text.slice(text.indexOf(' ') + 1), cancel),
  )
}

/** What the quarantine browser is limited to. */
export const chosenRows = (): Parameters => {
  const { source, reason, field } = view.value
  return { source, reason, field }
}

export const loads = answerTo<LoadsBody>('/api/loads', () => ({}))
export const quarantine = answerTo<QuarantineBody>('/api/quarantine', () => ({
  ...chosenRows(),
  limit: PAGE_ROWS,
  offset: view.value.page * PAGE_ROWS,
}))
/** The counts by reason under every other limit, and by column likewise: a choice hides none of its rivals. */
export const byReason = answerTo<QuarantineBody>('/api/quarantine', () => ({ ...chosenRows(), reason: null, limit: 1 }))
export const byField = answerTo<QuarantineBody>('/api/quarantine', () => ({ ...chosenRows(), field: null, limit: 1 }))
export const checks = answerTo<ChecksBody>('/api/checks', () => ({}))

/** The indicator whose way is shown: that of the link, else the one the city opens with. */
export const tracedIndicator = computed<Indicator | null>(() => {
  const known = catalog.value.value
  const by = (id: string | undefined) => known?.indicators.find((each) => each.id === id)
  return by(view.value.indicators[0]) ?? by(known?.city.default_indicator) ?? known?.indicators[0] ?? null
})
export const lineage = answerTo<LineageBody>('/api/lineage', () => {
  const indicator = tracedIndicator.value
  return indicator && { indicator: indicator.id }
})

const snapshotsKey = computed(() => (face.value === 'data' ? `${retries.value} ${published.value}` : null))
export const snapshots = latest(
  () => snapshotsKey.value,
  (_, cancel) => getJson<SnapshotsBody>('/api/snapshots', cancel),
)
