import readWorkbook, {
  type CellValue,
  InvalidSpreadsheetError,
  readSheet,
  SheetNotFoundError,
} from 'read-excel-file/node'
import { IngestError } from '../ingest-error.ts'
import type { Recipe } from '../recipe.ts'
import { footerOf, MOST_NOTES } from '../scan/footer.ts'
import { nameColumns } from '../scan/header.ts'
import type { Layout } from '../scan/shape.ts'
import type { Table, TableRow } from './table-spool.ts'
import { checkWorkbook } from './workbook-size.ts'

type Cells = (CellValue<string> | null)[][]
type WorkbookLayout = Layout & { sheet?: Recipe['sheet'] }

const SECOND_MS = 1000
const DAY_MS = 86_400 * SECOND_MS
/** Excel's day 0, by which it writes a time of day. */
const DAY_ZERO_MS = Date.UTC(1899, 11, 30)

/** ISO text of the moment on Excel's clock. Its serial numbers are off by less than a millisecond. */
function timeText(date: Date): string {
  const nearest = Math.round(date.getTime() / SECOND_MS) * SECOND_MS
  const ms = Math.abs(nearest - date.getTime()) <= 1 ? nearest : date.getTime()
  const [day = '', clock = ''] = new Date(ms).toISOString().replace('Z', '').replace('.000', '').split('T')
  if (ms - DAY_ZERO_MS < DAY_MS) return clock
  return clock === '00:00:00' ? day : `${day} ${clock}`
}

/** Digits of an integer as they stand, however many; any other number in its shortest exact form. */
const numberText = (stored: string) => (/^-?\d+$/.test(stored) ? stored : String(Number(stored)))

function cellText(value: CellValue<string> | null): string | null {
  if (value === null || typeof value === 'string') return value
  return value instanceof Date ? timeText(value) : String(value)
}

async function readCells(path: string, name: string, sheet: Recipe['sheet']): Promise<Cells> {
  const options = { trim: false, parseNumber: numberText }
  try {
    if (sheet !== undefined) return await readSheet(path, sheet, options)
    const filled = (await readWorkbook(path, options)).filter(({ data }) => data.length > 0)
    if (filled.length < 2) return filled[0]?.data ?? []
    const names = filled.map((one) => one.sheet).join(', ')
    throw new IngestError({
      zh: `${name} 有 ${filled.length} 张工作表含数据，请在配方中用 \`sheet\` 指明一张：${names}。`,
      en: `${name} has rows in ${filled.length} sheets; name one in the recipe as \`sheet\`: ${names}.`,
    })
  } catch (cause) {
    if (cause instanceof IngestError) throw cause
    if (cause instanceof SheetNotFoundError) {
      throw new IngestError(
        {
          zh: `${name} 没有配方指明的工作表 ${String(sheet)}（${cause.message}）。`,
          en: `${name} has no sheet ${String(sheet)}, which the recipe names (${cause.message}).`,
        },
        cause,
      )
    }
    const said = cause instanceof InvalidSpreadsheetError || cause instanceof Error ? cause.message : String(cause)
    throw new IngestError(
      {
        zh: `${name} 无法作为 Excel 工作簿读取（${said}）。请重新保存，或另存为 CSV。`,
        en: `${name} cannot be read as an Excel workbook (${said}). Save it anew, or as CSV.`,
      },
      cause,
    )
  }
}

/** How many of the rows are of the table; those after are notes. */
function tableLength(rows: TableRow[], layout: WorkbookLayout, name: string): number {
  const footer = footerOf(layout.footer)
  if (footer === undefined) return rows.length
  if (typeof footer === 'number') return Math.max(0, rows.length - footer)
  const first = rows.findIndex(({ values }) => footer.test((values.find((value) => value?.trim()) ?? '').trim()))
  if (first >= 0 && rows.length - first > MOST_NOTES) {
    throw new IngestError({
      zh: `${name}：配方的 footer 从第 ${rows[first]?.line} 行开始，其后却有 ${MOST_NOTES} 多行。请把表达式写得更严格。`,
      en: `${name}: more than ${MOST_NOTES} rows follow row ${rows[first]?.line}, where the footer of the recipe begins; make its pattern narrower.`,
    })
  }
  return first < 0 ? rows.length : first
}

/** Every row of a sheet as text, blank ones too. Errors: IngestError. */
export async function sheetRows(path: string, name: string, sheet?: Recipe['sheet']): Promise<(string | null)[][]> {
  await checkWorkbook(path, name)
  return (await readCells(path, name, sheet)).map((row) => row.map(cellText))
}

/** Sheets with rows. Errors: IngestError. */
export async function filledSheets(path: string, name: string): Promise<string[]> {
  await checkWorkbook(path, name)
  return (await readWorkbook(path)).filter(({ data }) => data.length > 0).map(({ sheet }) => sheet)
}

/**
 * A sheet of a workbook as text: dates and times in ISO form, integers digit by digit, other numbers in their shortest
 * exact form, true and false, errors of formulas no value. Lines are Excel's row numbers. Blank rows are skipped. A workbook is held in memory, and
 * refused when it is too large for that. Errors: IngestError.
 */
export async function readXlsx(path: string, name: string, layout: WorkbookLayout): Promise<Table> {
  const filled = (await sheetRows(path, name, layout.sheet))
    .slice(layout.skip ?? 0)
    .flatMap((values, i): TableRow[] => {
      const line = i + 1 + (layout.skip ?? 0)
      return values.every((value) => !value?.trim()) ? [] : [{ line, values }]
    })
  const headerRows = layout.header_rows ?? 1
  const top = filled.slice(0, headerRows).map(({ values }) => values.map((value) => value ?? ''))
  if (top.length < headerRows) {
    throw new IngestError({
      zh: `${name} 的这张工作表没有表头。选对工作表了吗？`,
      en: `${name} has no header in this sheet. Is it the right one?`,
    })
  }
  const rows = filled.slice(headerRows)
  const length = tableLength(rows, layout, name)
  const header = nameColumns(top, name, layout.duplicate_headers)
  return { header, rows: rows.slice(0, length), footer: rows.length - length }
}
