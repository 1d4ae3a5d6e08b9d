import type { AlertsBody } from '../../api/schema/alerts.ts'
import { answerTo } from './answer-to.ts'
import { catalog } from './live.ts'

/** Alerts drawn on the desk's trend; a city that publishes under `standard` has none to show. */
export const deskAlerts = answerTo<AlertsBody>('desk', '/api/alerts', () =>
  catalog.value.value?.published === null ? {} : null,
)
