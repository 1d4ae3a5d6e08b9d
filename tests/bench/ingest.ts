import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { measure, type Usage } from './measure.ts'

/** Steps that work on areas, population and the like, and what is derived for answers: outside the budget of the cases. */
const OUTSIDE = /others$|^(derive|hot_spots|alerts|published|start)$/

const row = (name: string, used: Usage, cases: number) =>
  `${name.padEnd(34)} ${used.cpu.toFixed(1).padStart(8)} ${used.wall.toFixed(1).padStart(8)} ${used.peak.toFixed(0).padStart(8)} ${Math.round(
    cases / used.wall,
  )
    .toLocaleString('en')
    .padStart(12)}`

const mean = (a: Usage, b: Usage): Usage => ({
  cpu: (a.cpu + b.cpu) / 2,
  wall: (a.wall + b.wall) / 2,
  peak: (a.peak + b.peak) / 2,
})

/**
 * The whole ingest (receive, decode, scan, cast, locate, settle, sort, check, derive, verify) beside the least that
 * loading the same cases can cost, measured before and after, since a machine slows down as it goes; then both kernels beside the libraries for the same, on the points of these cases.
 */
export async function benchIngest(cases: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-ingest-'))
  try {
    const files = join(folder, 'files')
    await measure(folder, 'fixtures/lancheng/cli.ts', ['--out', files, '--cases', String(cases)])
    const caseFiles = readdirSync(files).filter((name) => /^cases.*\.csv$/.test(name))
    const store = join(folder, 'plain.duckdb')
    const loadPlainly = () => {
      rmSync(store, { force: true })
      return measure(folder, 'tests/bench/plain-load.ts', [store, ...caseFiles.map((name) => join(files, name))])
    }
    const before = await loadPlainly()
    const stepsFile = join(folder, 'steps.json')
    const whole = await measure(folder, 'tests/bench/whole-load.ts', [files, join(folder, 'data')], {
      env: { STEPS_FILE: stepsFile },
    })
    const plain = mean(before, await loadPlainly())
    console.log(`${' '.repeat(34)}    CPU s   wall s  peak MB       rows/s`)
    console.log(row('plain CREATE TABLE AS read_csv', plain, cases))
    console.log(row('city ingest, everything on', whole, cases))
    const steps = Object.entries(JSON.parse(readFileSync(stepsFile, 'utf8')) as Record<string, number>)
    for (const [name, seconds] of steps) console.log(`  ${name.padEnd(32)} ${seconds.toFixed(1).padStart(8)}`)
    const within = steps.reduce((sum, [name, seconds]) => (OUTSIDE.test(name) ? sum : sum + seconds), 0)
    console.log(
      `CPU ratio over ${cases.toLocaleString('en')} cases: everything ${(whole.cpu / plain.cpu).toFixed(2)}, ` +
        `the cases from receive to verify ${(within / plain.cpu).toFixed(2)}`,
    )
    await measure(folder, 'tests/bench/kernels.ts', [store, files], { isShown: true })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
