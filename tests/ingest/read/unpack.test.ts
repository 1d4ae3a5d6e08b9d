import { createHash } from 'node:crypto'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, describe, expect, it } from 'vitest'
import { IngestError } from '../../../ingest/ingest-error.ts'
import { withContent } from '../../../ingest/read/unpack.ts'
import { receive } from '../../../ingest/receive.ts'
import { zipBytes } from './zip-bytes.ts'

const folder = mkdtempSync(join(tmpdir(), 'unpack-'))
const to = join(folder, 'work')
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function put(name: string, bytes: Buffer) {
  writeFileSync(join(folder, name), bytes)
  return receive(join(folder, name))
}
const text = (file: ReturnType<typeof receive>, member?: string, most?: number) =>
  withContent(
    file,
    { format: 'csv', member },
    to,
    (content) => Promise.resolve({ text: readFileSync(content.path, 'utf8'), content }),
    most,
  )
const CSV = 'id,name\n1,社区\n'

describe('a packed file', () => {
  it('is read by its content, while name and hash stay those of what was published', async () => {
    const packed = gzipSync(CSV)
    for (const file of [put('a.csv.gz', packed), put('a.bin', packed)]) {
      const read = await text(file)
      expect(read.text).toBe(CSV)
      expect(read.content).toMatchObject({ name: file.name, bytes: Buffer.byteLength(CSV), isUtf8: true })
      expect(read.content.sha256).toBe(createHash('sha256').update(packed).digest('hex'))
    }
    expect(existsSync(to)).toBe(false)
  })

  it('may be a gzip of several parts', async () => {
    const parts = Buffer.concat([gzipSync('id,name\n'), gzipSync('1,社区\n')])
    expect((await text(put('parts.gz', parts))).text).toBe(CSV)
  })

  it('is taken from a zip with one file, whatever macOS added', async () => {
    const zip = zipBytes([
      { name: 'data/', content: '' },
      { name: 'data/a.csv', content: CSV },
      { name: '__MACOSX/data/._a.csv', content: 'x' },
    ])
    expect((await text(put('one.zip', zip))).text).toBe(CSV)
  })

  it('is the member the recipe names, also by a Chinese name in GBK', async () => {
    const gbk = Buffer.from([0xc9, 0xe7, 0xc7, 0xf8, 0x2e, 0x63, 0x73, 0x76])
    const zip = zipBytes([
      { name: gbk, content: CSV },
      { name: 'readme.txt', content: 'x' },
    ])
    await expect(text(put('two.zip', zip))).rejects.toThrow(/It holds: 社区\.csv, readme\.txt/)
    expect((await text(put('two.zip', zip), '社区.csv')).text).toBe(CSV)
    expect((await text(put('two.zip', zip), '*.csv')).text).toBe(CSV)
  })

  it('lists the files of a zip when it is not told which one', async () => {
    const zip = zipBytes([
      { name: '2024.csv', content: CSV },
      { name: '2025.csv', content: CSV },
    ])
    await expect(text(put('years.zip', zip))).rejects.toThrow(
      'years.zip holds 2 files; name one of them in the recipe as `member`. It holds: 2024.csv, 2025.csv.',
    )
    await expect(text(put('years.zip', zip), '2023.csv')).rejects.toThrow(/holds 0 files like "2023.csv"/)
    await expect(text(put('none.zip', zipBytes([])))).rejects.toThrow(/holds 0 files.*It holds: none/)
  })

  it('never writes where a member of a zip would have it written', async () => {
    const name = '../../escaped.csv'
    const before = readdirSync(join(folder, '..'))
    expect((await text(put('slip.zip', zipBytes([{ name, content: CSV }])))).text).toBe(CSV)
    expect(readdirSync(join(folder, '..')).filter((found) => !before.includes(found))).not.toContain('escaped.csv')
    expect(existsSync(join(folder, '../../escaped.csv'))).toBe(false)
  })

  it('is refused with a sentence when it is damaged, and nothing stays behind', async () => {
    const zip = zipBytes([{ name: 'a.csv', content: CSV.repeat(50) }])
    const wrong = Buffer.from(zip)
    wrong.writeUInt32LE(1, zip.indexOf(Buffer.from('PK\x01\x02')) + 16)
    const bad = {
      'cut.gz': gzipSync(CSV.repeat(50)).subarray(0, 30),
      'flipped.gz': Buffer.from(gzipSync(CSV.repeat(50)).map((byte, i) => (i === 25 ? byte ^ 0xff : byte))),
      'cut.zip': zip.subarray(0, zip.length - 30),
      'sum.zip': wrong,
      'size.zip': zipBytes([{ name: 'a.csv', content: CSV.repeat(50), claims: 7 }]),
    }
    for (const [name, bytes] of Object.entries(bad)) {
      const failed = text(put(name, bytes))
      await expect(failed, name).rejects.toThrow(IngestError)
      await expect(failed, name).rejects.toThrow(/is a damaged (gzip|zip) file .*Download it again/)
      expect(existsSync(to)).toBe(false)
    }
  })

  it('is refused as soon as it unpacks to more than allowed, or to 200 times its size', async () => {
    await expect(text(put('large.gz', gzipSync(CSV.repeat(9000))), undefined, 65_536)).rejects.toThrow(
      /large\.gz unpacks to more than .* raise UNPACKED_GB/,
    )
    const bomb = gzipSync(Buffer.alloc(100 << 20, 0x61))
    expect(bomb.length).toBeLessThan(200_000)
    await expect(text(put('bomb.gz', bomb))).rejects.toThrow(/more than 200 times its size/)
    const zipped = zipBytes([{ name: 'bomb.csv', content: Buffer.alloc(100 << 20, 0x61) }])
    await expect(text(put('bomb.zip', zipped))).rejects.toThrow(/more than 200 times its size/)
  })

  it('says what to do about a workbook that was not announced, and one of the old format', async () => {
    const book = zipBytes([{ name: 'xl/workbook.xml', content: '<x/>' }])
    await expect(text(put('b.xlsx', book))).rejects.toThrow(/State `format: xlsx`/)
    await expect(text(put('b.xls', Buffer.from([0xd0, 0xcf, 0x11, 0xe0])))).rejects.toThrow(/Save it as \.xlsx or CSV/)
  })
})
