import { z } from 'zod'

const severity = z.enum(['error', 'warning', 'note']).default('error')
const share = z.number().min(0).max(1)

/** A promise that the rows of one source keep. error: stops publishing when broken; warning and note are shown. */
export const RecipeCheck = z.discriminatedUnion('check', [
  /** No two rows agree in all of `fields`. */
  z.strictObject({ check: z.literal('unique'), fields: z.array(z.string()).min(1), severity }),
  /** At most this share of rows lacks the field; 0 when unset. */
  z.strictObject({ check: z.literal('not_null'), field: z.string(), most: share.default(0), severity }),
  /** The field has these values and no other; empty ones are not looked at. */
  z.strictObject({
    check: z.literal('accepted'),
    field: z.string(),
    values: z.array(z.union([z.string(), z.number(), z.boolean()])).min(1),
    severity,
  }),
  /**
   * The newest row is at most so many days older than the end of the data (`as_of`), than the day of publishing, or than
   * a stated day such as that of the export.
   */
  z.strictObject({
    check: z.literal('fresh'),
    days: z.int().min(0),
    before: z.union([z.enum(['as_of', 'publishing']), z.iso.date()]).default('as_of'),
    severity,
  }),
  /** As many rows as in the snapshot before, give or take this share of them. */
  z.strictObject({ check: z.literal('drift'), most: z.number().min(0), severity }),
  /** At most so many days without any case between full days; 0 when unset. */
  z.strictObject({ check: z.literal('no_gaps'), most: z.int().min(0).default(0), severity }),
])
export type RecipeCheck = z.infer<typeof RecipeCheck>

/** A promise that the tables of a city keep together. */
export const PackCheck = z.discriminatedUnion('check', [
  /** Where an area and all the areas of one level below it have figures, these add up to it, within this share. */
  z.strictObject({
    check: z.literal('area_sums'),
    table: z.enum(['population', 'housing']),
    within: share.default(0.005),
    severity,
  }),
])
export type PackCheck = z.infer<typeof PackCheck>
