import { execFile } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { COMMANDS } from '../../ingest/commands.ts'
import { helpText } from '../../ingest/help.ts'
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
    const tiny = join(import.meta.dirname, 'tiny')
    const data = mkdtempSync(join(tmpdir(), 'cli-'))
    const { stdout } = await city('ingest', tiny, '--from', join(tiny, 'files'), '--data', data)
    expect(stdout).toMatch(/cases \/ cases_a\.csv +14 +4 +1 +9 +0/)
    const id = /Published snapshot ([0-9a-f]{16}) of tinyville/.exec(stdout)?.[1] ?? 'none'
    expect((await city('snapshots', 'tinyville', '--data', data)).stdout).toContain(`* ${id}`)
  })

  it('ends with code 1 and a sentence, never a stack, when something is wrong', async () => {
    const failed = city('ingest', 'atlantis')
    await expect(failed).rejects.toMatchObject({ code: 1 })
    await failed.catch((error: { stderr: string }) => {
      expect(error.stderr).toContain('There is no city pack "atlantis"')
      expect(error.stderr).not.toContain('    at ')
    })
  })
})
