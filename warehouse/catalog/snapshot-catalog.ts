import type { City, Level } from './city.ts'
import type { Indicator } from './types.ts'

export type CodedField = 'category' | 'category_group' | 'channel' | 'department'
export type UrbanClass = 'urban' | 'fringe' | 'rural'

/** A member of a coded field. `code` is what `cases` stores, `value` what questions and exports say. */
export interface DictEntry {
  field: CodedField
  code: number
  value: string
  label_zh: string
  label_en: string
  parent: number | null
}

/** An area without its geometry. */
export interface AreaEntry {
  area_id: number
  code: string
  level: string
  parent_id: number | null
  name_zh: string
  name_en: string
  urban_class: UrbanClass | null
  /** First day on which it holds, and the day from which it holds no more; null: at all times on that side. */
  valid_from: string | null
  valid_to: string | null
}

/** The six class breaks of a map. `per_day`: multiply by the days of the period shown. */
export interface BreakEntry {
  indicator: string
  dimension: string
  per_day: boolean
  breaks: number[]
}

/** What a snapshot can be asked: read once at attach, held in memory, never changing. Days are ISO `YYYY-MM-DD`. */
export interface SnapshotCatalog {
  city: City
  indicators: Indicator[]
  dict: DictEntry[]
  areas: AreaEntry[]
  /** First and last day that cases cover. */
  dataFrom: string
  dataTo: string
  /** Last instant the data covers, local civil time `YYYY-MM-DD HH:MM:SS`. */
  asOf: string
  publishedAt: string
  /** Ascending years for which each basis has figures. */
  populationYears: Record<'resident' | 'registered', number[]>
  housingYears: number[]
  /** Ids of the published figures in `measure`, ascending. */
  measures: string[]
  breaks: BreakEntry[]
  /** Whether any case has a cell. */
  hasCells: boolean
  /** Whether any case is known by the month of its opening only. */
  hasMonthCases: boolean
  /** Levels of the city for which no area was delivered. */
  emptyLevels: string[]
}

/** Days at the end of the data whose reports may still be coming in. */
export const PROVISIONAL_DAYS = 2

/** The last day whose reports are taken to be in, given the last day the data covers. */
export const lastFirmDay = (dataTo: string): string =>
  new Date(Date.parse(dataTo) - PROVISIONAL_DAYS * 86_400_000).toISOString().slice(0, 10)

export const holdsOn = ({ valid_from, valid_to }: Pick<AreaEntry, 'valid_from' | 'valid_to'>, day: string): boolean =>
  (valid_from === null || valid_from <= day) && (valid_to === null || day < valid_to)

/** Whether an area holds on any day of a period, first and last day included. */
export const holdsIn = (
  { valid_from, valid_to }: Pick<AreaEntry, 'valid_from' | 'valid_to'>,
  { from, to }: { from: string; to: string },
): boolean => (valid_from === null || valid_from <= to) && (valid_to === null || from < valid_to)

export function indicatorOf(catalog: SnapshotCatalog, id: string): Indicator | undefined {
  return catalog.indicators.find((indicator) => indicator.id === id)
}

export function membersOf(catalog: SnapshotCatalog, field: CodedField): DictEntry[] {
  return catalog.dict.filter((entry) => entry.field === field)
}

/** Levels from the given one upwards, itself first. Empty when the level is unknown. */
export function levelChain(levels: readonly Level[], id: string): Level[] {
  const chain: Level[] = []
  let at = levels.find((level) => level.id === id)
  while (at && !chain.includes(at)) {
    chain.push(at)
    const parent: string | undefined = at.parent
    at = parent === undefined ? undefined : levels.find((level) => level.id === parent)
  }
  return chain
}

/** The year whose figures stand in for `year`: the year itself, else the nearest earlier, else the nearest later. */
export function referenceYear(years: readonly number[], year: number): number | null {
  const earlier = years.filter((y) => y <= year)
  if (earlier.length > 0) return Math.max(...earlier)
  return years.length > 0 ? Math.min(...years) : null
}
