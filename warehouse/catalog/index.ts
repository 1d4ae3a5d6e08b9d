import { CASE_INDICATORS } from './indicators/cases.ts'
import { CLOSED_LOOP_INDICATORS } from './indicators/closed-loop.ts'
import { GAP_INDICATORS } from './indicators/gap.ts'
import { HOUSING_INDICATORS } from './indicators/housing.ts'
import { MEASURE_INDICATORS } from './indicators/measures.ts'
import { POPULATION_INDICATORS } from './indicators/population.ts'
import { RISK_INDICATORS } from './indicators/risk.ts'

/** Every indicator the product knows by itself; a city pack may add its own. */
export const INDICATORS = [
  ...CASE_INDICATORS,
  ...CLOSED_LOOP_INDICATORS,
  ...RISK_INDICATORS,
  ...GAP_INDICATORS,
  ...POPULATION_INDICATORS,
  ...HOUSING_INDICATORS,
  ...MEASURE_INDICATORS,
] as const

export { CASE_STATUSES, DIMENSIONS, STATUSES, UNITS, URBAN_CLASSES } from './words.ts'
