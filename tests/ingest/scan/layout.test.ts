import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { detectEncoding } from '../../../ingest/decode.ts'
import { receive } from '../../../ingest/receive.ts'
import { splitRecord } from '../../../ingest/scan/record.ts'
import { scanFile } from '../../../ingest/scan/scan-file.ts'
import type { Layout } from '../../../ingest/scan/shape.ts'

const folder = mkdtempSync(join(tmpdir(), 'layout-'))
const path = join(folder, 't.csv')
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Rows by line, bad ones as their reason. */
function scan(text: string, layout: Layout = {}) {
  writeFileSync(path, text)
  const file = receive(path)
  const rows: (string | number)[][] = []
  const scanned = scanFile(file, detectEncoding(file, 'auto'), layout, {
    sound: (line, bytes, from, to, mark) => rows.push([line, ...splitRecord(bytes.toString('utf8', from, to), mark)]),
    rewritten: (line, again, mark) => rows.push([line, ...splitRecord(again, mark)]),
    bad: ({ line, reason }) => rows.push([line, reason]),
  })
  expect(scanned.records).toBe(scanned.sound + scanned.bad + scanned.footer)
  return { ...scanned, rows }
}

describe('two header rows', () => {
  it('are joined, an upper cell standing for the blank ones right of it', () => {
    const text = 'Code,Name,Population,,Housing\n,,2020,2021,2021\n01,East,5,6,3\n'
    const { header, rows } = scan(text, { header_rows: 2, duplicate_headers: 'number' })
    expect(header).toEqual(['Code', 'Name', 'Population 2020', 'Population 2021', 'Housing 2021'])
    expect(rows).toEqual([[3, '01', 'East', '5', '6', '3']])
  })

  it('may say the same in both', () => {
    expect(scan('a,b\na,c\n1,2\n', { header_rows: 2 }).header).toEqual(['a', 'b c'])
  })
})

describe('notes after the table', () => {
  const table = 'a,b\n1,2\n3,4\n"Source: ""x"", 2020"\n"An unclosed note\n'

  it('are counted apart by number', () => {
    expect(scan(table, { footer: 2 })).toMatchObject({ records: 4, sound: 2, bad: 0, footer: 2 })
    expect(scan('a,b\n1,2\n', { footer: 3 })).toMatchObject({ records: 1, sound: 0, footer: 1 })
  })

  it('are counted apart from the first that fits the pattern', () => {
    expect(scan(table, { footer: '^Source' })).toMatchObject({ records: 4, sound: 2, bad: 0, footer: 2 })
    expect(scan(table, { footer: '^Nothing' })).toMatchObject({ records: 4, sound: 2, bad: 2, footer: 0 })
  })

  it('are refused when they are most of the table, and when the pattern is none', () => {
    const rows = '1,2\n'.repeat(102)
    expect(() => scan(`a,b\n${rows}`, { footer: '^1' })).toThrow(/More than 100 records follow line 2/)
    expect(() => scan(table, { footer: '(' })).toThrow(/is not a pattern/)
  })
})

describe('columns of one name', () => {
  it('are refused by name and place, or numbered when the recipe says so', () => {
    expect(() => scan('a,b,a\n1,2,3\n')).toThrow(/two columns named "a": column 1 and column 3.*"a_2"/)
    expect(scan('a,b,a,a_2,a\n1,2,3,4,5\n', { duplicate_headers: 'number' }).header).toEqual([
      'a',
      'b',
      'a_3',
      'a_2',
      'a_4',
    ])
  })

  it('may be blank', () => expect(scan('a,b,,\n1,2,3,4\n').header).toEqual(['a', 'b', '', '']))
})

describe('rows of another width than the header', () => {
  it('are sound when all end with one delimiter too many, and bad where something stands behind it', () => {
    const { header, rows } = scan('a,b\n1,2,\n3,4,""\n5,6,7\n8,9\n1,2,\n1,2,\n1,2,\n')
    expect(header).toEqual(['a', 'b', ''])
    expect(rows).toEqual([
      [2, '1', '2', ''],
      [3, '3', '4', ''],
      [4, 'column_count'],
      [5, 'column_count'],
      [6, '1', '2', ''],
      [7, '1', '2', ''],
      [8, '1', '2', ''],
    ])
  })

  it('are refused when every one is too short, with the option that mends it', () => {
    const text = 'code,name,province,town\n1,x,y\n2,"x, y",y\n3,x,"y\nz"\n'
    expect(() => scan(text)).toThrow(/the header names 4 columns, and every row holds 3 values.*`short_rows: pad`/)
    expect(scan(text, { short_rows: 'pad' }).rows).toEqual([
      [2, '1', 'x', 'y', ''],
      [3, '2', 'x, y', 'y', ''],
      [4, '3', 'x', 'y\nz', ''],
    ])
    expect(scan('a,b\n1\n1,2,3\n', { short_rows: 'pad' }).rows).toEqual([
      [2, '1', ''],
      [3, 'column_count'],
    ])
  })

  it('are refused when every one is too wide', () => {
    expect(() => scan('a,b\n1,2,3\n1,2,3\n1,2,3\n')).toThrow(/names 2 columns, and every row holds 3 values.*`skip`/)
  })

  it('are bad one by one when others fit', () => {
    expect(scan('a,b\n1,2\n1\n1,2,3\n').rows.map((row) => row[1])).toEqual(['1', 'column_count', 'column_count'])
  })
})

