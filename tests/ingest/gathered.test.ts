import fc from 'fast-check'
import { expect, it } from 'vitest'
import { Gathered } from '../../ingest/gathered.ts'

it('joins what was left of the last parts to the next ones', () => {
  const step = fc.record({ parts: fc.array(fc.uint8Array({ maxLength: 40 }), { maxLength: 4 }), left: fc.nat(60) })
  fc.assert(
    fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
      const gathered = new Gathered()
      let rest = Buffer.alloc(0)
      for (const { parts, left } of steps) {
        for (const part of parts) gathered.add(Buffer.from(part))
        const expected = Buffer.concat([rest, ...parts])
        const all = gathered.take()
        expect(all.equals(expected)).toBe(true)
        const from = Math.max(0, all.length - left)
        rest = expected.subarray(from)
        gathered.add(all.subarray(from))
      }
    }),
    { seed: 23, numRuns: 300 },
  )
})
