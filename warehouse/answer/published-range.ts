import { breakdownLevel, publishedLevels } from '../catalog/published.ts'
import { CODED_TABLE } from '../catalog/published-tables.ts'
import type { CodedField } from '../catalog/snapshot-catalog.ts'
import type { Attached } from '../snapshot/types.ts'
import { isHeld, isOfCases, PUBLISHED_TIMES } from './published-question.ts'
import { monthOf, publishedSet } from './published-set.ts'

/** What can be asked of a city of profile `standard`. */
export interface PublishedRange {
  /** First and last published day; null before the first month. */
  from: string | null
  to: string | null
  /** Ids of the indicators, levels and dimensions that answers can have. */
  indicators: string[]
  levels: string[]
  dimensions: string[]
  /** The finest level of breakdowns and of parts of cases. */
  breakdown_level: string | null
}

/** Null where the city has another profile. */
export async function publishedRange(snapshot: Attached): Promise<PublishedRange | null> {
  const set = await publishedSet(snapshot)
  if (!set) return null
  const { catalog } = snapshot
  const last = set.months.at(-1)
  const fields = (Object.keys(CODED_TABLE) as CodedField[]).filter((field) => set.hasTable(CODED_TABLE[field]))
  return {
    from: set.months[0] ?? null,
    to: last === undefined ? null : monthOf(last).to,
    indicators: catalog.indicators.filter((each) => !isOfCases(each) || isHeld(each, set)).map(({ id }) => id),
    levels: publishedLevels(catalog),
    dimensions: [...PUBLISHED_TIMES, ...fields],
    breakdown_level: breakdownLevel(catalog) ?? null,
  }
}
