import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { measure } from '../bench/measure.ts'

const folder = mkdtempSync(join(tmpdir(), 'stream-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('the generator of the demo city', () => {
  it('streams ten times the cases in about the same memory', async () => {
    const peakOf = async (cases: number) => {
      const out = join(folder, String(cases))
      const { peak } = await measure(folder, 'fixtures/lancheng/cli.ts', ['--out', out, '--cases', String(cases)])
      rmSync(out, { recursive: true, force: true })
      return peak
    }
    const few = await peakOf(500_000)
    const many = await peakOf(5_000_000)
    expect(many / few).toBeLessThan(1.5)
  })
})
