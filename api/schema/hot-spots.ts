import { z } from '@hono/zod-openapi'
import { Label } from './label.ts'

const Period = z.object({ from: z.string(), to: z.string() })

export const HotSpotsBody = z
  .object({
    dimension: z.string().nullable(),
    period: Period.nullable(),
    basis: z.enum(['resident', 'registered']).nullable(),
    people_year: z.number().int().nullable(),
    /** False discovery rate below which a place is called hot or cold. */
    most_false: z.number(),
    fewest_expected: z.number(),
    runs: z.array(
      z.object({
        field: z.enum(['category', 'category_group']).nullable(),
        value: z.string().nullable(),
        label: Label,
        cases: z.number(),
        places: z.number().int(),
        tested: z.number().int(),
        hot: z.number().int(),
        cold: z.number().int(),
      }),
    ),
    spots: z.array(
      z.object({
        place: z.string(),
        label: Label,
        spot: z.enum(['hot', 'cold']),
        cases: z.number(),
        people: z.number(),
        expected: z.number(),
        z: z.number(),
        q: z.number(),
      }),
    ),
  })
  .openapi('HotSpots')
export type HotSpotsBody = z.infer<typeof HotSpotsBody>

export const AuditBody = z
  .discriminatedUnion('state', [
    z.object({ state: z.literal('running'), done: z.number().int(), of: z.number().int() }),
    z.object({
      state: z.literal('done'),
      result: z.object({
        places: z.number().int(),
        tested: z.number().int(),
        /** Spots by the normal; those of them that permutation confirms by the same rate, and others it calls. */
        called: z.number().int(),
        confirmed: z.number().int(),
        missed: z.number().int(),
        /** Of those called, places whose neighbours alone, their own rate kept, are unusual too (p < 0.05). */
        surrounded: z.number().int(),
        deals: z.number().int(),
        permutations: z.number().int(),
        seed: z.string(),
      }),
    }),
    z.object({ state: z.literal('failed') }),
  ])
  .openapi('Audit')
export type AuditBody = z.infer<typeof AuditBody>
