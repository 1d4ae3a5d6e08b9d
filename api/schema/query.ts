import { z } from '@hono/zod-openapi'
import { version } from './label.ts'

/** What an Arrow answer may tell of each value; its status is always told. */
export const PARTS = [
  'numerator',
  'denominator',
  'value',
  'low',
  'high',
  'before',
  'before_low',
  'before_high',
  'change',
  'smoothed',
] as const
export type Part = (typeof PARTS)[number]

export const FORMATS = ['json', 'arrow', 'csv', 'xlsx', 'parquet'] as const
export type Format = (typeof FORMATS)[number]

const splitList = (text: string) =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')

const list = (description: string, example?: string) =>
  z
    .string()
    .max(6000)
    .transform(splitList)
    .optional()
    .openapi({ type: 'string', description: `${description} Comma separated.`, ...(example ? { example } : {}) })

const day = z.iso.date().optional()

/** The query string of /api/query. Names and members are checked against the catalog of the snapshot by the answer. */
export const QueryParams = z.strictObject({
  indicators: z.string().min(1).transform(splitList).openapi({
    type: 'string',
    description: 'Indicator ids, at most 64. Comma separated.',
    example: 'case_rate,case_count',
  }),
  by: list(
    'At most two dimensions: area:<level>, cell:<resolution>, day, week, month, quarter, year, category, …',
    'area:district',
  ),
  from: day.openapi({ description: 'First day. Unset: 90 days up to the end of the data.', example: '2026-08-03' }),
  to: day.openapi({ description: 'Last day, included.', example: '2026-10-31' }),
  compare: z
    .enum(['previous', 'year'])
    .optional()
    .openapi({ description: 'Previous period 环比 or the same period last year 同比.' }),
  compare_from: day.openapi({
    description: 'First day of a compared period of one’s own, in place of `compare`; with compare_to.',
    example: '2025-03-01',
  }),
  compare_to: day.openapi({ description: 'Last day of it, included.', example: '2025-05-31' }),
  smooth: z.enum(['global']).optional().openapi({
    description:
      'Adds rates drawn to that of all rows, the more the fewer people (empirical Bayes). By one dimension of places only.',
  }),
  area: list('Area codes of any level.'),
  cell: list('H3 cells.'),
  category: list('Categories.'),
  category_group: list('Groups of categories.'),
  channel: list('Channels.'),
  department: list('Departments.'),
  urban_class: list('urban, fringe, rural.'),
  status: list('open, closed.'),
  parts: z
    .string()
    .max(200)
    .transform(splitList)
    .pipe(z.array(z.enum(PARTS)).min(1))
    .optional()
    .openapi({
      type: 'string',
      description: `With format=arrow: what to tell of each value beside its status, of ${PARTS.join(', ')}. Unset: all there is. Comma separated.`,
      example: 'value',
    }),
  v: version,
  format: z
    .enum(FORMATS)
    .optional()
    .openapi({ description: 'Format of the answer; the Accept header may choose it too.' }),
})
export type QueryParams = z.output<typeof QueryParams>
