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
}
