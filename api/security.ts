import type { MiddlewareHandler } from 'hono'
import { isIP } from 'node:net'
import type { Settings } from '../warehouse/catalog/settings.ts'
import { ApiError } from './errors.ts'

const LOOPBACK = ['localhost', '127.0.0.1', '[::1]']

/** Header that a page of this origin adds to anything that is not a read; another origin cannot without asking. */
export const SAME_ORIGIN_HEADER = 'x-city-brain'

export const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || host === '[::1]' || (isIP(host) === 4 && host.startsWith('127.'))

const CONTENT_POLICY = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "worker-src 'self' blob:",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ')

/** Headers on every answer, refusals included. */
export const securityHeaders: MiddlewareHandler = async (c, next) => {
  await next()
  const { headers } = c.res
  headers.set('Content-Security-Policy', CONTENT_POLICY)
  headers.set('X-Content-Type-Options', 'nosniff')
  headers.set('X-Frame-Options', 'DENY')
  headers.set('Referrer-Policy', 'no-referrer')
  headers.set('Cross-Origin-Opener-Policy', 'same-origin')
  headers.set('Cross-Origin-Resource-Policy', 'same-origin')
}

/**
 * Whether a Host header names this server: a loopback name or HOST at the port listened on, or an entry of
 * ALLOWED_HOSTS (with the port it states; without one, the port listened on or a proxy's default port).
 */
export function isAllowedHost(header: string, settings: Settings, port: string): boolean {
  const match = /^(\[[0-9a-fA-F:.]+\]|[^:[\]/@\s]+)(?::(\d{1,5}))?$/.exec(header)
  if (match === null) return false
  const name = (match[1] ?? '').toLowerCase()
  const stated = match[2]
  const here = stated === port || (stated === undefined && port === '80')
  const own = settings.HOST.includes(':') && !settings.HOST.startsWith('[') ? `[${settings.HOST}]` : settings.HOST
  if (here && (LOOPBACK.includes(name) || name === own.toLowerCase())) return true
  return settings.ALLOWED_HOSTS.split(',')
    .map((entry) => entry.trim().toLowerCase())
    .filter((entry) => entry !== '')
    .some((entry) => entry === header.toLowerCase() || (entry === name && (here || stated === undefined)))
}

/** Refuses requests that another site could have sent: forged Host, foreign Origin, unmarked writes. */
export function guardOrigin(settings: Settings): MiddlewareHandler {
  return async (c, next) => {
    const port = listeningPort(c.env) ?? settings.PORT
    const host = c.req.header('host')
    if (host !== undefined && !isAllowedHost(host, settings, port)) {
      throw new ApiError({
        status: 403,
        code: 'foreign_host',
        message: {
          zh: '请求的主机名不属于本服务。如需以其他名称访问，请加入 ALLOWED_HOSTS。',
          en: 'This server does not go by that host name. To use another name, add it to ALLOWED_HOSTS.',
        },
        field: 'Host',
      })
    }
    const origin = c.req.header('origin')
    const isRead = c.req.method === 'GET' || c.req.method === 'HEAD'
    if (origin !== undefined && !isOwnOrigin(origin, host, settings, port)) throw foreignOrigin()
    if (!isRead && (origin === undefined || c.req.header(SAME_ORIGIN_HEADER) === undefined)) throw foreignOrigin()
    await next()
  }
}

const foreignOrigin = () =>
  new ApiError({
    status: 403,
    code: 'foreign_origin',
    message: {
      zh: `请求不是由本服务的页面发出。修改类请求须同源并带请求头 ${SAME_ORIGIN_HEADER}。`,
      en: `The request was not sent by a page of this server. Writes must be same-origin and carry the header ${SAME_ORIGIN_HEADER}.`,
    },
    field: 'Origin',
  })

function isOwnOrigin(origin: string, host: string | undefined, settings: Settings, port: string): boolean {
  const match = /^https?:\/\/([^/]+)$/.exec(origin)
  const authority = match?.[1]
  if (authority === undefined || !isAllowedHost(authority, settings, port)) return false
  return host === undefined || authority.toLowerCase() === host.toLowerCase()
}

/** The port the connection came in on, known when Node serves; tests call the app without one. */
function listeningPort(env: unknown): string | null {
  if (typeof env !== 'object' || env === null || !('incoming' in env)) return null
  const { incoming } = env
  if (typeof incoming !== 'object' || incoming === null || !('socket' in incoming)) return null
  const { socket } = incoming
  if (typeof socket !== 'object' || socket === null || !('localPort' in socket)) return null
  return typeof socket.localPort === 'number' ? String(socket.localPort) : null
}
