import type { DecisionId } from '../../warehouse/catalog/decisions.ts'
import type { ReasonId } from '../reasons.ts'
import type { Field } from '../recipe.ts'
import { list, literal } from './literal.ts'
import { footnoteExpression, numberExpression, numberParts } from './numbers.ts'
import { readTime, type Zones } from './times.ts'

const YES = ['true', '1', 'y', 'yes', 't', '是', '有', '对', 'v', '✓']
const NO = ['false', '0', 'n', 'no', 'f', '否', '无', '無', '不', '没有']

const BLANKS = [9, 10, 13, 32, 160, 12288, 65279].map((code) => `chr(${code})`)
const BLANK = BLANKS.join(' || ')

/** Whether a blank may stand at either end; far cheaper than to trim every value. */
function isBlankAtEnd(column: string): string {
  const starts = BLANKS.map((blank) => `prefix(${column}, ${blank})`)
  const ends = BLANKS.map((blank) => `suffix(${column}, ${blank})`)
  return [...starts, ...ends].join(' or ')
}

/**
 * Whether a text is one of the words. A chain of comparisons, because the engine turns IN over a list into a join and
 * the two dozen columns of a file into as many joins; the length lets most texts pass untouched.
 */
function isOneOf(text: string, words: string[]): string {
  if (words.length === 0) return 'false'
  const longest = Math.max(...words.map((word) => Buffer.byteLength(word)))
  return `(strlen(${text}) <= ${longest} and (${words.map((word) => `${text} = ${literal(word)}`).join(' or ')}))`
}

/** A raw column without blanks around it, null words null. `isTrimmed`: there are none around it. */
export function wordExpression(column: string, nulls: string[], isTrimmed = false): string {
  const words = nulls.includes('') ? nulls : [...nulls, '']
  const trimmed = `trim(${column}, ${BLANK})`
  if (isTrimmed) return `case when ${isOneOf(column, words)} then null else ${column} end`
  return `case when ${isOneOf(column, words)} then null
    when not (${isBlankAtEnd(column)}) then ${column}
    when ${isOneOf(trimmed, words)} then null else ${trimmed} end`
}

/** The text of a field before its cast: extracted, cleaned, mapped. `word` is trimmed, null words null. */
export function textExpression(field: Field, word: string): string {
  let text = word
  if (field.extract !== undefined) text = `nullif(regexp_extract(${text}, ${literal(field.extract)}, 1), '')`
  for (const character of field.remove ?? '') text = `replace(${text}, ${literal(character)}, '')`
  if (field.map) {
    const words = list(Object.keys(field.map))
    const mapped = `list_extract([${list(Object.values(field.map).map(String))}], list_position([${words}], ${text}))`
    const isListed = words.length > 0
    if (field.strict) text = isListed ? mapped : 'cast(null as varchar)'
    else if (isListed) text = `coalesce(${mapped}, ${text})`
  }
  if (field.pad !== undefined) {
    text = `case when length(${text}) < ${field.pad} then lpad(${text}, ${field.pad}, '0') else ${text} end`
  }
  return text
}

/** With `map` and `strict`: true where the word before mapping is not in the list, which leaves its text null. */
export function unlistedExpression(field: Field, word: string, text: string): string | null {
  if (!field.map || !field.strict) return null
  const before = textExpression({ ...field, map: undefined, pad: undefined } as Field, word)
  return `(${before} is not null and ${text} is null)`
}

const REASON_OF: Record<Field['type'], ReasonId> = {
  text: 'unknown_word',
  code: 'unknown_word',
  integer: 'bad_number',
  number: 'bad_number',
  boolean: 'bad_boolean',
  time: 'bad_time',
  date: 'bad_time',
  year: 'bad_time',
  month: 'bad_time',
}
export const castReason = (type: Field['type']): ReasonId => REASON_OF[type]

/** How one field is read from its cleaned text, layer by layer of the cast. */
export interface Reading {
  /** A column before `between`: its SQL over the text. Null where none is needed. */
  first: string | null
  /** A column between text and value: its SQL over the text. Null where the value is read from the text at once. */
  between: string | null
  value: string
  /** Boolean over the text: a month without a day. Null where the field is never one. */
  isMonth: string | null
  /** What was decided by rule rather than read, each a boolean over text, `between` and value. */
  decided: { decision: DecisionId; sql: string }[]
}

const plain = (value: string): Reading => ({ first: null, between: null, value, isMonth: null, decided: [] })

function readTimeField(field: Field, text: string, { first, between: at }: Columns, zones: Zones): Reading {
  const isClock = field.type === 'time'
  const time = readTime(text, field.format, isClock ? zones : { ...zones, source: zones.city })
  const { isMonth } = time
  const civil = time.civil(first)
  if (field.type === 'year') return { ...plain(`year(${civil})`), first: time.first }
  if (field.type === 'month') return { ...plain(`month(${civil})`), first: time.first }
  const month: Reading['decided'] = isMonth ? [{ decision: 'month_only', sql: isMonth }] : []
  if (!isClock)
    return { ...plain(`date_trunc('day', ${civil})::timestamp`), first: time.first, isMonth, decided: month }
  const changes = [
    ['dst_gap', time.gap(at)],
    ['dst_fold', time.fold(at)],
  ] as const
  const decided = changes.flatMap(([decision, sql]) => (sql === null ? [] : [{ decision, sql }]))
  return { first: time.first, between: civil, value: time.value(at), isMonth, decided: [...month, ...decided] }
}

function readNumber(field: Field, text: string, at: string): Reading {
  const parts = numberParts(field, text)
  const number = numberExpression(field, text, parts && at)
  const isWhole = `abs(${number}) < 9e15 and ${number} = trunc(${number})`
  const value = field.type === 'number' ? number : `case when ${isWhole} then cast(${number} as bigint) end`
  const noted = footnoteExpression(field, parts && at)
  return { ...plain(value), between: parts, decided: noted === null ? [] : [{ decision: 'footnote', sql: noted }] }
}

const between = (text: string, least: number, most: number) =>
  `case when try_cast(${text} as integer) between ${least} and ${most} then try_cast(${text} as integer) end`

/** The columns that will hold what a reading computes before its value. */
interface Columns {
  first: string
  between: string
}

/** How a cleaned text becomes a value; null where it cannot. Dates are TIMESTAMP at midnight. */
export function readField(field: Field, text: string, columns: Columns, zones: Zones): Reading {
  switch (field.type) {
    case 'text':
    case 'code':
      return plain(text)
    case 'number':
    case 'integer':
      return readNumber(field, text, columns.between)
    case 'boolean':
      return plain(
        `case when ${isOneOf(`lower(${text})`, YES)} then true when ${isOneOf(`lower(${text})`, NO)} then false end`,
      )
    case 'time':
    case 'date':
      return readTimeField(field, text, columns, zones)
    case 'year':
      return field.format ? readTimeField(field, text, columns, zones) : plain(between(text, 1800, 2199))
    case 'month':
      return field.format ? readTimeField(field, text, columns, zones) : plain(between(text, 1, 12))
  }
}
