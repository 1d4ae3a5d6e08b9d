import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { measure, type Usage } from './measure.ts'

const TODAY = 300

export interface AgainUsage {
  /** From nothing: every file is parsed. */
  full: Usage
  /** The same files and one more with the cases of today. */
  today: Usage
  /** Nothing changed. */
  nothing: Usage
}

/**
 * Ingests the demo city from nothing, again with a file of 300 new cases, and again unchanged. `look` may then look at
 * the files and at the folder of the cities.
 */
export async function measureAgain(
  cases: number,
  look: (files: string, data: string) => Promise<void> = async () => {},
): Promise<AgainUsage> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-again-'))
  try {
    const files = join(folder, 'files')
    await measure(folder, 'fixtures/lancheng/cli.ts', ['--out', files, '--cases', String(cases)])
    const data = join(folder, 'data')
    const args = ['ingest', 'lancheng', '--from', files, '--data', data]
    const full = await measure(folder, 'ingest/cli.ts', args)
    const newest =
      readdirSync(files)
        .filter((name) => /^cases_\d+\.csv$/.test(name))
        .sort()
        .at(-1) ?? ''
    const [header = '', ...lines] = readFileSync(join(files, newest), 'utf8').trimEnd().split('\n')
    const rows = lines.slice(-TODAY).map((line) => `NEW-${line}`)
    writeFileSync(join(files, 'cases_today.csv'), [header, ...rows, ''].join('\n'))
    const today = await measure(folder, 'ingest/cli.ts', args)
    const nothing = await measure(folder, 'ingest/cli.ts', args)
    await look(files, data)
    return { full, today, nothing }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

export async function benchAgain(cases: number): Promise<void> {
  const { full, today, nothing } = await measureAgain(cases)
  console.log('                                CPU s   wall s  peak MB   CPU of full')
  for (const [name, used] of [
    ['every file is new', full],
    ['one file of 300 rows is new', today],
    ['nothing is new', nothing],
  ] as const) {
    const share = (used.cpu / full.cpu).toFixed(2)
    console.log(
      `${name.padEnd(28)} ${used.cpu.toFixed(1).padStart(8)} ${used.wall.toFixed(1).padStart(8)} ${used.peak.toFixed(0).padStart(8)} ${share.padStart(13)}`,
    )
  }
}
