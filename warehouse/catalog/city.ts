import type { AlertRules } from './alert-levels.ts'
import type { Evaluation } from './evaluation.ts'
import type { RiskDefinition } from './risk-index.ts'
import type { Label } from './types.ts'

/** A level of the city's hierarchy, coarsest first in the list. Levels need not form one chain: ZIP beside neighbourhood. */
export interface Level {
  id: string
  label: Label
  parent?: string
}

export type DisclosureProfile = 'open' | 'internal' | 'standard'

/** What a snapshot knows of its city: the part of city.yaml that questions and faces need. */
export interface City {
  id: string
  name: Label
  time_zone: string
  levels: Level[]
  profile: DisclosureProfile
  /** Finest H3 resolution stored, and the one the map opens with. */
  cells: { finest: number; map: number }
  /** Level whose ranking and choropleth the desk opens with. */
  default_level: string
  /** Indicator the desk opens with. */
  default_indicator: string
  currency: Label
  holidays: string[]
  workdays: string[]
  notes?: { date: string; label: Label }[]
  /** Rises that were confirmed: area code of the default level (unset: the whole city), value of `category`, ISO days, both included. */
  known_events?: { label: Label; area?: string | undefined; category: string; from: string; to: string }[]
  /** The composite risk index, in place of that of the program. */
  risk?: RiskDefinition
  /** How offices are scored, in place of equal weights. */
  evaluation?: Evaluation
  /** What a rise must show for each level of alert, in place of the rules of the program. */
  alerts?: AlertRules
}
