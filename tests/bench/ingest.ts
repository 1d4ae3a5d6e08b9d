import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { measure, type Usage } from './measure.ts'

const row = (name: string, used: Usage, cases: number) =>
  `${name.padEnd(28)} ${used.cpu.toFixed(1).padStart(8)} ${used.wall.toFixed(1).padStart(8)} ${used.peak.toFixed(0).padStart(8)} ${Math.round(
    cases / used.wall,
  )
    .toLocaleString('en')
    .padStart(12)}`

/** The whole ingest (scan, cast, locate, checks, derived tables, verify) beside the least that loading the same cases can cost. */
export async function benchIngest(cases: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-ingest-'))
  try {
    const files = join(folder, 'files')
    await measure(folder, 'fixtures/lancheng/cli.ts', ['--out', files, '--cases', String(cases)])
    const caseFiles = readdirSync(files).filter((name) => /^cases.*\.csv$/.test(name))
    const plain = await measure(folder, 'tests/bench/plain-load.ts', [
      join(folder, 'plain.duckdb'),
      ...caseFiles.map((name) => join(files, name)),
    ])
    const whole = await measure(folder, 'ingest/cli.ts', [
      'ingest',
      'lancheng',
      '--from',
      files,
      '--data',
      join(folder, 'data'),
    ])
    console.log(`${' '.repeat(28)}    CPU s   wall s  peak MB       rows/s`)
    console.log(row('plain CREATE TABLE', plain, cases))
    console.log(row('city ingest, everything on', whole, cases))
    console.log(`CPU ratio ${(whole.cpu / plain.cpu).toFixed(2)} over ${cases.toLocaleString('en')} cases`)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
