import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import writeXlsxFile from 'write-excel-file/node'
import { readXlsx } from '../../../ingest/read/xlsx.ts'
import { Recipe } from '../../../ingest/recipe.ts'
import { zipBytes } from './zip-bytes.ts'

const folder = mkdtempSync(join(tmpdir(), 'xlsx-'))
const path = join(folder, 'b.xlsx')
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const recipe = (more: object = {}) => {
  const base = { id: 'x', label: { zh: '表', en: 'x' }, publisher: 'p', licence: 'CC0', target: 'measure', fields: {} }
  return Recipe.parse({ ...base, format: 'xlsx', ...more })
}
async function read(more: object = {}) {
  const { header, rows, footer } = await readXlsx(path, 'b.xlsx', recipe(more))
  return { header, rows: Array.from(rows, ({ line, values }) => [line, ...values]), footer }
}

/** A workbook whose sheets hold these cells of XML, as `<c r="A1">…</c>` needs them. */
function raw(...sheets: string[]) {
  const relation = (i: number, type: string, target: string) =>
    `<Relationship Id="r${i}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/${type}" Target="${target}"/>`
  const formats = '<numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy-mm-dd hh:mm:ss"/></numFmts>'
  const styles = `<cellXfs><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/><xf numFmtId="164" applyNumberFormat="1"/></cellXfs>`
  const books = sheets.map((_, i) => `<sheet name="S${i + 1}" sheetId="${i + 1}" r:id="r${i}"/>`)
  writeFileSync(
    path,
    zipBytes([
      { name: 'xl/workbook.xml', content: `<workbook><sheets>${books.join('')}</sheets></workbook>` },
      {
        name: 'xl/_rels/workbook.xml.rels',
        content: `<Relationships>${sheets.map((_, i) => relation(i, 'worksheet', `worksheets/sheet${i + 1}.xml`)).join('')}${relation(99, 'styles', 'styles.xml')}</Relationships>`,
      },
      { name: 'xl/styles.xml', content: `<styleSheet>${formats}${styles}</styleSheet>` },
      ...sheets.map((cells, i) => ({
        name: `xl/worksheets/sheet${i + 1}.xml`,
        content: `<worksheet><sheetData>${cells}</sheetData></worksheet>`,
      })),
    ]),
  )
}
const say = (place: string, text: string) => `<c r="${place}" t="inlineStr"><is><t>${text}</t></is></c>`

describe('a sheet of a workbook', () => {
  it('gives its typed cells as exact text', async () => {
    const number = (place: string, stored: string, style = 0) => `<c r="${place}" s="${style}"><v>${stored}</v></c>`
    raw(
      `<row r="1">${say('A1', 'what')}${say('B1', 'value')}</row>` +
        [
          ['date', number('B2', '46082', 1)],
          ['time of 08:59:59.9999', number('B3', '46082.374999998843', 2)],
          ['time', number('B4', '46082.416666666664', 2)],
          ['whole', number('B5', '3.0')],
          ['0.1 as stored', number('B6', '0.10000000000000001')],
          ['code of 18 digits', number('B7', '320106000000000123')],
          ['true', '<c r="B8" t="b"><v>1</v></c>'],
          ['an error is no value', '<c r="B9" t="e"><v>#N/A</v></c>'],
          ['small', number('B10', '1.5E-3')],
        ]
          .map(([name = '', cell = ''], i) => `<row r="${i + 2}">${say(`A${i + 2}`, name)}${cell}</row>`)
          .join(''),
    )
    const { rows } = await read()
    expect(rows.map((row) => row[2])).toEqual([
      '2026-03-01',
      '2026-03-01 09:00:00',
      '2026-03-01 10:00:00',
      '3',
      '0.1',
      '320106000000000123',
      'true',
      null,
      '0.0015',
    ])
    expect(rows[0]?.[0]).toBe(2)
  })

  it('begins after title rows, joins two header rows, ends before its notes, and skips blank rows', async () => {
    const sheet = [
      [{ value: '2025年人口', span: 3 }, null, null],
      [{ value: '区划' }, { value: '人口', span: 2 }, null],
      [{ value: '代码' }, { value: '男' }, { value: '女' }],
      [{ value: '01' }, { value: 3 }, { value: 4 }],
      [null, null, null],
      [{ value: '02' }, { value: 5 }, { value: 6 }],
      [{ value: '注：初步数据' }, null, null],
    ]
    writeFileSync(path, await writeXlsxFile(sheet).toBuffer())
    const expected = {
      header: ['区划 代码', '人口 男', '人口 女'],
      rows: [
        [4, '01', '3', '4'],
        [6, '02', '5', '6'],
      ],
      footer: 1,
    }
    expect(await read({ skip: 1, header_rows: 2, footer: '^注' })).toEqual(expected)
    expect(await read({ skip: 1, header_rows: 2, footer: 1 })).toEqual(expected)
  })

  it('is taken by name or number, and asked for when several have rows', async () => {
    const row = (text: string) => `<row r="1">${say('A1', text)}${say('B1', 'n')}</row>`
    raw(row('first'), row('second'), '')
    expect((await read({ sheet: 'S2' })).header).toEqual(['second', 'n'])
    expect((await read({ sheet: 1 })).header).toEqual(['first', 'n'])
    await expect(read()).rejects.toThrow('b.xlsx has rows in 2 sheets; name one in the recipe as `sheet`: S1, S2.')
    await expect(read({ sheet: 'S9' })).rejects.toThrow(/has no sheet S9.*S1, S2/)
    await expect(read({ sheet: 9 })).rejects.toThrow(/has no sheet 9/)
  })

  it('is refused with a sentence when it is empty, none, or too large to hold', async () => {
    raw('')
    await expect(read()).rejects.toThrow(/has no header in this sheet/)
    raw(`<row r="1">${say('A1', 'x')}</row><row r="1048576">${say('XFD1048576', 'x')}</row>`)
    await expect(read()).rejects.toThrow(/reaches to column 16384 and row 1048576\. Save the sheet as CSV/)
    raw(' '.repeat(140 << 20))
    await expect(read()).rejects.toThrow(/a workbook of more than 128 MB/)
    writeFileSync(path, readFileSync(import.meta.filename))
    await expect(read()).rejects.toThrow(/is not an Excel workbook/)
  })
})
