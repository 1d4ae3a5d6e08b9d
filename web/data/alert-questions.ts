import type { AlertsBody } from '../../api/schema/alerts.ts'
import type { HotSpotsBody } from '../../api/schema/hot-spots.ts'
import type { RiskBody } from '../../api/schema/risk.ts'
import { view } from '../state/store.ts'
import { answerTo } from './answer-to.ts'

export const alerts = answerTo<AlertsBody>('alerts', '/api/alerts', () => ({}))
export const risk = answerTo<RiskBody>('alerts', '/api/risk', () => ({}))
/** Hot spots of the kind of case the link names, else of all cases. */
export const hotSpots = answerTo<HotSpotsBody>('alerts', '/api/hot-spots', () => {
  const { category, category_group } = view.value.filters
  const [one] = category
  const [group] = category_group
  return { places: 'cell', category: one ?? null, category_group: one ? null : (group ?? null) }
})
