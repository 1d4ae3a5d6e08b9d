import type { SnapshotCatalog } from '../catalog/snapshot-catalog.ts'
import type { Engine } from '../engine/engine.ts'
import { deriveAlerts } from './alerts.ts'
import { breakPeriod } from '../catalog/break-period.ts'
import { type Ask, deriveBreaks } from './breaks.ts'
import { deriveDegreeOfUrbanisation } from './degree-of-urbanisation.ts'
import { deriveHotSpots } from './hot-spots.ts'

/** Hears what is being worked out, and how far it is: `12/104`. */
export type Tell = (step: 'hot_spots' | 'alerts', howFar?: string) => void

const WEEKS_BETWEEN = 13

/**
 * What needs the filled store: class breaks, from values that `ask` measures, degrees of urbanisation, hot spots
 * and alerts.
 */
export async function deriveFromAnswers(
  engine: Engine,
  catalog: SnapshotCatalog,
  ask: Ask,
  tell: Tell = () => {},
): Promise<void> {
  const { city, indicators, dataFrom, dataTo } = catalog
  await deriveBreaks(engine, city, indicators, ask, breakPeriod(dataFrom, dataTo))
  await deriveDegreeOfUrbanisation(engine, catalog)
  tell('hot_spots')
  await deriveHotSpots(engine, catalog)
  tell('alerts')
  await deriveAlerts(engine, catalog, (done, of) => {
    if (done % WEEKS_BETWEEN === 0) tell('alerts', `${done}/${of}`)
  })
}
