import { computed } from '@preact/signals'
import type { LineageBody } from '../../api/schema/lineage.ts'
import type { ChecksBody, LoadsBody, QuarantineBody, SnapshotsBody } from '../../api/schema/lists.ts'
import type { Indicator } from '../../warehouse/catalog/types.ts'
import { face, view } from '../state/store.ts'
import { answerTo, type Parameters, retries } from './answer-to.ts'
import { getJson } from './client.ts'
import { latest } from './latest.ts'
import { catalog, published } from './live.ts'

export const PAGE_ROWS = 20

/** What the quarantine browser is limited to. */
export const chosenRows = (): Parameters => {
  const { source, reason, field } = view.value
  return { source, reason, field }
}

export const loads = answerTo<LoadsBody>('data', '/api/loads', () => ({}))
export const quarantine = answerTo<QuarantineBody>('data', '/api/quarantine', () => ({
  ...chosenRows(),
  limit: PAGE_ROWS,
  offset: view.value.page * PAGE_ROWS,
}))
/** The counts by reason under every other limit, and by column likewise: a choice hides none of its rivals. */
export const byReason = answerTo<QuarantineBody>('data', '/api/quarantine', () => ({
  ...chosenRows(),
  reason: null,
  limit: 1,
}))
export const byField = answerTo<QuarantineBody>('data', '/api/quarantine', () => ({
  ...chosenRows(),
  field: null,
  limit: 1,
}))
export const checks = answerTo<ChecksBody>('data', '/api/checks', () => ({}))

/** The indicator whose way is shown: that of the link, else the one the city opens with. */
export const tracedIndicator = computed<Indicator | null>(() => {
  const known = catalog.value.value
  const by = (id: string | undefined) => known?.indicators.find((each) => each.id === id)
  return by(view.value.indicators[0]) ?? by(known?.city.default_indicator) ?? known?.indicators[0] ?? null
})
export const lineage = answerTo<LineageBody>('data', '/api/lineage', () => {
  const indicator = tracedIndicator.value
  return indicator && { indicator: indicator.id }
})

const snapshotsKey = computed(() => (face.value === 'data' ? `${retries.value} ${published.value}` : null))
export const snapshots = latest(
  () => snapshotsKey.value,
  (_, cancel) => getJson<SnapshotsBody>('/api/snapshots', cancel),
)
