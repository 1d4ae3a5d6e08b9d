import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { measure } from './measure.ts'

/**
 * A page of all indicators for all communities, hot spots on 50,000 cells, and the search for rises at publish; each in a process of
 * its own, beside a plain loop over rows whose figures must be the same.
 */
export async function benchAnswer(cases: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-answer-'))
  try {
    const [files, data] = [join(folder, 'files'), join(folder, 'data')]
    await measure(folder, 'fixtures/lancheng/cli.ts', ['--out', files, '--cases', String(cases)])
    await measure(folder, 'ingest/cli.ts', ['ingest', 'lancheng', '--from', files, '--data', data])
    await measure(folder, 'tests/bench/answer/page.ts', [data], { isShown: true })
    await measure(folder, 'tests/bench/answer/cells.ts', [], { isShown: true })
    await measure(folder, 'tests/bench/answer/rises.ts', [String(cases)], { isShown: true })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
