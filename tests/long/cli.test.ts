import { execFile, spawn } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { COMMANDS } from '../../ingest/commands.ts'
import { helpText } from '../../ingest/help.ts'
import type { IngestReport } from '../../ingest/report.ts'
import { SETTINGS } from '../../warehouse/catalog/settings.ts'

const run = promisify(execFile)
const root = resolve(import.meta.dirname, '../..')
const city = (...args: string[]) => run(process.execPath, ['--import', 'tsx', 'ingest/cli.ts', ...args], { cwd: root })

describe('the command line', () => {
  it('names every command and every setting in its help', () => {
    const help = helpText()
    for (const { usage } of Object.values(COMMANDS)) expect(help).toContain(usage)
    for (const { name } of SETTINGS) expect(help).toContain(name)
  })

  it('ingests a folder, prints a report and lists the snapshot', async () => {
    const tiny = join(import.meta.dirname, '../ingest/tiny')
    const data = mkdtempSync(join(tmpdir(), 'cli-'))
    const { stdout } = await city('ingest', tiny, '--from', join(tiny, 'files'), '--data', data)
    expect(stdout).toMatch(/cases \/ cases_a\.csv +14 +4 +1 +9 +0/)
    const id = /Published snapshot ([0-9a-f]{16}) of tinyville/.exec(stdout)?.[1] ?? 'none'
    expect((await city('snapshots', 'tinyville', '--data', data)).stdout).toContain(`* ${id}`)
  })

  it('prints the codebook of the program and of a pack, to read and as JSON', async () => {
    const { stdout } = await city('indicators', 'tw-kaohsiung')
    expect(stdout).toContain('case_rate (v1)')
    expect(stdout).toContain('dengue_rate (v1)')
    const { stdout: json } = await city('indicators', '--json', '-')
    expect((JSON.parse(json) as unknown[]).length).toBeGreaterThanOrEqual(40)
  })

  it('shows the rows set aside, and writes them all to a file', async () => {
    const tiny = join(import.meta.dirname, '../ingest/tiny')
    const data = mkdtempSync(join(tmpdir(), 'cli-'))
    const { stdout, stderr } = await city(
      'ingest',
      tiny,
      '--from',
      join(tiny, 'files'),
      '--data',
      data,
      '--json',
      '-',
      '--progress',
      'json',
    )
    const report = JSON.parse(stdout) as { files: { quarantined: number }[] }
    const n = report.files.reduce((sum, file) => sum + file.quarantined, 0)
    const end = JSON.parse(stderr.trim().split('\n').at(-1) ?? '') as unknown
    expect(end).toMatchObject({
      event: 'end',
      state: 'done',
      message: { zh: expect.stringContaining('已发布') as string },
    })
    const shown = (await city('quarantine', 'tinyville', '--data', data, '--reason', 'bad_number')).stdout
    expect(shown).toMatch(/cases \/ cases_a\.csv:9 hops {2}bad_number/)
    expect(shown).toContain('1 rows set aside: 1 × bad_number')
    const file = join(data, 'bad.csv')
    await city('quarantine', 'tinyville', '--data', data, '--csv', file)
    const text = readFileSync(file, 'utf8')
    expect(text.trim().split('\r\n')).toHaveLength(n + 1)
    for (const secret of ['1380000', '王五', '张三']) expect(text).not.toContain(secret)
    await expect(city('quarantine', 'tinyville', '--data', data, '--source', 'x')).rejects.toThrow(/Allowed: .*cases/)
  })

  it('ends cleanly at Ctrl-C and says that the old snapshot stays', async () => {
    const tiny = join(import.meta.dirname, '../ingest/tiny')
    const folder = mkdtempSync(join(tmpdir(), 'cli-'))
    const [from, data] = [join(folder, 'files'), join(folder, 'data')]
    cpSync(join(tiny, 'files'), from, { recursive: true })
    const [header = '', line = ''] = readFileSync(join(from, 'cases_a.csv'), 'utf8').split('\n')
    const many = Array.from({ length: 200_000 }, (_, i) => line.replace('A1', `B${i}`))
    writeFileSync(join(from, 'cases_b.csv'), [header, ...many, ''].join('\n'))
    const args = ['ingest', tiny, '--from', from, '--data', data, '--progress', 'json']
    const child = spawn(process.execPath, ['--import', 'tsx', 'ingest/cli.ts', ...args], { cwd: root })
    let said = ''
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said += text
      if (text.includes('"load"')) child.kill('SIGINT')
    })
    const code = await new Promise((done) => child.once('close', done))
    expect(code).toBe(130)
    expect(said).toContain('"state":"cancelled"')
    expect(said).toContain('The snapshot served before stays')
    expect(existsSync(join(data, 'tinyville/work'))).toBe(false)
    expect(existsSync(join(data, 'tinyville/CURRENT'))).toBe(false)
  })

  it('ends with code 1 and a sentence, never a stack, when something is wrong', async () => {
    const failed = city('ingest', 'atlantis')
    await expect(failed).rejects.toMatchObject({ code: 1 })
    await failed.catch((error: { stderr: string }) => {
      expect(error.stderr).toContain('There is no city pack "atlantis"')
      expect(error.stderr).toContain('没有城市包“atlantis”')
      expect(error.stderr).not.toContain('    at ')
    })
  })

  it('speaks Chinese first where the terminal does, of a wrong option too', async () => {
    const failed = run(process.execPath, ['--import', 'tsx', 'ingest/cli.ts', 'ingest', '--form', 'x'], {
      cwd: root,
      env: { ...process.env, LC_ALL: 'zh_CN.UTF-8' },
    })
    await expect(failed).rejects.toMatchObject({ stderr: expect.stringMatching(/^\n选项有误.*--form.*\n.*--form/s) })
  })

  it('writes the report of a refused ingest too: outcome, checks and files', async () => {
    const tiny = join(import.meta.dirname, '../ingest/tiny')
    const folder = mkdtempSync(join(tmpdir(), 'cli-'))
    cpSync(tiny, folder, { recursive: true })
    const recipe = join(folder, 'sources/cases.yaml')
    writeFileSync(recipe, readFileSync(recipe, 'utf8').replace('bad: { most: 1 }', 'bad: { most: 0.02 }'))
    const args = ['ingest', folder, '--from', join(folder, 'files'), '--data', join(folder, 'data')]
    const failed = await city(...args, '--json', '-', '--progress', 'json').catch((error: unknown) => error)
    const { code, stdout, stderr } = failed as { code: number; stdout: string; stderr: string }
    expect(code).toBe(1)
    const report = JSON.parse(stdout) as IngestReport
    expect(report).toMatchObject({ outcome: 'refused', published_at: null, city: 'tinyville' })
    expect(report.files.map(({ file }) => file)).toContain('cases_a.csv')
    const broken = report.checks.filter(({ severity, passed }) => severity === 'error' && !passed)
    expect(broken).toMatchObject([{ check_id: 'bad_rows', subject: 'cases' }])
    const end = stderr.split('\n').find((line) => line.includes('"end"')) ?? ''
    expect(JSON.parse(end)).toMatchObject({
      state: 'failed',
      message: {
        zh: expect.stringMatching(/^1 项检查未通过，未发布.*\nbad_rows \(cases\): cases_a\.csv：14 条记录中有 9 条/),
        en: expect.stringMatching(/^Not published, a check failed.*\nbad_rows \(cases\): cases_a\.csv: 9 of 14/),
      },
    })
    expect(existsSync(join(folder, 'data/tinyville/CURRENT'))).toBe(false)
  })
})
