import { readFileSync } from 'node:fs'
import { z } from '@hono/zod-openapi'

const manifest = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'))

/** Version of the product, from package.json. */
export const VERSION = z.object({ version: z.string() }).parse(manifest).version
