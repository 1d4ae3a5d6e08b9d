import type { ReasonId } from '../reasons.ts'
import type { Field } from '../recipe.ts'
import { list, literal } from './literal.ts'
import { timeExpression } from './times.ts'

const YES = ['true', '1', 'y', 'yes', 't', '是', '有', '对', 'v', '✓']
const NO = ['false', '0', 'n', 'no', 'f', '否', '无', '無', '不', '没有']

const BLANK = " ' \t\r\n' || chr(160) || chr(12288) || chr(65279)"

/** A raw column without blanks around it, null words null. */
export function wordExpression(column: string, nulls: string[]): string {
  const trimmed = `trim(${column},${BLANK})`
  const words = nulls.includes('') ? nulls : [...nulls, '']
  return `case when ${trimmed} in (${list(words)}) then null else ${trimmed} end`
}

/** The text of a field before its cast: extracted, cleaned, mapped. `word` is trimmed, null words null. */
export function textExpression(field: Field, word: string): string {
  let text = word
  if (field.extract !== undefined) text = `nullif(regexp_extract(${text}, ${literal(field.extract)}, 1), '')`
  for (const character of field.remove ?? '') text = `replace(${text}, ${literal(character)}, '')`
  if (field.map) {
    const cases = Object.entries(field.map).map(([from, to]) => `when ${literal(from)} then ${literal(String(to))}`)
    if (cases.length > 0) text = `case ${text} ${cases.join(' ')} else ${text} end`
  }
  if (field.pad !== undefined) {
    text = `case when length(${text}) < ${field.pad} then lpad(${text}, ${field.pad}, '0') else ${text} end`
  }
  return text
}

/** With `map` and `strict`: true where the word before mapping is not in the list. */
export function unlistedExpression(field: Field, word: string): string | null {
  if (!field.map || !field.strict) return null
  const before = textExpression({ ...field, map: undefined, pad: undefined } as Field, word)
  return `(${before} is not null and ${before} not in (${list(Object.keys(field.map))}))`
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
}
export const castReason = (type: Field['type']): ReasonId => REASON_OF[type]

function numberExpression(text: string, scale: number | undefined): string {
  const cast = `try_cast(${text} as double)`
  const sound = `case when isfinite(${cast}) and not contains(${text}, '_') then ${cast} end`
  return scale === undefined ? sound : `(${sound}) * ${scale}`
}

/** The typed value of a cleaned text; null where it cannot be cast. Dates are TIMESTAMP at midnight. */
export function valueExpression(field: Field, text: string, sourceZone: string, cityZone: string): string {
  switch (field.type) {
    case 'text':
    case 'code':
      return text
    case 'number':
      return numberExpression(text, field.scale)
    case 'integer': {
      const number = numberExpression(text, field.scale)
      return `case when abs(${number}) < 9e15 and ${number} = trunc(${number}) then cast(${number} as bigint) end`
    }
    case 'boolean':
      return `case when lower(${text}) in (${list(YES)}) then true when lower(${text}) in (${list(NO)}) then false end`
    case 'time':
      return timeExpression(text, field.format, sourceZone, cityZone)
    case 'date':
      return `date_trunc('day', ${timeExpression(text, field.format, cityZone, cityZone)})::timestamp`
    case 'year':
      return field.format
        ? `year(${timeExpression(text, field.format, cityZone, cityZone)})`
        : `case when try_cast(${text} as integer) between 1800 and 2199 then try_cast(${text} as integer) end`
  }
}
