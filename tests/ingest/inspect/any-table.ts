import { rmSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect } from 'vitest'
import { draftAll, writeDrafts } from '../../../ingest/inspect/draft.ts'
import { inspect } from '../../../ingest/inspect/inspect.ts'
import { planTables } from '../../../ingest/inspect/plan.ts'
import { ingest } from '../../../ingest/pipeline.ts'
import { silent } from '../../../ingest/progress.ts'
import { filesIn } from './seen-file.ts'

const cell = (text: fc.Arbitrary<string>) =>
  fc.oneof({ weight: 8, arbitrary: text }, { weight: 1, arbitrary: fc.constantFrom('', '-', '无') })
const digits = (n: number, width: number) => String(n).padStart(width, '0')

const KINDS: Record<string, fc.Arbitrary<string>> = {
  case_id: fc.nat(99_999).map(String),
  opened_date: cell(
    fc.tuple(fc.integer({ min: 2000, max: 2024 }), fc.integer({ min: 1, max: 12 })).map(([y, m]) => `${y}/${m}/7`),
  ),
  'closed at': cell(fc.integer({ min: 10, max: 28 }).map((d) => `2024-03-${d} 08:00:00`)),
  年份: fc.constantFrom('2019', '2020', '2021年'),
  区: fc.constantFrom('东区', '西区', '南区', '合计'),
  area_code: cell(fc.integer({ min: 1, max: 20 }).map((n) => digits(n, 6))),
  zip: cell(fc.integer({ min: 2100, max: 2110 }).map((n) => `${n}.0`)),
  人口: cell(fc.nat(2_000_000).map((n) => n.toLocaleString('en'))),
  'price(元/平米)': cell(fc.nat(90_000).map((n) => `${n}元/平米`)),
  total: cell(fc.nat(900).map((n) => `${n}(r${n})`)),
  lon: cell(fc.double({ min: 118, max: 122, noNaN: true }).map(String)),
  lat: cell(fc.double({ min: 29, max: 31, noNaN: true }).map(String)),
  type: cell(fc.constantFrom('noise', 'waste', 'light, street', 'a "b"')),
  电话: fc.constantFrom('13812345678', '13912345678'),
  note: fc.string({ maxLength: 12 }),
}

const value = (text: string) => (/["\n\r,]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
const clean = (text: string) => text.replaceAll(/[\0\uFEFF\uFFFD]|[\uD800-\uDFFF]/g, '')

const table = fc
  .uniqueArray(fc.constantFrom(...Object.keys(KINDS)), { minLength: 2, maxLength: 9 })
  .chain((names) =>
    fc.record({
      names: fc.constant(names),
      rows: fc.array(fc.tuple(...names.map((name) => KINDS[name] ?? fc.constant(''))), { minLength: 3, maxLength: 40 }),
    }),
  )
  .chain(({ names, rows }) =>
    fc.record({
      text: fc.constantFrom('', '\n'),
      cut: fc.nat(rows.length * 3),
      names: fc.constant(names),
      rows: fc.constant(rows),
    }),
  )
  .map(({ names, rows, text, cut }) => {
    const lines = rows.map((row) => row.map((each) => value(clean(each))).join(','))
    if (lines[cut]) lines[cut] = `${lines[cut]},one,too,many`
    return `${names.map(value).join(',')}\n${lines.join('\n')}${text}`
  })

/**
 * Drafts of so many generated tables are accepted by ingest as they are, and every record is accounted for; also of
 * tables most of whose rows are bad, which nobody would publish without saying so.
 */
export async function tryAnyTable(seed: number, numRuns: number): Promise<void> {
  await fc.assert(
    fc.asyncProperty(table, async (text) => {
      const from = filesIn({ 'table.csv': text })
      const { tables, refused } = await inspect([from], silent)
      expect(refused).toEqual([])
      // With neither time nor figure, and a damaged record, nothing can be told from the table.
      fc.pre(planTables(tables).some(({ kind }) => kind !== 'left'))
      const out = join(filesIn({}), 'city')
      const drafts = draftAll(tables, 'city')
      writeDrafts(drafts, out)
      const data = filesIn({})
      const report = await ingest({ pack: out, from, data, accept: true })
      for (const { records, filtered, loaded, duplicate, quarantined } of report.files) {
        expect(filtered + loaded + duplicate + quarantined).toBe(records)
        expect(records).toBe(tables[0]?.records)
      }
      expect(report.files).toHaveLength(drafts.recipes.length)
      for (const folder of [from, out, data]) rmSync(folder, { recursive: true })
    }),
    { seed, numRuns, endOnFailure: true },
  )
}
