import { z } from '@hono/zod-openapi'
import { version } from './label.ts'
import { members } from './loop.ts'

/** The query string of /api/people. */
export const PeopleParams = z.strictObject({
  area: members('Area codes of any level. Unset: the whole city.'),
  urban_class: members('urban, fringe, rural.').pipe(z.array(z.enum(['urban', 'fringe', 'rural'])).optional()),
  on: z.iso.date().optional().openapi({ description: 'Day whose year is told. Unset: the last of the data.' }),
  v: version,
})

const number = z.number().nullable()
const Band = z.object({
  from: z.number().int(),
  /** Last age of the band; null: and older. */
  to: z.number().int().nullable(),
  female: number,
  male: number,
})
export type Band = z.infer<typeof Band>

export const PeopleBody = z
  .object({
    snapshot: z.string(),
    basis: z.enum(['resident', 'registered']),
    year: z.number().int().nullable(),
    status: z.enum(['ok', 'missing', 'suppressed']),
    total: number,
    bands: z.array(Band),
    city: z.array(Band).nullable().openapi({
      description: 'The same of the whole city, where places were named.',
    }),
  })
  .openapi('People')
export type PeopleBody = z.infer<typeof PeopleBody>
