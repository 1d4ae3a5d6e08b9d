import { z } from '@hono/zod-openapi'
import { Label } from './label.ts'

/** The ingest that runs now or ran last; `idle` when none ran since the server started. */
export const IngestBody = z
  .object({
    state: z.enum(['idle', 'running', 'done', 'failed', 'cancelled']),
    started_at: z.string().nullable(),
    step: Label,
    /** File being read. */
    file: z.string().nullable(),
    /** Of all files of this run. */
    done_bytes: z.number(),
    total_bytes: z.number(),
    /** Records read so far. */
    records: z.number(),
    rows_per_s: z.number().nullable(),
    /** About how long reading will still take; null where that cannot be said. */
    seconds_left: z.number().nullable(),
    /** How it ended; null while it runs. */
    message: Label.nullable(),
    /** Report of a run that published, found nothing new or was refused by checks, as `city ingest --json` writes it. */
    report: z.custom<Record<string, unknown>>().nullable().openapi({ type: 'object' }),
  })
  .openapi('Ingest')
export type IngestBody = z.infer<typeof IngestBody>
