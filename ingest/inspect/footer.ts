import type { Row } from './tally.ts'

const NOTE =
  /^[（(【[]?(?:注|备注|備註|附注|附註|说明|說明|资料来源|資料來源|数据来源|數據來源|来源|來源|Notes?|Sources?|Footnotes?)|^(?:※|\*{1,3}|[①-⑳]|\(\w\)|\[\w\])\s?\D/iu
export const MOST_NOTES = 20

/** The last records of a table, whatever their width. */
export interface Ending {
  cells: Row
  /** One value for each column. */
  isSound: boolean
}

/** How many of the last records are notes: from the first that reads like one, all nearly blank. */
export function footerLength(last: Ending[], columns: number): number {
  if (columns < 2) return 0
  let length = 0
  for (const { cells } of last.toReversed()) {
    const filled = cells.filter((cell) => (cell?.trim() ?? '') !== '')
    if (filled.length > Math.max(1, columns * 0.3)) break
    length++
  }
  const tail = length === 0 ? [] : last.slice(-length)
  const first = tail.findIndex(({ cells }) => NOTE.test(cells.find((cell) => cell?.trim())?.trim() ?? ''))
  return first < 0 ? 0 : tail.length - first
}
