import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeFile, detectEncoding, type Encoding } from '../../ingest/decode.ts'
import { openTail, receive } from '../../ingest/receive.ts'
import { scanFile } from '../../ingest/scan/scan-file.ts'
import { gb18030 } from './gb18030.ts'

const folder = mkdtempSync(join(tmpdir(), 'decode-'))
const ignore = { sound: () => {}, rewritten: () => {}, bad: () => {} }
let n = 0
function file(...parts: (string | number[] | Buffer)[]) {
  const path = join(folder, `f${n++}.csv`)
  writeFileSync(path, Buffer.concat(parts.map((part) => Buffer.from(part as string))))
  return receive(path)
}
const text = (received: ReturnType<typeof file>) => {
  const how = detectEncoding(received, 'auto')
  const parts: Buffer[] = []
  for (const part of decodeFile(received.path, how)) parts.push(Buffer.from(part))
  return { encoding: how.encoding, text: Buffer.concat(parts).toString() }
}
function textAs(encoding: Encoding, received: ReturnType<typeof file>, chunkSize?: number): string {
  const parts: Buffer[] = []
  for (const part of decodeFile(received.path, detectEncoding(received, encoding), chunkSize)) {
    parts.push(Buffer.from(part))
  }
  return Buffer.concat(parts).toString()
}

/** 社区 in GB18030, and 𠀀 which takes four bytes there. */
const SHEQU = [0xc9, 0xe7, 0xc7, 0xf8]
const FOUR_BYTES = [0x95, 0x32, 0x82, 0x36]

