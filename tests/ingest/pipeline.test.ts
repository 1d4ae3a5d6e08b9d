import { spawn } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { CancelledError } from '../../ingest/ingest-error.ts'
import { ingest } from '../../ingest/pipeline.ts'
import { silent } from '../../ingest/progress.ts'
import { receive } from '../../ingest/receive.ts'
import type { IngestReport } from '../../ingest/report.ts'
import type { StepId } from '../../ingest/steps.ts'
import { rowsOf as rows } from './tiny-city.ts'

const root = resolve(import.meta.dirname, '../..')
const tiny = join(import.meta.dirname, 'tiny')

function city() {
  const folder = mkdtempSync(join(tmpdir(), 'ingest-'))
  const from = join(folder, 'files')
  cpSync(join(tiny, 'files'), from, { recursive: true })
  return { pack: tiny, from, data: join(folder, 'data') }
}

describe('an ingest', () => {
  const options = city()
  let report: IngestReport
  beforeAll(async () => {
    report = await ingest(options)
  })

  it('accounts for every record of every file, and for each bad one by reason', async () => {
    for (const file of report.files) {
      expect(file.records).toBe(file.filtered + file.loaded + file.duplicate + file.quarantined)
    }
    const cases = report.files.find((file) => file.source === 'cases')
    expect(cases).toMatchObject({ rows_in: 14, loaded: 4, duplicate: 1, quarantined: 9 })
    expect(Object.keys(cases?.reasons ?? {}).sort()).toEqual([
      'bad_boolean',
      'bad_number',
      'bad_time',
      'column_count',
      'out_of_range',
      'required_missing',
      'unclosed_quote',
      'unknown_area',
      'unknown_word',
    ])
    const lines = await rows(
      options.data,
      report.snapshot,
      'select line, reason from @quarantine where load_id = 2 order by line',
    )
    expect(lines.map(([line]) => line)).toEqual([6, 7, 8, 9, 10, 11, 12, 13, 14])
    expect(JSON.parse(readFileSync(join(options.data, 'tinyville/report.json'), 'utf8'))).toEqual(report)
    expect(existsSync(join(options.data, 'tinyville/work'))).toBe(false)
  })

  it('keeps of rows with one key the newest, flags what closed before it opened, and places each case', async () => {
    const { snapshot } = report
    const found = await rows(
      options.data,
      snapshot,
      `select case_id, duration_h, flags, area_district, c.urban_class, category.value, category_group.value, cell is not null
        from @cases c join @dict category on category.field = 'category' and category.code = c.category
        join @dict category_group on category_group.field = 'category_group' and category_group.code = c.category_group
        order by case_id`,
    )
    expect(found).toEqual([
      ['A1', 4, 0, 1, 'urban', 'noise', 'nuisance', true],
      ['A13', null, 0, 2, 'rural', 'noise', 'nuisance', true],
      ['A2', null, 1, 1, 'urban', 'roads', 'streets', true],
      ['A3', null, 0, 2, 'rural', 'noise', 'nuisance', true],
    ])
  })

  it('makes people by sex and age of a wide file', async () => {
    const { snapshot } = report
    const text = 'select sex, age_min, age_max, n from @population where area_id = 2 order by sex, age_min'
    expect(await rows(options.data, snapshot, text)).toEqual([
      ['female', 15, null, 22],
      ['male', 0, 14, 5],
      ['male', 15, null, 20],
    ])
  })

  it('stores no personal text anywhere, quarantine included', async () => {
    const { snapshot } = report
    const folder = join(options.data, 'tinyville')
    const store = readFileSync(join(folder, 'snapshots', `${snapshot}.duckdb`))
    for (const text of ['1380000000', '张三', '李四', '王五']) expect(store.includes(text)).toBe(false)
    const keys = await rows(
      options.data,
      snapshot,
      'select count(distinct reporter_key), count(reporter_key) from @cases',
    )
    expect(keys).toEqual([[3, 4]])
    expect(statSync(join(folder, 'secret')).mode & 0o777).toBe(0o600)
  })

  it('does nothing for files it has seen, whatever they are called and however often they are there', async () => {
    const options = city()
    const first = await ingest(options)
    renameSync(join(options.from, 'cases_a.csv'), join(options.from, 'cases_z.csv'))
    cpSync(join(options.from, 'cases_z.csv'), join(options.from, 'cases_copy.csv'))
    const again = await ingest(options)
    expect(again).toMatchObject({ snapshot: first.snapshot, outcome: 'unchanged' })
    expect(readdirSync(join(options.data, 'tinyville/snapshots')).length).toBe(2)
  })

  it('gives the same rows when the names of two files with one key change places', async () => {
    const [header, ...lines] = readFileSync(join(tiny, 'files/cases_a.csv'), 'utf8').split('\n')
    const parts = [
      [header, lines[0], ''].join('\n'),
      [header, (lines[0] ?? '').replace('10:00:00', '11:00:00'), ''].join('\n'),
    ]
    const results = []
    for (const [a, b] of [parts, [...parts].reverse()]) {
      const options = city()
      writeFileSync(join(options.from, 'cases_a.csv'), a ?? '')
      writeFileSync(join(options.from, 'cases_b.csv'), b ?? '')
      const { snapshot } = await ingest(options)
      results.push([snapshot, await rows(options.data, snapshot, 'select case_id, duration_h from @cases')])
    }
    expect(results[0]).toEqual(results[1])
  })

  it('fails with a sentence and leaves the snapshot served before in place', async () => {
    const options = city()
    const { snapshot } = await ingest(options)
    writeFileSync(join(options.from, 'cases_a.csv'), 'id,id\n1,2\n')
    await expect(ingest(options)).rejects.toThrow(/cases_a\.csv has two columns named "id"/)
    expect(readFileSync(join(options.data, 'tinyville/CURRENT'), 'utf8').trim()).toBe(snapshot)
    expect(existsSync(join(options.data, 'tinyville/work'))).toBe(false)
  })
})

