import { createReadStream, existsSync, readdirSync, statSync } from 'node:fs'
import { extname, join, sep } from 'node:path'
import { Readable } from 'node:stream'
import { Hono } from 'hono'
import { compress } from 'hono/compress'

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
  '.map': 'application/json',
  '.pbf': 'application/x-protobuf',
  '.txt': 'text/plain; charset=utf-8',
}

const FACES = ['/', '/wall', '/loop', '/alerts', '/gap', '/tables', '/data', '/report']

/**
 * Serves the built faces: index.html for the paths of the faces, and the files of the folder by a list made at start, so that
 * no request reaches the file system with a path of its own. Hashed assets may be kept for ever.
 */
export function staticRoutes(folder: string): Hono {
  const files = listFiles(folder)
  const routes = new Hono()
  routes.use(compress())
  routes.get('*', (c) => {
    const path = FACES.includes(c.req.path) ? '/index.html' : c.req.path
    const file = files.get(path)
    if (file === undefined) return c.notFound()
    const type = TYPES[extname(file)] ?? 'application/octet-stream'
    const cache = path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache'
    c.header('Content-Type', type)
    c.header('Cache-Control', cache)
    const { size, mtimeMs } = statSync(file)
    const etag = `"${size.toString(36)}-${Math.floor(mtimeMs).toString(36)}"`
    c.header('ETag', etag)
    if (c.req.header('if-none-match')?.replace(/^W\//, '') === etag) return c.body(null, 304)
    c.header('Content-Length', String(size))
    if (c.req.method === 'HEAD') return c.body(null)
    return c.body(Readable.toWeb(createReadStream(file)) as ReadableStream<Uint8Array>)
  })
  return routes
}

function listFiles(folder: string): Map<string, string> {
  if (!existsSync(folder)) return new Map()
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  return new Map(
    files.map((entry) => {
      const file = join(entry.parentPath, entry.name)
      return [file.slice(folder.length).split(sep).join('/'), file]
    }),
  )
}