describe('a single column', () => {
  it.each([',', ';', '\t', '|'])('is refused where lines hold %j, unless the recipe states the delimiter', (mark) => {
    const text = `A report of 2026\na${mark}b\n1${mark}2\n3${mark}4\n`
    expect(() => scan(text)).toThrow(/the first line holds one column.*`skip`.*`delimiter`/)
    expect(scan(text, { skip: 1 }).header).toEqual(['a', 'b'])
    const other = mark === '|' ? ';' : '|'
    expect(scan(text, { delimiter: other })).toMatchObject({ header: ['A report of 2026'], sound: 3 })
  })

  it('is fine where none do, or where they stand in quotes', () => {
    expect(scan('note\n"a, b; c"\nplain\n').rows).toEqual([
      [2, 'a, b; c'],
      [3, 'plain'],
    ])
  })
})

describe('lines before the header', () => {
  it.each(['\n', '\r\n', '\r', '\r\r\n'])('are skipped whatever ends them: %j', (end) => {
    const { delimiter, header, rows } = scan(['A, report', 'of 2026', 'a;b', '1;2', '3;4'].join(end), { skip: 2 })
    expect({ delimiter, header, rows }).toEqual({
      delimiter: ';',
      header: ['a', 'b'],
      rows: [
        [4, '1', '2'],
        [5, '3', '4'],
      ],
    })
  })

  it('are suspected when the header names one column of many, or none', () => {
    expect(() => scan('A title,,\na,b,c\n1,2,3\n')).toThrow(/names one of 3 columns, "A title".*`skip`/)
    expect(() => scan(',,\na,b,c\n1,2,3\n')).toThrow(/is blank.*`skip`/)
  })
})

describe('a file with little or too much in it', () => {
  it('has no records below a header alone', () => expect(scan('a,b\n')).toMatchObject({ records: 0, sound: 0 }))
  it.each(['', '\n\r\n', '\uFEFF'])('is refused when it is empty: %j', (text) => {
    expect(() => scan(text)).toThrow(/t\.csv is empty/)
  })
  it('is refused with 100,000 columns, even when the header is longer than a record may be', () => {
    const columns = (n: number) => `${Array.from({ length: n }, (_, i) => `column ${i}`).join(',')}\n`
    expect(() => scan(columns(2001))).toThrow(/2,001 columns/)
    expect(() => scan(columns(100_000))).toThrow(/columns or more; 2,000 are allowed/)
  })
  it('loses no more than a line of 3 MB', () => {
    const long = 'x'.repeat(3 << 20)
    const { rows } = scan(`a,b\n1,2\n3,${long}\n5,"${long}"\n7,8\n`)
    expect(rows).toEqual([
      [2, '1', '2'],
      [3, 'too_long'],
      [4, 'too_long'],
      [5, '7', '8'],
    ])
  })
})

describe('records', () => {
  it('are the same for every size of chunk', () => {
    const text = 'a,b\r\n社,"x\r\ny"\r\r\n𠀀,2\r3,"un\n4,"q""q"\n\n5,5" pipe\n\uFFFD,1\n6\n\uFEFF7,8'
    writeFileSync(path, text)
    const file = receive(path)
    const seen = (size?: number) => {
      const rows: unknown[] = []
      const scanned = scanFile(
        file,
        detectEncoding(file, 'auto'),
        {},
        {
          sound: (line, bytes, from, to) => rows.push([line, bytes.toString('utf8', from, to)]),
          rewritten: (line, again) => rows.push([line, again]),
          bad: (record) => rows.push(record),
        },
        size,
      )
      return { scanned, rows }
    }
    const whole = seen()
    expect(whole.rows.map((row) => (Array.isArray(row) ? 'sound' : (row as { reason: string }).reason))).toEqual([
      'sound',
      'sound',
      'unclosed_quote',
      'sound',
      'sound',
      'bad_encoding',
      'column_count',
      'stray_mark',
    ])
    for (let size = 1; size <= Buffer.byteLength(text); size++) expect(seen(size), `chunks of ${size}`).toEqual(whole)
  })
})
