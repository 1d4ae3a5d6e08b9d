import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { detectDelimiter } from '../../../ingest/scan/shape.ts'
import { MAX_RECORD_BYTES, splitRecord } from '../../../ingest/scan/record.ts'
import { HeaderError, Scanner, type ScanOptions } from '../../../ingest/scan/scanner.ts'
import { naiveRecords } from './naive-records.ts'

interface Seen {
  line: number
  values?: string[]
  fault: string | null
}

function scan(text: string | Buffer, cuts: number[] = [], options: ScanOptions = { delimiter: ',' }) {
  const seen: Seen[] = []
  let header: string[] = []
  const scanner = new Scanner(options, {
    header: (rows) => void (header = rows[0] ?? []),
    sound: (line, bytes, from, to) => {
      seen.push({ line, values: splitRecord(bytes.toString('utf8', from, to), options.delimiter), fault: null })
    },
    rewritten: (line, again) => void seen.push({ line, values: splitRecord(again, options.delimiter), fault: null }),
    bad: ({ line, reason }) => void seen.push({ line, fault: reason }),
  })
  const bytes = Buffer.from(text)
  let from = 0
  for (const cut of [...cuts].sort((a, b) => a - b)) {
    scanner.push(bytes.subarray(from, Math.min(cut, bytes.length)))
    from = Math.min(cut, bytes.length)
  }
  scanner.push(bytes.subarray(from))
  scanner.end()
  return { header, seen, count: scanner.count, trimmed: scanner.trimmed }
}

describe('the record scanner', () => {
  it('agrees with a naive reading of the whole text, wherever chunks are cut', () => {
    const piece = fc.constantFrom(
      'a',
      '中',
      '"',
      '""',
      ',',
      ',',
      '\n',
      '\n',
      '\r\n',
      '\r',
      '\0',
      ' ',
      '"x"',
      '"y\nz"',
      'b,c\n',
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), fc.array(fc.nat(120), { maxLength: 6 }), (pieces, cuts) => {
        const text = `h1,h2\n${pieces.join('')}`
        const expected = naiveRecords(text, ',').slice(1)
        const { seen, count } = scan(text, cuts)
        expect(seen.map(({ line, fault }) => [line, fault])).toEqual(expected.map(({ line, fault }) => [line, fault]))
        const sound = expected.filter(({ fault }) => fault === null)
        expect(seen.filter(({ fault }) => fault === null).map(({ values }) => values)).toEqual(
          sound.map((r) => r.values),
        )
        expect(count).toMatchObject({
          records: expected.length,
          sound: sound.length,
          bad: expected.length - sound.length,
        })
      }),
      { seed: 20261122, numRuns: 1500 },
    )
  })

  it('reads LF, CRLF and CR in one file and keeps newlines inside quotes', () => {
    const { seen } = scan('a,b\r\n1,2\n3,"x\r\ny"\r5,6')
    expect(seen).toEqual([
      { line: 2, values: ['1', '2'], fault: null },
      { line: 3, values: ['3', 'x\r\ny'], fault: null },
      { line: 5, values: ['5', '6'], fault: null },
    ])
  })

  it('loses one line to an unclosed quote, not the rest of the file', () => {
    const { seen } = scan('a,b\n1,"2\n3,4\n5,"6"\n')
    expect(seen.map(({ line, fault }) => [line, fault])).toEqual([
      [2, 'unclosed_quote'],
      [3, null],
      [4, null],
    ])
  })

  it('names NUL bytes, ragged rows and undecodable bytes by line', () => {
    const { seen } = scan('a,b\n1,\0\n1,2,3\n1\n\uFFFD,2\n', [])
    expect(seen.map(({ fault }) => fault)).toEqual(['nul_byte', 'column_count', 'column_count', 'bad_encoding'])
  })

  it('sets aside a record over 1 MiB and goes on after it', () => {
    const long = 'x'.repeat(MAX_RECORD_BYTES + 10)
    const { seen } = scan(`a,b\n1,2\n${long},2\n3,4\n`, [500_000, 1_000_000])
    expect(seen.map(({ line, fault }) => [line, fault])).toEqual([
      [2, null],
      [3, 'too_long'],
      [4, null],
    ])
  })

  it('keeps a quotation mark inside an unquoted value', () => {
    expect(scan('a,b\n5" pipe,2\n').seen[0]?.values).toEqual(['5" pipe', '2'])
  })

  it('skips lines before the header', () => {
    const { header, seen } = scan('A report\nof 2026\na,b\n1,2\n', [3], { delimiter: ',', skip: 2 })
    expect(header).toEqual(['a', 'b'])
    expect(seen[0]?.line).toBe(4)
  })

  it('refuses a header with an unclosed quote', () => {
    expect(() => scan('a,"b\n1,2\n')).toThrow(HeaderError)
  })
})

describe('the delimiter', () => {
  it.each([
    [',', 'a,b\n1,"x;y"\n'],
    [';', 'a;b\n1,5;2\n'],
    ['\t', 'a\tb,c\n1\t2\n'],
    ['|', 'a|b\n1|2\n'],
    [',', 'single\n1\n'],
  ])('is %j', (delimiter, text) => expect(detectDelimiter(Buffer.from(text), true)).toBe(delimiter))
})

describe('a column', () => {
  it('is told to have no blanks around its values only where that is so', () => {
    const value = fc.constantFrom(
      '',
      'a',
      'a b',
      '中',
      '、中',
      '（',
      'é',
      ' a',
      'a ',
      '\u3000中',
      '中\u00a0',
      '\ta',
      '" a"',
      '"b"',
    )
    fc.assert(
      fc.property(fc.array(fc.tuple(value, value), { minLength: 1, maxLength: 8 }), (rows) => {
        const { trimmed, seen } = scan(` h1 ,h2\n${rows.map((row) => row.join(',')).join('\n')}\n`)
        const isBlank = (text: string | undefined) => text !== undefined && text.trim() !== text
        expect(trimmed).toEqual([0, 1].map((k) => !seen.some(({ values }) => isBlank(values?.[k]))))
      }),
      { seed: 7, numRuns: 300 },
    )
  })
})
