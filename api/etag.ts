import { hash } from 'node:crypto'
import type { Context } from 'hono'

/** Identifies an answer: the snapshot it is from, and everything else that shapes its bytes. */
export function etagOf(snapshot: string, ...parts: unknown[]): string {
  return `"${snapshot}-${hash('sha256', JSON.stringify(parts)).slice(0, 16)}"`
}

/** Sets ETag and caching; true when the client has these bytes already and 304 says it all. */
export function isKnown(c: Context, etag: string, isPinned: boolean): boolean {
  c.header('ETag', etag)
  c.header('Cache-Control', isPinned ? 'private, max-age=3600' : 'private, no-cache')
  c.header('Vary', 'Accept', { append: true })
  const held = c.req.header('if-none-match')
  return held !== undefined && held.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag)
}
