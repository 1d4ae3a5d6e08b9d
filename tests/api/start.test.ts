import { spawn } from 'node:child_process'
import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { staticRoutes } from '../../api/static.ts'
import { SETTINGS } from '../../warehouse/catalog/settings.ts'
import { publishTiny } from './tiny-city.ts'

const root = resolve(import.meta.dirname, '../..')

function run(script: string, env: Record<string, string>, args: string[] = []) {
  const child = spawn(process.execPath, ['--import', 'tsx', join(root, script), ...args], {
    cwd: root,
    env: { ...process.env, ...env },
  })
  const said = { out: '', err: '' }
  child.stdout.on('data', (chunk: Buffer) => (said.out += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (said.err += chunk.toString()))
  const ended = new Promise<number | null>((done) => child.once('exit', done))
  return { child, said, ended }
}

describe('the server as a process', () => {
  let dataDir: string
  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'start-'))
    await publishTiny(dataDir)
  })
  afterAll(() => rm(dataDir, { recursive: true, force: true }))

  it('says where to look, answers there, and ends on SIGTERM within five seconds', async () => {
    const { child, said, ended } = run('api/server.ts', { CITY_DATA: dataDir, CITY: '', PORT: '0' })
    await expect.poll(() => said.out, { timeout: 30_000 }).toMatch(/\/\n$/)
    const address = /^City Brain Lite: 小城 Tiny at (http:\/\/127\.0\.0\.1:\d+\/)\n$/.exec(said.out)?.[1] ?? ''
    expect(await (await fetch(`${address}api/health`)).json()).toMatchObject({ city: 'tiny' })
    const events = await fetch(`${address}api/events`)
    const askedAt = performance.now()
    child.kill('SIGTERM')
    expect(await ended).toBe(0)
    expect(performance.now() - askedAt).toBeLessThan(5_000)
    await events.body?.cancel().catch(() => {})
  })

  it.each(['api/server.ts', 'api/start.ts'])('%s refuses an open address without a token', async (script) => {
    const { said, ended } = run(script, { CITY_DATA: dataDir, HOST: '0.0.0.0', PORT: '0', CITY_TOKEN: '' })
    expect(await ended).toBe(1)
    expect(said.err).toContain('CITY_TOKEN')
    expect(said.err).not.toMatch(/\n\s+at /)
  })

  it('--help names every setting', async () => {
    const { said, ended } = run('api/start.ts', {}, ['--help'])
    expect(await ended).toBe(0)
    for (const setting of SETTINGS) expect(said.out).toContain(setting.name)
  })
})

describe('the built faces', () => {
  let dist: string
  beforeAll(async () => {
    dist = await mkdtemp(join(tmpdir(), 'dist-'))
    await mkdir(join(dist, 'assets'))
    await writeFile(join(dist, 'index.html'), '<!doctype html><title>desk</title>')
    await writeFile(join(dist, 'assets/app-1a2b.js'), 'export {}')
  })
  afterAll(() => rm(dist, { recursive: true, force: true }))

  it('one page serves the three paths and is asked for again each time', async () => {
    for (const path of ['/', '/wall', '/tables', '/data']) {
      const response = await staticRoutes(dist).request(path)
      expect(response.headers.get('cache-control')).toBe('no-cache')
      expect(await response.text()).toContain('desk')
    }
  })

  it('hashed assets are kept for ever', async () => {
    const response = await staticRoutes(dist).request('/assets/app-1a2b.js')
    expect(response.headers.get('content-type')).toContain('text/javascript')
    expect(response.headers.get('cache-control')).toContain('immutable')
  })

  it.each([
    '/../package.json',
    '/%2e%2e/package.json',
    '/assets/..%2f..%2fetc/passwd',
    '/assets/\\..\\x',
    '/assets/%00',
    '/wall/',
  ])('nothing outside the folder is served: %s', async (path) => {
    expect((await staticRoutes(dist).request(path)).status).toBe(404)
  })
})