describe('an ingest broken off', () => {
  it('while it receives a large file stops within it, and leaves nothing', async () => {
    const options = city()
    writeFileSync(join(options.from, 'cases_large.csv'), '')
    truncateSync(join(options.from, 'cases_large.csv'), 512 << 20)
    const breakOff = new AbortController()
    const reached: string[] = []
    const progress = {
      ...silent,
      step: (_: StepId, file?: string) => void (file === 'cases_large.csv' && setTimeout(() => breakOff.abort(), 5)),
    }
    const { signal } = breakOff
    const ended = ingest({ ...options, progress, signal, onStep: (step) => reached.push(step) })
    await expect(ended).rejects.toThrow(CancelledError)
    expect(reached).toEqual([])
    expect(existsSync(join(options.data, 'tinyville/work'))).toBe(false)
  })

  it('by a file that cannot be read says which and why, in both languages', async () => {
    const path = join(city().from, 'gone.csv')
    expect(() => receive(path)).toThrow(
      expect.objectContaining({
        sentence: {
          zh: expect.stringContaining(`无法读取 ${path}（ENOENT）`),
          en: expect.stringContaining(`${path} cannot be read (ENOENT)`),
        },
      }),
    )
  })
})

describe('kill -9 during an ingest', () => {
  it('leaves the old snapshot served, and the next run cleans up and publishes', async () => {
    const options = city()
    const { snapshot } = await ingest(options)
    const [header, line] = readFileSync(join(tiny, 'files/cases_a.csv'), 'utf8').split('\n')
    const many = Array.from({ length: 60_000 }, (_, i) => (line ?? '').replace('A1', `B${i}`))
    writeFileSync(join(options.from, 'cases_b.csv'), [header, ...many, ''].join('\n'))
    const child = spawn(
      process.execPath,
      ['--import', 'tsx', 'ingest/cli.ts', 'ingest', tiny, '--from', options.from, '--data', options.data],
      { cwd: root, stdio: 'ignore' },
    )
    const ended = new Promise((done) => child.once('exit', (_, signal) => done(signal)))
    const work = join(options.data, 'tinyville/work')
    while (!existsSync(join(work, 'stage.duckdb')) && child.exitCode === null) {
      await new Promise((wake) => setTimeout(wake, 5))
    }
    child.kill('SIGKILL')
    expect(await ended).toBe('SIGKILL')
    expect(existsSync(work)).toBe(true)
    expect(readFileSync(join(options.data, 'tinyville/CURRENT'), 'utf8').trim()).toBe(snapshot)
    expect(await rows(options.data, snapshot, 'select count(*) from @cases')).toEqual([[4]])
    const next = await ingest(options)
    expect(next.outcome).toBe('published')
    expect(await rows(options.data, next.snapshot, 'select count(*) from @cases')).toEqual([[60_004]])
    expect(existsSync(work)).toBe(false)
  })
})
