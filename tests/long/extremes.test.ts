import { spawn } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { caseLines, tinyCity } from '../ingest/tiny-city.ts'
import { zipBytes } from '../ingest/read/zip-bytes.ts'

const root = resolve(import.meta.dirname, '../..')
const folder = mkdtempSync(join(tmpdir(), 'extremes-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const MIB = 2 ** 20
/** Above the same ingest of five rows, MB. */
const MOST_MORE_MB = 250
const { header, lines } = caseLines()
const SOUND = lines.slice(0, 3)

interface Run {
  code: number | null
  said: string
  peakMb: number
  cases: Record<string, unknown> | undefined
}

/** Ingests the tiny city with this file of cases in a process of its own. */
async function run(fill: (path: string) => void): Promise<Run> {
  const city = tinyCity()
  fill(join(city.from, 'cases_a.csv'))
  const usage = join(folder, 'usage.json')
  const args = ['ingest', city.pack, '--from', city.from, '--data', city.data]
  const child = spawn(
    process.execPath,
    ['--import', './tests/bench/usage.mjs', '--import', 'tsx', 'ingest/cli.ts', ...args],
    {
      cwd: root,
      env: { ...process.env, USAGE_FILE: usage, MEMORY_LIMIT: '512MB' },
      stdio: ['ignore', 'ignore', 'pipe'],
    },
  )
  let said = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text))
  const code = await new Promise<number | null>((done) => child.once('close', done))
  const peakMb = (JSON.parse(readFileSync(usage, 'utf8')) as NodeJS.ResourceUsage).maxRSS / 1024
  const report = join(city.data, 'tinyville/report.json')
  const files =
    code === 0 ? (JSON.parse(readFileSync(report, 'utf8')) as { files: Record<string, unknown>[] }).files : []
  rmSync(join(city.pack, '..'), { recursive: true, force: true })
  return { code, said, peakMb, cases: files.find((file) => file.source === 'cases') }
}

/** Writes a file piece by piece, so that the test itself stays small. */
function pieces(path: string, parts: Iterable<string | Buffer>): void {
  const fd = openSync(path, 'w')
  for (const part of parts) writeSync(fd, Buffer.from(part as string))
  closeSync(fd)
}

describe('an ingest, in bounded memory,', () => {
  let plainMb = 0
  beforeAll(async () => {
    const { code, peakMb } = await run((path) => pieces(path, [`${header}\n`, ...SOUND.map((line) => `${line}\n`)]))
    expect(code).toBe(0)
    plainMb = peakMb
  })
  const expectSmall = ({ peakMb }: Run) => expect(peakMb - plainMb).toBeLessThan(MOST_MORE_MB)

  it.each([10_000, 100_000])('refuses %i columns', async (n) => {
    const row = (cell: (i: number) => string) => `${Array.from({ length: n }, (_, i) => cell(i)).join(',')}\n`
    const ended = await run((path) => pieces(path, [row((i) => `column ${i}`), row(() => '1').repeat(50)]))
    expect(ended.code).not.toBe(0)
    expect(ended.said).toMatch(/columns or more; 2,000 are allowed/)
    expectSmall(ended)
  })

  it.each([
    ['gzip', (bytes: Buffer) => gzipSync(bytes)],
    ['zip', (bytes: Buffer) => zipBytes([{ name: 'cases.csv', content: bytes }])],
  ])('refuses a %s bomb of 512 MB', async (_, pack) => {
    const bomb = pack(Buffer.alloc(512 * MIB, 'a'))
    const ended = await run((path) => writeFileSync(path, bomb))
    expect(ended.code).not.toBe(0)
    expect(ended.said).toMatch(/more than 200 times its size/)
    expectSmall(ended)
  })

  it('sets aside a hundred lines of 3 MB, quoted and not, and loads what stands between', async () => {
    const long = 'x'.repeat(3 * MIB)
    function* parts() {
      yield `${header}\n`
      for (let i = 0; i < 100; i++)
        yield `L${i},${i % 2 === 0 ? long : `"${long}"`}\n${(SOUND[0] ?? '').replace('A1', `S${i}`)}\n`
    }
    const ended = await run((path) => pieces(path, parts()))
    expect(ended.cases).toMatchObject({ records: 200, loaded: 100, quarantined: 100, reasons: { too_long: 100 } })
    expectSmall(ended)
  })

  it('sets aside one line of 300 MB without an end', async () => {
    const parts = [`${header}\n${SOUND[0]}\n`, ...Array.from({ length: 300 }, () => Buffer.alloc(MIB, 'x'))]
    const ended = await run((path) => pieces(path, parts))
    expect(ended.cases).toMatchObject({ records: 2, loaded: 1, quarantined: 1, reasons: { too_long: 1 } })
    expectSmall(ended)
  })

  it('loses one line of two hundred thousand to a quote that never closes', async () => {
    function* parts() {
      yield `${header}\nQ,"\n`
      for (let i = 0; i < 200_000; i++) yield `${(SOUND[0] ?? '').replace('A1', `S${i}`)}\n`
    }
    const ended = await run((path) => pieces(path, parts()))
    expect(ended.cases).toMatchObject({ loaded: 200_000, quarantined: 1, reasons: { unclosed_quote: 1 } })
  })
})
