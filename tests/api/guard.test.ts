import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ErrorBody } from '../../api/schema/error.ts'
import { isAllowedHost } from '../../api/security.ts'
import { listen } from '../../api/server.ts'
import { refuseStart } from '../../api/token.ts'
import { readSettings } from '../../warehouse/catalog/settings.ts'
import { HOST, openTiny, type TinyServer } from './tiny-city.ts'

const codeOf = async (response: Response) => ((await response.json()) as ErrorBody).error.code
const TOKEN = 'a'.repeat(40)

describe('who may ask', () => {
  let tiny: TinyServer
  beforeAll(async () => {
    tiny = await openTiny()
  })
  afterAll(() => tiny.close())

  it.each([
    'evil.example',
    'evil.example:8787',
    '127.0.0.1:9999',
    '127.0.0.1.evil.example:8787',
    'localhost@evil:8787',
    '',
  ])('a forged Host is refused: %s', async (host) => {
    const response = await tiny.get('/api/health', { host })
    expect(response.status).toBe(403)
    expect(await codeOf(response)).toBe('foreign_host')
  })

  it.each(['127.0.0.1:8787', 'localhost:8787', '[::1]:8787', 'LOCALHOST:8787'])(
    'a name of its own is served: %s',
    async (host) => {
      expect((await tiny.get('/api/health', { host })).status).toBe(200)
    },
  )

  it.each(['http://evil.example', 'null', 'http://127.0.0.1:9999', 'http://localhost:8787', 'file://'])(
    'a foreign Origin is refused: %s',
    async (origin) => {
      const response = await tiny.get('/api/catalog', { origin })
      expect(response.status).toBe(403)
      expect(await codeOf(response)).toBe('foreign_origin')
    },
  )

  it('its own Origin is served', async () => {
    expect((await tiny.get('/api/health', { origin: `http://${HOST}` })).status).toBe(200)
  })

  it('a write without the same-origin header is refused, and with it there is none to do', async () => {
    const headers = { host: HOST, origin: `http://${HOST}` }
    expect((await tiny.app.request('/api/health', { method: 'POST', headers })).status).toBe(403)
    const marked = { ...headers, 'x-city-brain': '1' }
    const response = await tiny.app.request('/api/health', { method: 'POST', headers: marked })
    expect(response.status).toBe(405)
    expect(response.headers.get('allow')).toBe('GET, HEAD')
  })

  it('names of ALLOWED_HOSTS are served at the port they state, or a proxy’s', () => {
    const settings = readSettings({ ALLOWED_HOSTS: 'city.example, desk.example:8443' })
    const allowed = (host: string) => isAllowedHost(host, settings, '8787')
    expect(['city.example', 'city.example:8787', 'desk.example:8443'].map(allowed)).toEqual([true, true, true])
    expect(['city.example:1', 'desk.example', 'desk.example:8787'].map(allowed)).toEqual([false, false, false])
  })

  it('every answer carries the policies, refusals too', async () => {
    for (const response of [await tiny.get('/api/health'), await tiny.get('/api/health', { host: 'evil' })]) {
      const policy = response.headers.get('content-security-policy') ?? ''
      expect(policy).toContain("default-src 'self'")
      expect(policy).toContain("frame-ancestors 'none'")
      expect(policy).not.toMatch(/unsafe-(inline|eval)/)
      expect(response.headers.get('x-content-type-options')).toBe('nosniff')
      expect(response.headers.get('referrer-policy')).toBe('no-referrer')
      expect(response.headers.get('access-control-allow-origin')).toBeNull()
    }
  })

  it('a long address and a body are refused', async () => {
    expect((await tiny.get(`/api/query?indicators=${'x'.repeat(9000)}`)).status).toBe(414)
    expect((await tiny.get('/api/health', { 'content-length': '5' })).status).toBe(413)
  })

  it('an open address without a token does not start, nor does a short token', async () => {
    expect(refuseStart(readSettings({ HOST: '127.0.0.1' }))).toBeNull()
    expect(refuseStart(readSettings({ HOST: '::1' }))).toBeNull()
    expect(refuseStart(readSettings({ HOST: '0.0.0.0', CITY_TOKEN: TOKEN }))).toBeNull()
    expect(refuseStart(readSettings({ HOST: '0.0.0.0' }))?.en).toContain('CITY_TOKEN')
    expect(refuseStart(readSettings({ HOST: '127.evil.example' }))).not.toBeNull()
    expect(refuseStart(readSettings({ CITY_TOKEN: 'short' }))?.zh).toContain('32')
    await expect(listen(readSettings({ HOST: '0.0.0.0', PORT: '0' }), tiny.reader)).rejects.toThrow(/CITY_TOKEN/)
  })
})

describe('the token', () => {
  let tiny: TinyServer
  beforeAll(async () => {
    tiny = await openTiny({ CITY_TOKEN: TOKEN })
  })
  afterAll(() => tiny.close())

  it('is asked for on every route', async () => {
    for (const path of [
      '/api/health',
      '/api/catalog',
      '/openapi.json',
      '/',
      '/wall',
      '/assets/x.js',
      '//api/health',
      '/API/health',
    ]) {
      expect((await tiny.get(path)).status, path).toBe(401)
    }
    expect((await tiny.get('/api/health?token=wrong')).status).toBe(401)
    expect((await tiny.get('/api/health', { cookie: 'city_brain=abc.def' })).status).toBe(401)
  })

  it('shown once becomes a strict cookie and leaves the address', async () => {
    const response = await tiny.get(`/wall?lang=zh&token=${TOKEN}`)
    expect(response.status).toBe(303)
    expect(response.headers.get('location')).toBe('/wall?lang=zh')
    const cookie = response.headers.get('set-cookie') ?? ''
    expect(cookie).toMatch(/HttpOnly/i)
    expect(cookie).toMatch(/SameSite=Strict/i)
    expect(cookie).not.toContain(TOKEN)
    const kept = cookie.split(';')[0] ?? ''
    expect((await tiny.get('/api/health', { cookie: kept })).status).toBe(200)
    expect((await tiny.get('/api/health', { cookie: `${kept}x` })).status).toBe(401)
  })

  it('does not redirect to another site', async () => {
    const response = await tiny.get(`//evil.example/?token=${TOKEN}`)
    expect(response.headers.get('location') ?? '').not.toMatch(/^\/\/|^http/)
  })

  it('serves programs by the Authorization header', async () => {
    expect((await tiny.get('/api/health', { authorization: `Bearer ${TOKEN}` })).status).toBe(200)
  })
})
