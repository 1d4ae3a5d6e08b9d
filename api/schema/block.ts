import { z } from '@hono/zod-openapi'
import { version } from './label.ts'

const list = (description: string) =>
  z
    .string()
    .max(6000)
    .transform((text) => text.split(',').filter((part) => part !== ''))
    .optional()
    .openapi({ type: 'string', description: `${description} Comma separated.` })

/** The query string of /api/block: no period, because a block is about all of them. */
export const BlockParams = z.strictObject({
  indicator: z.string().min(1).max(60).openapi({ description: 'Indicator id.', example: 'case_rate' }),
  views: list(
    'Breakdowns of the indicator: whole, area:<level>, cell:<resolution>, category_group, category, channel, department, urban_class. Each under all filters but those it leaves out: area:street~area.',
  ),
  counts: list('Breakdowns of all cases, named in the same way.'),
  area: list('Area codes of any level.'),
  cell: list('H3 cells.'),
  category: list('Categories.'),
  category_group: list('Groups of categories.'),
  channel: list('Channels.'),
  department: list('Departments.'),
  urban_class: list('urban, fringe, rural.'),
  status: list('open, closed.'),
  v: version,
})
