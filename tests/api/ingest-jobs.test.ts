import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createApp } from '../../api/app.ts'
import type { ErrorBody } from '../../api/schema/error.ts'
import type { IngestBody } from '../../api/schema/ingest.ts'
import { ingest } from '../../ingest/pipeline.ts'
import { readSettings } from '../../warehouse/catalog/settings.ts'
import { openReader } from '../../warehouse/snapshot/reader.ts'
import type { Reader } from '../../warehouse/snapshot/types.ts'
import { HOST } from './tiny-city.ts'

const TINY = join(import.meta.dirname, '../ingest/tiny')
const OWN = { host: HOST, origin: `http://${HOST}`, 'x-city-brain': '1' }

let folder: string
let from: string
let data: string
let reader: Reader
let app: ReturnType<typeof createApp>

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ingest-jobs-'))
  from = join(folder, 'pack/files')
  data = join(folder, 'data')
  cpSync(TINY, join(folder, 'pack'), { recursive: true })
  await ingest({ pack: join(folder, 'pack'), from, data })
  reader = await openReader({ dataDir: data, city: 'tinyville' })
  app = createApp({ reader, settings: readSettings({ CITY_DATA: data }), log: () => {} })
})
afterEach(async () => {
  await reader.close()
  rmSync(folder, { recursive: true, force: true })
})

const ask = async (method = 'GET', headers: Record<string, string> = OWN) =>
  app.request('/api/ingest', { method, headers })
const bodyOf = async (response: Response) => (await response.json()) as IngestBody
const codeOf = async (response: Response) => ((await response.json()) as ErrorBody).error.code

/** The states that /api/events tells until the job has ended. */
async function told(): Promise<IngestBody[]> {
  const response = await app.request('/api/events', { headers: { host: HOST } })
  const stream = response.body?.pipeThrough(new TextDecoderStream()).getReader()
  const states: IngestBody[] = []
  let text = ''
  while (stream && states.every(({ state }) => state === 'running')) {
    const chunk = await stream.read()
    if (chunk.done) break
    text += chunk.value
    const events = text.split('\n\n')
    text = events.pop() ?? ''
    for (const event of events) {
      const data = /^event: ingest\ndata: (.*)$/m.exec(event)?.[1]
      if (data !== undefined) states.push(JSON.parse(data) as IngestBody)
    }
  }
  await stream?.cancel()
  return states
}

const current = () => readFileSync(join(data, 'tinyville/CURRENT'), 'utf8').trim()

/** Adds a file of so many cases. */
function addCases(n: number): void {
  const [header = '', line = ''] = readFileSync(join(TINY, 'files/cases_a.csv'), 'utf8').split('\n')
  const many = Array.from({ length: n }, (_, i) => line.replace('A1', `B${i}`))
  writeFileSync(join(from, 'cases_b.csv'), [header, ...many, ''].join('\n'))
}

describe('an ingest asked for over HTTP', () => {
  it('reads the folder of the ingest before, tells how far it is, and publishes', async () => {
    expect(await bodyOf(await ask())).toMatchObject({ state: 'idle', report: null })
    addCases(2000)
    const before = current()
    const ending = told()
    const response = await ask('POST')
    expect(response.status).toBe(202)
    expect(await bodyOf(response)).toMatchObject({ state: 'running', message: null })
    expect(await codeOf(await ask('POST'))).toBe('ingest_running')
    const states = await ending
    const steps = new Set(states.map(({ step }) => step.en))
    for (const step of ['Starting', 'Receiving', 'Reading', 'Checking', 'Verifying and publishing']) {
      expect(steps).toContain(step)
    }
    expect(states.find(({ file }) => file === 'cases_b.csv')).toMatchObject({ step: { zh: '接收文件' } })
    const last = states.at(-1)
    expect(last).toMatchObject({ state: 'done', seconds_left: null, records: 2000 })
    expect(last?.done_bytes).toBe(last?.total_bytes)
    expect(last?.report).toMatchObject({ city: 'tinyville', outcome: 'published', snapshot: current() })
    expect(JSON.stringify(last)).not.toContain(folder)
    expect(current()).not.toBe(before)
    expect(await bodyOf(await ask())).toEqual(last)
  })

  it('fails with a sentence and leaves the snapshot served before', async () => {
    const before = current()
    writeFileSync(join(from, 'cases_a.csv'), 'id,id\n1,2\n')
    const ending = told()
    await ask('POST')
    const last = (await ending).at(-1)
    expect(last).toMatchObject({ state: 'failed', report: null })
    expect(last?.message?.en).toMatch(/Not published.*cases_a\.csv has two columns named "id"/)
    expect(last?.message?.zh).toContain('未发布')
    expect(current()).toBe(before)
  })

  it('is cancelled where it stands, and nothing is left of it', async () => {
    addCases(300_000)
    const before = current()
    const ending = told()
    await ask('POST')
    while ((await bodyOf(await ask())).step.en !== 'Reading') await new Promise((wake) => setTimeout(wake, 20))
    expect((await ask('DELETE')).status).toBe(202)
    const last = (await ending).at(-1)
    expect(last).toMatchObject({ state: 'cancelled', report: null })
    expect(last?.message?.en).toContain('The snapshot served before stays')
    expect(current()).toBe(before)
    expect(existsSync(join(data, 'tinyville/work'))).toBe(false)
    expect(await codeOf(await ask('DELETE'))).toBe('no_ingest')
  })

  it.each(['POST', 'DELETE'])('is no business of another site: %s', async (method) => {
    expect(await codeOf(await ask(method, { host: HOST }))).toBe('foreign_origin')
    expect(await codeOf(await ask(method, { host: HOST, origin: `http://${HOST}` }))).toBe('foreign_origin')
    expect(await codeOf(await ask(method, { ...OWN, origin: 'http://evil.example' }))).toBe('foreign_origin')
    expect((await bodyOf(await ask())).state).toBe('idle')
  })
})
