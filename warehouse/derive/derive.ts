import type { City } from '../catalog/city.ts'
import type { Indicator } from '../catalog/types.ts'
import type { Engine } from '../engine/engine.ts'
import { type Ask, breakPeriod, deriveBreaks } from './breaks.ts'

/** What needs answers: the class breaks. `ask` measures the store being built; days are ISO `YYYY-MM-DD`. */
export async function deriveFromAnswers(
  engine: Engine,
  options: { city: City; indicators: readonly Indicator[]; ask: Ask; dataFrom: string; dataTo: string },
): Promise<{ breaks: number }> {
  const period = breakPeriod(options.dataFrom, options.dataTo)
  return { breaks: await deriveBreaks(engine, options.city, options.indicators, options.ask, period) }
}
