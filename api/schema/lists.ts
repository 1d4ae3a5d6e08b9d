import { z } from '@hono/zod-openapi'
import { Label, version } from './label.ts'

export const SnapshotsBody = z
  .array(
    z.object({
      id: z.string(),
      city: z.string(),
      published_at: z.string(),
      current: z.boolean(),
      bytes: z.number().int(),
      /** Rows of all tables that are told: in profile standard none with a row for a person or a case. */
      rows: z.number().int(),
      tables: z.record(z.string(), z.number()),
      inputs: z.array(z.object({ source: z.string(), file: z.string(), sha256: z.string() })),
    }),
  )
  .openapi('Snapshots')
export type SnapshotsBody = z.infer<typeof SnapshotsBody>

/** records = filtered + loaded + duplicate + quarantined. Null: withheld, of cases in profile standard. */
const Load = z.object({
  load_id: z.number().int(),
  source: z.string(),
  /** Name of the source. */
  label: Label,
  recipe_sha256: z.string(),
  target: z.string(),
  file: z.string(),
  sha256: z.string(),
  bytes: z.number().nullable(),
  encoding: z.string(),
  /** Records counted in the file. */
  records: z.number().int().nullable(),
  /** Records the recipe leaves to other cities. */
  filtered: z.number().int(),
  rows_in: z.number().int().nullable(),
  loaded: z.number().int().nullable(),
  duplicate: z.number().int(),
  quarantined: z.number().int(),
  /** Reason id → rows set aside for it. */
  reasons: z.record(z.string(), z.number()),
  /** Rule → how often it decided what a value means. */
  decided: z.record(z.string(), z.number()),
  /** First and last day (YYYY-MM-DD) or year (YYYY) of its rows; null where they have none. */
  data_from: z.string().nullable(),
  data_to: z.string().nullable(),
  licence: z.string().nullable(),
  publisher: z.string().nullable(),
})
export const LoadsBody = z.array(Load).openapi('Loads')
export type LoadsBody = z.infer<typeof LoadsBody>

export const ChecksBody = z
  .array(
    z.object({
      check_id: z.string(),
      severity: z.enum(['error', 'warning', 'note']),
      passed: z.boolean(),
      /** A table, a source or source.field; null in snapshots that did not say. */
      subject: z.string().nullable(),
      /** What was found, with its numbers. */
      detail: Label,
    }),
  )
  .openapi('Checks')
export type ChecksBody = z.infer<typeof ChecksBody>

const name = z.string().min(1).max(200).optional()

/** The query string of /api/quarantine; names are checked against the snapshot. */
export const QuarantineParams = z.strictObject({
  source: name.openapi({ description: 'Source id.' }),
  load: z.coerce.number().int().min(1).optional().openapi({ description: 'Load id: one file.' }),
  reason: name.openapi({ description: 'Reason id.' }),
  field: name.openapi({ description: 'Column at fault, as the file calls it.' }),
  limit: z.coerce.number().int().min(1).max(1000).default(100),
  offset: z.coerce.number().int().min(0).max(100_000_000).default(0),
  v: version,
  format: z
    .enum(['json', 'csv'])
    .default('json')
    .openapi({ description: 'csv: every row that meets the filter, whatever limit and offset say.' }),
})

export const QuarantineBody = z
  .object({
    /** Rows that meet the filter. */
    total: z.number().int(),
    by_reason: z.array(z.object({ reason: z.string(), label: Label, n: z.number() })),
    by_source: z.array(z.object({ source: z.string(), label: Label, n: z.number() })),
    by_field: z.array(z.object({ field: z.string().nullable(), n: z.number() })),
    rows: z.array(
      z.object({
        load_id: z.number().int(),
        source: z.string(),
        file: z.string(),
        line: z.number().int(),
        field: z.string().nullable(),
        reason: z.string(),
        /** What the reason means. */
        label: Label,
        /** The record, personal columns masked. */
        raw: z.string().nullable(),
        suggestion: Label.nullable(),
      }),
    ),
  })
  .openapi('Quarantine')
export type QuarantineBody = z.infer<typeof QuarantineBody>