describe('the encoding of a file', () => {
  it('is told by a byte order mark, which is not part of the text', () => {
    expect(text(file([0xef, 0xbb, 0xbf], '社区'))).toEqual({ encoding: 'utf-8', text: '社区' })
    expect(text(file([0xff, 0xfe], Buffer.from('社区', 'utf16le')))).toEqual({ encoding: 'utf-16le', text: '社区' })
  })

  it('is UTF-8 only when every byte of it is', () => {
    expect(text(file('a,社区')).encoding).toBe('utf-8')
    expect(text(file('a'.repeat(3_000_000), SHEQU))).toMatchObject({ encoding: 'gb18030' })
  })

  it('is refused with a sentence when it is neither UTF-8 nor GB18030', () => {
    expect(() => text(file('a,b\n', [0xff, 0xff, 0x00]))).toThrow(/neither UTF-8 nor GB18030/)
  })

  it.each([0, 1, 2, 3, 4, 5])('gives exact text when GB18030 is cut %i bytes before a chunk ends', (shift) => {
    const ascii = 'x'.repeat((1 << 20) - shift)
    expect(text(file(ascii, FOUR_BYTES, SHEQU)).text).toBe(`${ascii}𠀀社区`)
  })

  it.each([0, 1, 2, 3])('stays UTF-8 when a character is cut %i bytes before a chunk ends', (shift) => {
    const ascii = 'x'.repeat((1 << 20) - shift)
    expect(text(file(ascii, '𠀀社'))).toEqual({ encoding: 'utf-8', text: `${ascii}𠀀社` })
  })

  it('knows the bytes of an unfinished character', () => {
    expect(openTail(Buffer.from('a'))).toBe(0)
    expect(openTail(Buffer.from('社'))).toBe(0)
    expect(openTail(Buffer.from('社').subarray(0, 2))).toBe(2)
    expect(openTail(Buffer.from('𠀀').subarray(0, 3))).toBe(3)
  })

  it('is not guessed to be GB18030 for bytes that are valid there and make no Chinese text', () => {
    const latin1 = Buffer.from('county,n\nDoña Ana,1\nPeñuelas,2\n', 'latin1')
    expect(() => text(file(latin1))).toThrow(/read as GB18030 it does not make Chinese text.*windows-1252/)
    const big5 = [0xa4, 0x54, 0xa5, 0xc1, 0xb0, 0xcf, 0xa4, 0x40]
    expect(() => text(file('a\n', big5, '\n'))).toThrow(/does not make Chinese text.*big5/)
    const utf8 = file('区划,名称\n社区,中国\n', SHEQU, '\n')
    expect(() => text(utf8)).toThrow(/does not make Chinese text/)
  })

  it('is one for the whole file: a line of UTF-8 among lines of GB18030 is named', () => {
    const lines = Array.from({ length: 40 }, () => [...SHEQU, 0x0a])
    expect(text(file(...lines)).encoding).toBe('gb18030')
    expect(() => text(file(...lines, '滨江道南\n', ...lines))).toThrow(/mixes encodings: line 41 is UTF-8/)
  })

  it('is asked for when text looks like UTF-16 without its mark', () => {
    expect(() => text(file(Buffer.from('id,名\n', 'utf16le')))).toThrow(/`encoding: utf-16le`/)
    expect(() => text(file(Buffer.from('id,名\n', 'utf16le').swap16()))).toThrow(/`encoding: utf-16be`/)
  })

  it.each([
    ['utf-16le', Buffer.from('名,x\n', 'utf16le')],
    ['utf-16be', Buffer.from('名,x\n', 'utf16le').swap16()],
    ['big5', Buffer.from([0xa6, 0x57, 0x2c, 0x78, 0x0a])],
    ['gb18030', Buffer.from([0xc3, 0xfb, 0x2c, 0x78, 0x0a])],
  ] as const)('is %s when the recipe says so', (encoding, bytes) => {
    expect(textAs(encoding, file(bytes))).toBe('名,x\n')
  })

  it('as Windows-1252 has its own signs from 80 to 9F, and five bytes that are none', () => {
    const received = file([0x80, 0x93, 0xf1, 0x9f, 0x20, 0x81, 0x8d, 0x8f, 0x90, 0x9d])
    expect(textAs('windows-1252', received)).toBe('€“ñŸ \uFFFD\uFFFD\uFFFD\uFFFD\uFFFD')
  })

  const TRICKY = 'a,社区\r\n𠀀,"é\r\r\n𡿨"\n€,ñ\r'
  it.each([
    ['utf-8', Buffer.from(TRICKY)],
    ['utf-8', Buffer.from(`\uFEFF${TRICKY}`)],
    ['utf-16le', Buffer.from(`\uFEFF${TRICKY}`, 'utf16le')],
    ['utf-16be', Buffer.from(`\uFEFF${TRICKY}`, 'utf16le').swap16()],
    ['gb18030', gb18030(TRICKY)],
  ] as const)('as %s gives the same text for every size of chunk', (encoding, bytes) => {
    const { path } = file(bytes)
    for (let size = 1; size <= bytes.length + 1; size++) {
      const received = receive(path, size)
      expect(received).toEqual(receive(path))
      expect(textAs(encoding, received, size), `chunks of ${size}`).toBe(TRICKY)
    }
  })

  it('when stated, gives for bytes that are none what a strict reading of the standard gives, however it is cut', () => {
    const piece = fc.constantFrom(
      'a,b\n',
      '社',
      '𠀀',
      '\uFFFD',
      [0xff],
      [0x80],
      [0xe4],
      [0xe4, 0xb8],
      [0xf0, 0x9f],
      [0xc0],
    )
    const long = fc.nat(3).map((times) => Array<string>(times).fill('一二三四五六七八九十'.repeat(200)).join('\n'))
    const part = fc.oneof({ weight: 12, arbitrary: piece }, { weight: 1, arbitrary: long })
    fc.assert(
      fc.property(fc.array(part, { maxLength: 80 }), fc.integer({ min: 1, max: 9000 }), (parts, size) => {
        const received = file('x', ...parts)
        const expected = new TextDecoder('utf-8', { ignoreBOM: true }).decode(
          Buffer.concat(['x', ...parts].map((each) => Buffer.from(each as string))),
        )
        expect(textAs('utf-8', received, size)).toBe(expected)
      }),
      { seed: 20_261_123, numRuns: 300 },
    )
  })

  it('when stated, costs only the records with bad bytes', () => {
    const received = file('a,b\n1,2\n3,', [0xff], '\n5,6\n')
    const bad: string[] = []
    const how = detectEncoding(received, 'utf-8')
    const sink = { ...ignore, bad: (r: { line: number; reason: string }) => void bad.push(`${r.line} ${r.reason}`) }
    const scanned = scanFile(received, how, {}, sink)
    expect(scanned).toMatchObject({ records: 3, sound: 2, bad: 1 })
    expect(bad).toEqual(['3 bad_encoding'])
  })
})

describe('a header', () => {
  const scan = (content: string) => scanFile(file(content), { encoding: 'utf-8', mark: 0, isLossy: false }, {}, ignore)

  it('must not name two columns alike', () => expect(() => scan('a,b,a\n1,2,3\n')).toThrow(/two columns named "a"/))
  it('must be there', () => expect(() => scan('')).toThrow(/is empty/))
  it('has at most 2,000 columns', () => {
    expect(() => scan(`${Array.from({ length: 2001 }, (_, i) => `c${i}`).join(',')}\n`)).toThrow(/2,001 columns/)
  })
})
