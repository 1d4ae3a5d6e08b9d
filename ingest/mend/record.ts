import type { Label } from '../../warehouse/catalog/types.ts'
import { splitRecord } from '../scan/record.ts'
import type { BadRecord } from '../scan/scanner.ts'

const SHOWN = 40
const LISTED = 5

const list = (names: string[]) => names.slice(0, LISTED).map((name) => `“${name}”`)
const zhList = (names: string[]) => list(names).join('、')
const enList = (names: string[]) => list(names).join(', ')

/** Column in which the quote stands that never ends, or ends where no value can. */
function quoteColumn(text: string, delimiter: string, header: string[]): string | undefined {
  return header[splitRecord(text, delimiter).length - 1]
}

/**
 * How to mend a record whose columns cannot be told apart. `isPersonal`: values may be anybody's, so none is named.
 * Null where nothing better than the rule can be said.
 */
export function mendRecord(record: BadRecord, header: string[], delimiter: string, isPersonal: boolean): Label | null {
  const { reason, text } = record
  if (reason === 'unclosed_quote') {
    const column = quoteColumn(text, delimiter, header)
    if (column === undefined) return null
    return {
      zh: `“${column}”列的引号没有正确结束；请补上引号，值内的引号写成两个。`,
      en: `The quote in column “${column}” does not end as it should; close it, and double quotes inside a value.`,
    }
  }
  if (reason !== 'column_count') return null
  const values = splitRecord(text, delimiter)
  const extra = values.length - header.length
  if (extra < 0) {
    const missing = header.slice(extra)
    return {
      zh: `有 ${values.length} 个值，表头有 ${header.length} 列；末尾的${zhList(missing)}没有值，或前面少了分隔符“${delimiter}”。`,
      en: `${values.length} values for ${header.length} columns; ${enList(missing)} at the end get none, or a “${delimiter}” is missing before.`,
    }
  }
  if (extra === 0) return null
  const beyond = values.slice(header.length).map((value) => value.slice(0, SHOWN))
  const shown = isPersonal ? { zh: '', en: '' } : { zh: `（${zhList(beyond)}）`, en: ` (${enList(beyond)})` }
  return {
    zh: `有 ${values.length} 个值，表头只有 ${header.length} 列；多出 ${extra} 个${shown.zh}。可能某个值里有未加引号的“${delimiter}”。`,
    en: `${values.length} values for ${header.length} columns, ${extra} too many${shown.en}; a value may hold a “${delimiter}” without quotes around it.`,
  }
}
