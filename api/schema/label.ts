import { z } from '@hono/zod-openapi'

export const Label = z.object({ zh: z.string(), en: z.string() }).openapi('Label')
export type Label = z.infer<typeof Label>

/** A snapshot id, to cite a published version; unset: the current one. */
export const version = z
  .string()
  .regex(/^[0-9a-f]{4,64}$/, 'a snapshot id of hexadecimal digits')
  .optional()
  .openapi({ description: 'Snapshot to answer from. Unset: the current one.', example: '5f2c9a1b03de4477' })
