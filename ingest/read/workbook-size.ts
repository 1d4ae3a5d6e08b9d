import { IngestError } from '../ingest-error.ts'
import { withArchive } from './zip.ts'

const MIB = 2 ** 20
const MOST_XML_BYTES = 128 * MIB
const MOST_CELLS = 20_000_000
/** A cell's place, `r="BC12"`; cut by the end of a chunk at most once in 64 KiB, which the next row makes good. */
const PLACE = /<c r="([A-Z]{1,3})(\d{1,7})"/g

const columnNumber = (letters: string) => Array.from(letters).reduce((sum, c) => sum * 26 + c.charCodeAt(0) - 64, 0)

/**
 * Makes sure that a workbook can be held in memory, by streaming through it: the sizes it states may be wrong.
 * Errors: IngestError above 128 MiB of XML, which take about 800 MB, or 20 million cells, empty ones between filled ones included.
 */
export async function checkWorkbook(path: string, name: string): Promise<void> {
  const refuse = (zh: string, en: string) =>
    new IngestError({
      zh: `${name} ${zh}。请把工作表另存为 CSV，大小不限。`,
      en: `${name} ${en}. Save the sheet as CSV: that is read whatever its size.`,
    })
  let bytes = 0
  try {
    await withArchive(path, async ({ members, open }) => {
      for (const member of members.filter((one) => one.name.startsWith('xl/') && one.name.endsWith('.xml'))) {
        let columns = 0
        let rows = 0
        for await (const chunk of (await open(member)) as AsyncIterable<Buffer>) {
          bytes += chunk.length
          if (bytes > MOST_XML_BYTES) {
            const most = MOST_XML_BYTES / MIB
            throw refuse(`是超过 ${most} MB 的工作簿`, `is a workbook of more than ${most} MB`)
          }
          if (!member.name.includes('/worksheets/')) continue
          for (const [, letters = '', row] of chunk.toString('latin1').matchAll(PLACE)) {
            columns = Math.max(columns, columnNumber(letters))
            rows = Math.max(rows, Number(row))
          }
          if (columns * rows > MOST_CELLS) {
            throw refuse(
              `有一张工作表延伸到第 ${columns} 列、第 ${rows} 行`,
              `has a sheet that reaches to column ${columns} and row ${rows}`,
            )
          }
        }
      }
    })
  } catch (cause) {
    if (cause instanceof IngestError) throw cause
    const said = cause instanceof Error ? cause.message : String(cause)
    throw new IngestError(
      {
        zh: `${name} 不是 Excel 工作簿（${said}）。\`format: xlsx\` 写对了吗？`,
        en: `${name} is not an Excel workbook (${said}). Is \`format: xlsx\` right?`,
      },
      cause,
    )
  }
}
