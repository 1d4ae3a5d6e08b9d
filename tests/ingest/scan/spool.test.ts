import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { Spool } from '../../../ingest/scan/spool.ts'

const folder = mkdtempSync(join(tmpdir(), 'spool-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const BUFFER = 1 << 20

describe('a spool', () => {
  it('holds each record behind its line, also where its buffer ends', () => {
    const size = fc.oneof(fc.nat(40), fc.integer({ min: BUFFER - 30, max: BUFFER + 5 }))
    const record = fc.record({ line: fc.oneof(fc.nat(1200), fc.maxSafeNat()), size })
    fc.assert(
      fc.property(fc.array(record, { minLength: 1, maxLength: 6 }), (records) => {
        const path = join(folder, 'records')
        const spool = new Spool(path)
        const bytes = Buffer.alloc(BUFFER + 10, 'x')
        for (const { line, size: n } of records) spool.line(line, 0x2c, bytes, 3, 3 + n)
        spool.close()
        expect(readFileSync(path, 'latin1')).toBe(
          records.map(({ line, size: n }) => `${line},${'x'.repeat(n)}\n`).join(''),
        )
      }),
      { seed: 11, numRuns: 60 },
    )
  })
})
