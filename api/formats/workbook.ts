import writeXlsxFile, { type SheetData } from 'write-excel-file/node'
import type { Answer } from '../../warehouse/answer/types.ts'
import { harmless } from '../../warehouse/answer/harmless.ts'
import { bothNames, describeFile, type Provenance } from './provenance.ts'
import { type Cell, tidyColumns, tidyRows } from './tidy.ts'

/** Characters that XML cannot hold. */
// oxlint-disable-next-line no-control-regex
const UNPRINTABLE = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g

const typed = (cell: Cell) =>
  typeof cell === 'string' ? { value: harmless(cell.replace(UNPRINTABLE, '')), type: String } : cell

const heading = (name: string) => ({ value: name, type: String, fontWeight: 'bold' as const })

/** A workbook: the long table on the first sheet, what describes it on the second. */
export async function writeWorkbook(answer: Answer, about: Provenance): Promise<Uint8Array<ArrayBuffer>> {
  const columns = tidyColumns(answer, about)
  const data: SheetData = [columns.map((column) => heading(column.name))]
  for (const [series, row] of tidyRows(answer)) data.push(columns.map((column) => typed(column.read(series, row))))

  const described: SheetData = [
    ...Object.entries(describeFile(answer, about)).map(([name, value]) => [heading(name), typed(value)]),
    ...answer.series.flatMap(({ indicator }) => {
      const note = about.indicators.get(indicator)?.note
      return note ? [[heading(indicator), typed(bothNames(note))]] : []
    }),
  ]
  const workbook = writeXlsxFile([
    { sheet: 'data', data, stickyRowsCount: 1, columns: columns.map(() => ({ width: 16 })) },
    { sheet: '说明 about', data: described, columns: [{ width: 20 }, { width: 110 }] },
  ])
  return new Uint8Array(await workbook.toBuffer())
}
