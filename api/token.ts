import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Context, MiddlewareHandler } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import type { Settings } from '../warehouse/catalog/settings.ts'
import { ApiError } from './errors.ts'
import { isLoopback } from './security.ts'

const COOKIE = 'city_brain'
const DAYS = 30
const MIN_BYTES = 32

/** Why the server must not start with these settings, in both languages; null when it may. */
export function refuseStart(settings: Settings): { zh: string; en: string } | null {
  const bytes = Buffer.byteLength(settings.CITY_TOKEN)
  if (bytes > 0 && bytes < MIN_BYTES) {
    return {
      zh: `CITY_TOKEN 只有 ${bytes} 字节，至少需要 ${MIN_BYTES} 字节。可用 openssl rand -hex 32 生成。`,
      en: `CITY_TOKEN has ${bytes} bytes; it needs at least ${MIN_BYTES}. Make one with: openssl rand -hex 32`,
    }
  }
  if (bytes === 0 && !isLoopback(settings.HOST)) {
    return {
      zh: `HOST=${settings.HOST} 会让其他机器访问本服务，因此必须设置 CITY_TOKEN（至少 ${MIN_BYTES} 字节）；或保留默认的 127.0.0.1。`,
      en: `HOST=${settings.HOST} opens the server to other machines, so CITY_TOKEN (at least ${MIN_BYTES} bytes) must be set; or keep the default 127.0.0.1.`,
    }
  }
  return null
}

/**
 * With CITY_TOKEN set, lets in who shows it: once as `?token=` (answered by a cookie and a redirect without it), then by
 * cookie; programs by `Authorization: Bearer`. The cookie holds a signed date, never the token.
 */
export function requireToken(settings: Settings, now: () => Date): MiddlewareHandler {
  const token = settings.CITY_TOKEN
  if (token === '') return (_, next) => next()

  return async (c, next) => {
    const shown = c.req.query('token')
    if (shown !== undefined && isSame(shown, token)) {
      setCookie(c, COOKIE, sign(token, now()), {
        httpOnly: true,
        sameSite: 'Strict',
        path: '/',
        maxAge: DAYS * 86_400,
        secure: c.req.header('x-forwarded-proto') === 'https',
      })
      const url = new URL(c.req.url)
      url.searchParams.delete('token')
      c.header('Cache-Control', 'no-store')
      return c.redirect(url.pathname.replace(/^\/+/, '/') + url.search, 303)
    }
    const bearer = /^Bearer (.+)$/.exec(c.req.header('authorization') ?? '')?.[1]
    if ((bearer !== undefined && isSame(bearer, token)) || isValid(getCookie(c, COOKIE), token, now())) {
      await next()
      if (!c.res.headers.has('Cache-Control')) c.res.headers.set('Cache-Control', 'private, no-cache')
      return
    }
    if (c.req.path.startsWith('/api/') || c.req.path === '/openapi.json') throw missing()
    return askForToken(c)
  }
}

const missing = () =>
  new ApiError({
    status: 401,
    code: 'token_required',
    message: {
      zh: '需要访问令牌：首次访问请在网址后加 ?token=…，程序请用 Authorization: Bearer。',
      en: 'A token is needed: add ?token=… to the address once, or send Authorization: Bearer from a program.',
    },
    headers: { 'WWW-Authenticate': 'Bearer' },
  })

const askForToken = (c: Context) =>
  c.html(
    `<!doctype html><html lang="zh"><meta charset="utf-8"><title>City Brain Lite</title>
<form method="get"><p><label>访问令牌 Access token <input name="token" type="password" autocomplete="off" autofocus></label>
<button>进入 Enter</button></p></form></html>`,
    401,
    { 'Cache-Control': 'no-store' },
  )

const digest = (token: string, text: string) => createHmac('sha256', token).update(text).digest()

function isSame(shown: string, token: string): boolean {
  return timingSafeEqual(digest(token, shown), digest(token, token))
}

const sign = (token: string, at: Date): string => {
  const issued = at.getTime().toString(36)
  return `${issued}.${digest(token, `city-brain ${issued}`).toString('base64url')}`
}

function isValid(cookie: string | undefined, token: string, now: Date): boolean {
  const [issued, signature] = cookie?.split('.') ?? []
  if (issued === undefined || signature === undefined) return false
  const expected = digest(token, `city-brain ${issued}`)
  const given = Buffer.from(signature, 'base64url')
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return false
  const age = now.getTime() - Number.parseInt(issued, 36)
  return age >= -60_000 && age < DAYS * 86_400_000
}
