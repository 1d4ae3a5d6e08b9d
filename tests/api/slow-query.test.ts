import { request } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { withinLimit } from '../../api/limits.ts'
import { listen } from '../../api/server.ts'
import { readSettings } from '../../warehouse/catalog/settings.ts'
import type { Attached, Reader } from '../../warehouse/snapshot/types.ts'
import { openTiny, type TinyServer } from './tiny-city.ts'

const ENDLESS = 'select count(*) as n from range(1000000000) a, range(1000) b where (a.range * b.range) % 7 = 3'
const QUERY = 'indicators=case_count&from=2026-08-01&to=2026-08-31'

/** A reader whose every statement goes on without end until it is cancelled. */
function endless(reader: Reader, outcomes: string[]): Reader {
  const slow = (snapshot: Attached): Attached => {
    const { engine } = snapshot
    const query: typeof engine.query = (_, options) =>
      engine.query({ text: ENDLESS }, options).catch((cause) => {
        outcomes.push(cause instanceof Error ? cause.name : 'unknown')
        throw cause
      })
    const { dialect } = engine
    return {
      ...snapshot,
      engine: {
        dialect,
        query,
        scan: (sql, take) => engine.scan(sql, take),
        exec: (sql, options) => engine.exec(sql, options),
        load: (table, spec) => engine.load(table, spec),
        viewOf: (view, spec) => engine.viewOf(view, spec),
        register: (fn) => engine.register(fn),
        attach: (path, name) => engine.attach(path, name),
        detach: (name) => engine.detach(name),
        close: () => engine.close(),
      },
    }
  }
  return {
    city: reader.city,
    current: () => reader.current(),
    use: (version, task) => reader.use(version, (snapshot) => task(slow(snapshot))),
    refresh: () => reader.refresh(),
    onPublish: (listener) => reader.onPublish(listener),
    onAlarm: (watcher) => reader.onAlarm(watcher),
    list: () => reader.list(),
    alarm: () => reader.alarm(),
    close: () => reader.close(),
  }
}

describe('a query without end', () => {
  let tiny: TinyServer
  beforeAll(async () => {
    tiny = await openTiny()
  })
  afterAll(() => tiny.close())

  it('is cancelled at its limit with a sentence, and health answers at once meanwhile', async () => {
    const outcomes: string[] = []
    const settings = readSettings({ ...tiny.settings, PORT: '0', QUERY_SECONDS: '1' })
    const running = await listen(settings, endless(tiny.reader, outcomes), '/nowhere')
    const base = `http://127.0.0.1:${running.port}`
    try {
      const startedAt = performance.now()
      const slow = Array.from({ length: 4 }, (_, i) =>
        fetch(`${base}/api/query?${QUERY}&by=${['day', 'week', 'month', 'year'][i]}`),
      )
      await new Promise((resolve) => setTimeout(resolve, 150))
      const waits: number[] = []
      for (let i = 0; i < 5; i++) {
        const askedAt = performance.now()
        expect((await fetch(`${base}/api/health`)).status).toBe(200)
        waits.push(performance.now() - askedAt)
      }
      expect(Math.min(...waits)).toBeLessThan(200)
      const answers = await Promise.all(slow)
      expect(answers.map((answer) => answer.status)).toEqual([504, 504, 504, 504])
      for (const answer of answers) expect(await answer.json()).toMatchObject({ error: { code: 'slow_query' } })
      expect(performance.now() - startedAt).toBeLessThan(10_000)
      expect(outcomes.length).toBeGreaterThanOrEqual(4)
    } finally {
      await running.close()
    }
  })
})

describe('a client that leaves', () => {
  let tiny: TinyServer
  beforeAll(async () => {
    tiny = await openTiny()
  })
  afterAll(() => tiny.close())

  it('takes its query with it', async () => {
    const outcomes: string[] = []
    const settings = readSettings({ ...tiny.settings, PORT: '0', QUERY_SECONDS: '60' })
    const running = await listen(settings, endless(tiny.reader, outcomes), '/nowhere')
    try {
      const asked = request(`http://127.0.0.1:${running.port}/api/query?${QUERY}`)
      asked.on('error', () => {})
      asked.end()
      await new Promise((resolve) => setTimeout(resolve, 300))
      expect(outcomes).toEqual([])
      asked.destroy()
      await expect.poll(() => outcomes.length, { timeout: 10_000 }).toBeGreaterThan(0)
    } finally {
      await running.close()
    }
  })

  it('is not told of a limit it did not reach', async () => {
    const gone = AbortSignal.abort()
    const task = (signal: AbortSignal) => Promise.reject(new Error(`aborted: ${signal.aborted}`))
    await expect(withinLimit(readSettings({}), gone, task)).rejects.toThrow('aborted: true')
  })
})
