import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { PlainLines } from '../../../ingest/scan/plain-lines.ts'
import { MAX_RECORD_BYTES, nextRecord } from '../../../ingest/scan/record.ts'

const usual = fc.constantFrom('a', 'b2', '中', '。', 'é', '\u0080', ',', ',', ',', '\t', ';', 'x y', '\n', '\n', '\r\n')
const rare = fc.constantFrom('"', '""', '\r', '\r\r\n', '\0', ' ', '\u3000', '\u00A0', '\uFEFF', '\u001F', '!', '\x7F')
const text = fc.array(fc.oneof({ weight: 12, arbitrary: usual }, { weight: 1, arbitrary: rare }), {
  minLength: 10,
  maxLength: 90,
})

/** Reads `bytes` record by record; where a line passes as plain, compares it with the long way. Returns how many did. */
function compare(bytes: Buffer, delimiter: number, start = 0): number {
  const plain = new PlainLines(delimiter)
  let taken = 0
  for (let at = start; at < bytes.length; ) {
    const blankEnds = new Uint8Array(200)
    const long = nextRecord(bytes, at, bytes.length, false, delimiter, 1, Number.POSITIVE_INFINITY, blankEnds)
    const short = plain.record(bytes, at)
    if (short) {
      taken++
      expect(short).toEqual(long)
      expect(blankEnds.includes(1)).toBe(false)
    }
    if (!long) break
    at = long.next
  }
  return taken
}

describe('a plain line', () => {
  it('is read as the long way reads it', () => {
    let taken = 0
    const delimiter = fc.constantFrom(',', ';', '\t', '|')
    fc.assert(
      fc.property(text, delimiter, fc.nat(8), (pieces, mark, start) => {
        taken += compare(Buffer.from('x'.repeat(start) + pieces.join('')), mark.charCodeAt(0), start)
      }),
      { seed: 20261123, numRuns: 4000 },
    )
    expect(taken).toBeGreaterThan(4000)
  })

  it('is read so of any bytes', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 60 }),
        fc.array(fc.constantFrom(0x2c, 0x0a), { maxLength: 20 }),
        (a, b) => {
          compare(Buffer.from([...a, ...b, ...a]), 0x2c)
        },
      ),
      { seed: 20261124, numRuns: 4000 },
    )
  })

  it('is any that has neither quotation mark nor blank at an end, whatever surrounds it', () => {
    const read = (line: string) => compare(Buffer.from(`name,other\n${line}`), 0x2c) - 1
    expect(read('1,2 3,中文,\n')).toBe(1)
    expect(read('1,2\r\n')).toBe(1)
    expect(read('1,2')).toBe(0)
    for (const other of ['"1",2', '1, 2', '1 ,2', '1,2 ', ' 1,2', '\u3000,1']) {
      expect(read(`${other}\n`), other).toBe(0)
    }
  })

  it('is shorter than a record may be', () => {
    for (const newline of ['\n', '\r\n']) {
      const read = (size: number) => new PlainLines(0x2c).record(Buffer.from('x'.repeat(size) + newline), 0)
      expect(read(MAX_RECORD_BYTES - 2)).toMatchObject({ end: MAX_RECORD_BYTES - 2, columns: 1 })
      expect(read(MAX_RECORD_BYTES)).toBeNull()
    }
  })
})
