import type { City } from '../catalog/city.ts'
import type { Indicator } from '../catalog/types.ts'
import type { Engine } from '../engine/engine.ts'
import { deriveAreaUp } from './area-up.ts'
import { type Ask, breakPeriod, deriveBreaks } from './breaks.ts'
import { deriveCellPopulation } from './cell-population.ts'

/**
 * What comes of the areas and figures alone: ancestors and people by cell. Needs area, population; run it before
 * anything is asked. `finest` is the H3 resolution stored in `cases`.
 */
export async function derive(engine: Engine, options: { city: City; finest: number }): Promise<{ cells: number }> {
  await deriveAreaUp(engine)
  return { cells: await deriveCellPopulation(engine, options.city, options.finest) }
}

/** What needs answers: the class breaks. `ask` answers about the store being built; days are ISO `YYYY-MM-DD`. */
export async function deriveFromAnswers(
  engine: Engine,
  options: { city: City; indicators: readonly Indicator[]; ask: Ask; dataFrom: string; dataTo: string },
): Promise<{ breaks: number }> {
  const period = breakPeriod(options.dataFrom, options.dataTo)
  return { breaks: await deriveBreaks(engine, options.city, options.indicators, options.ask, period) }
}
