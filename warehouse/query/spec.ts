import { z } from 'zod'

const day = z.iso.date()
const codes = z.array(z.string().min(1).max(80)).max(200)

/** The only query language. Indicators, dimensions and members are checked against the catalog of the snapshot. */
export const QuerySpec = z.strictObject({
  indicators: z.array(z.string().min(1).max(60)).min(1).max(8),
  by: z.array(z.string().min(1).max(40)).max(2).default([]),
  /** Inclusive days. Unset: the last 90 days the data covers. */
  from: day.optional(),
  to: day.optional(),
  compare: z.enum(['previous', 'year']).optional(),
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
