import { z } from '@hono/zod-openapi'
import { Label } from './label.ts'

const Part = z.object({
  role: z.enum(['numerator', 'denominator']),
  table: z.string(),
  /** Columns of the table that the part reads. */
  columns: z.array(z.string()),
  measure: z.string().nullable(),
  /** The part as SQL over one row `f` of the table; `?` stands for the values in order. */
  formula: z.string(),
  values: z.array(z.union([z.string(), z.number(), z.boolean(), z.null()])),
})

/** The way of indicators back to files, 用 ← 算 ← 存 ← 采. */
export const LineageBody = z
  .object({
    snapshot: z.string(),
    indicators: z.array(
      z.object({
        id: z.string(),
        version: z.number(),
        label: Label,
        kind: z.string(),
        /** For a gap: the indicator whose parts these are. */
        of: z.string().nullable(),
        parts: z.array(Part),
      }),
    ),
    tables: z.array(
      z.object({
        table: z.string(),
        grain: z.string(),
        columns: z.array(z.object({ name: z.string(), note: z.string() })),
        /** Null: withheld, as rows of cases are in profile standard. */
        rows: z.number().nullable(),
        sources: z.array(z.string()),
      }),
    ),
    sources: z.array(
      z.object({
        id: z.string(),
        label: Label,
        recipe_sha256: z.string(),
        publisher: z.string().nullable(),
        licence: z.string().nullable(),
        target: z.string(),
        /** Load ids. */
        files: z.array(z.number().int()),
      }),
    ),
    files: z.array(
      z.object({
        load_id: z.number().int(),
        source: z.string(),
        file: z.string(),
        sha256: z.string(),
        bytes: z.number().nullable(),
        records: z.number().nullable(),
        loaded: z.number().nullable(),
        quarantined: z.number(),
        /** Rows of this file that the indicator reads, by table; null without an indicator. */
        read: z.record(z.string(), z.number().nullable()).nullable(),
        data_from: z.string().nullable(),
        data_to: z.string().nullable(),
      }),
    ),
  })
  .openapi('Lineage')
export type LineageBody = z.infer<typeof LineageBody>
