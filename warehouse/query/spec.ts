import { z } from 'zod'

const day = z.iso.date()
const codes = z.array(z.string().min(1).max(80)).max(200)

/** The only query language. Indicators, dimensions and members are checked against the catalog of the snapshot. */
export const QuerySpec = z.strictObject({
  indicators: z.array(z.string().min(1).max(60)).min(1).max(64),
  by: z.array(z.string().min(1).max(40)).max(2).default([]),
  /** Inclusive days. Unset: the last 90 days the data covers. */
  from: day.optional(),
  to: day.optional(),
  compare: z.enum(['previous', 'year']).optional(),
  /** Inclusive days of a compared period of one's own, in place of `compare`; both or neither. */
  compare_from: day.optional(),
  compare_to: day.optional(),
  /** Rates drawn to that of all rows as well, by empirical Bayes; places only. */
  smooth: z.enum(['global']).optional(),
  /** Area codes of any level; a case is in if any of its areas is named. */
  area: codes.optional(),
  cell: codes.optional(),
  category: codes.optional(),
  category_group: codes.optional(),
  channel: codes.optional(),
  department: codes.optional(),
  urban_class: z.array(z.enum(['urban', 'fringe', 'rural'])).optional(),
  status: z.array(z.enum(['open', 'closed'])).optional(),
})
export type QuerySpec = z.infer<typeof QuerySpec>
export type QueryInput = z.input<typeof QuerySpec>
