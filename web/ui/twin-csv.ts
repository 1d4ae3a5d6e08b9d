import type { Twin } from '../charts/twin.ts'

/** Text that a spreadsheet would run as a formula gets an apostrophe; a number with its sign is left alone. */
const harmless = (cell: string) => (/^[=+\-@\t\r]/.test(cell) && !/^[+-]?[\d.,]+%?$/.test(cell) ? `'${cell}` : cell)

const quoted = (cell: string) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)

/** A table as CSV with a byte order mark, as spreadsheets in Chinese want it; lines about it stand after the rows. */
export function twinCsv({ columns, rows }: Twin, about: readonly string[]): string {
  const line = (cells: readonly string[]) => cells.map((cell) => quoted(harmless(cell))).join(',')
  return `\uFEFF${[columns, ...rows, [], ...about.map((text) => [text])].map(line).join('\r\n')}\r\n`
}
