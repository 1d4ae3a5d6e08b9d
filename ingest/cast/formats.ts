import { list, literal } from './literal.ts'

/** One way of reading a text: civil time of the source, or for `isZoned` an instant (TIMESTAMPTZ); null when it does not fit. */
export interface Reader {
  sql: string
  isZoned: boolean
  /** The text names a month and no day; the time is the first instant of that month. */
  isMonth: boolean
}

/** The usual shape of a full time; told apart without a pattern because it is read millions of times. */
const USUAL = '____-__-__ __:__:__'
const CIVIL = String.raw`\d{4}[-/]\d{1,2}[-/]\d{1,2}([ T]\d{1,2}:\d{2}(:\d{2}(\.\d{1,9})?)?)?`
const ZONED = String.raw`(\d{4}[-/]\d{1,2}[-/]\d{1,2}[ T]\d{1,2}:\d{2})(:\d{2}(?:\.\d{1,9})?)? ?(?:(Z|UTC|GMT)|([+-]\d{2}):?(\d{2})?)`

const civil = (sql: string, isMonth = false): Reader => ({ sql, isZoned: false, isMonth })
const fits = (text: string, pattern: string) => `regexp_full_match(${text}, ${literal(pattern)})`
const rewrite = (text: string, pattern: string, to: string) =>
  `case when ${fits(text, pattern)} then regexp_replace(${text}, ${literal(`^${pattern}$`)}, ${literal(to)}) end`
const timestamp = (text: string) => `try_cast(${text} as timestamp)`

/** ISO 8601 and its relatives with slashes, with or without a time of day and an offset. */
function iso(text: string): Reader[] {
  const isCivil = `(${text} like '${USUAL}' and not suffix(${text}, 'Z')) or ${fits(text, CIVIL)}`
  const groups = `regexp_extract(${text}, ${literal(`^${ZONED}$`)}, ['start', 'seconds', 'utc', 'hours', 'minutes'])`
  const part = (name: string, otherwise: string) =>
    `coalesce(nullif(struct_extract(${groups}, '${name}'), ''), '${otherwise}')`
  const offset = `case when ${part('utc', '')} = '' then ${part('hours', '+00')} || ':' || ${part('minutes', '00')} else '+00:00' end`
  const whole = `${part('start', '')} || ${part('seconds', ':00')} || ${offset}`
  return [
    civil(`case when ${isCivil} then ${timestamp(text)} end`),
    { sql: `case when ${fits(text, ZONED)} then try_cast(${whole} as timestamptz) end`, isZoned: true, isMonth: false },
  ]
}

const HALF_DAY = '上午|下午|中午|凌晨|早上|晚上|AM|PM|am|pm'
const CHINESE = String.raw`(\d{4}) ?年 ?(\d{1,2}) ?月 ?(\d{1,2}) ?[日号號]`
const WEEKDAY = String.raw`(?: ?[（(]?(?:星期|周|週|礼拜|禮拜)[一二三四五六日天][）)]?)?`
const CLOCK = String.raw`(?: ?(${HALF_DAY})? ?(\d{1,2}) ?[时時点點:：](?: ?(\d{1,2})(?: ?[分:：] ?(\d{1,2}) ?秒?| ?分)?)?)?`

/** A date in year, month and day signs, then perhaps a weekday, 上午 or 下午, and a time of day. `yearsOff`: added to the year. */
function inSigns(text: string, pattern: string, yearsOff: number): string {
  const names = ['year', 'month', 'day', 'half', 'hour', 'minute', 'second']
  const groups = `regexp_extract(${text}, ${literal(`^${pattern}${WEEKDAY}${CLOCK}$`)}, [${list(names)}])`
  const hour = 'try_cast(p.hour as integer)'
  const ofDay = `case when p.half = '晚上' and ${hour} = 12 then null
    when p.half in ('下午', '晚上', 'PM', 'pm') and ${hour} < 12 then ${hour} + 12
    when p.half = '中午' and ${hour} < 10 then ${hour} + 12
    when p.half in ('上午', '凌晨', '早上', 'AM', 'am') and ${hour} = 12 then 0 else ${hour} end`
  const two = (name: string) => `lpad(p.${name}, 2, '0')`
  const clock = `case when p.hour = '' then '' else ' ' || (${ofDay}) || ':' || ${two('minute')} || ':' || ${two('second')} end`
  const date = `(try_cast(p.year as integer) + ${yearsOff}) || '-' || p.month || '-' || p.day || ${clock}`
  return `list_transform([${groups}], lambda p: case when p.year <> '' then try_cast(${date} as timestamp) end)[1]`
}

const ROC_YEARS = 1911

/** Year of the Republic and month, as the groups 1 and 2 of a pattern. */
function rocMonth(text: string, pattern: string): Reader {
  const part = (group: number) => `try_cast(regexp_extract(${text}, ${literal(`^${pattern}$`)}, ${group}) as integer)`
  return civil(timestamp(`(${part(1)} + ${ROC_YEARS}) || '-' || ${part(2)} || '-01'`), true)
}

function excel(text: string): Reader {
  const serial = `try_cast(${text} as double)`
  const plain = `case when ${fits(text, String.raw`\d{1,7}(\.\d+)?`)} then ${serial} end`
  const days = `case when ${plain} >= 61 and ${plain} < 2958466 then ${plain} when ${plain} >= 1 and ${plain} < 60 then ${plain} + 1 end`
  return civil(`(timestamp '1899-12-30' + to_microseconds(cast(round(${days} * 86400) * 1000000 as bigint)))`)
}

const ROC_DATE = String.raw`(?:民國|民国|中華民國)? ?(\d{2,3}) ?年 ?(\d{1,2}) ?月 ?(\d{1,2}) ?[日號号]`
const ROC_MARKED = String.raw`(\d{2,3})[-/.](\d{1,2})[-/.](\d{1,2})`
const ROC_DIGITS = String.raw`(\d{2,3})(\d{2})(\d{2})`

/** Named formats, beside strptime patterns. Each is described in `Field.format` of ingest/recipe.ts. */
const NAMED: Record<string, (text: string) => Reader[]> = {
  iso,
  chinese: (text) => [
    civil(inSigns(text, CHINESE, 0)),
    civil(timestamp(rewrite(text, String.raw`(\d{4}) ?年 ?(\d{1,2}) ?月份?`, String.raw`\1-\2-01`)), true),
  ],
  month: (text) => [
    civil(timestamp(rewrite(text, String.raw`(\d{4})[-/.](\d{1,2})`, String.raw`\1-\2-01`)), true),
    civil(timestamp(rewrite(text, String.raw`(\d{4})(\d{2})`, String.raw`\1-\2-01`)), true),
    civil(timestamp(rewrite(text, String.raw`(\d{4}) ?年 ?(\d{1,2}) ?月份?`, String.raw`\1-\2-01`)), true),
  ],
  roc: (text) => [
    ...[ROC_DATE, ROC_MARKED, ROC_DIGITS].map((pattern) => civil(inSigns(text, pattern, ROC_YEARS))),
    rocMonth(text, String.raw`(?:民國|民国|中華民國)? ?(\d{2,3}) ?年 ?(\d{1,2}) ?月份?`),
    rocMonth(text, String.raw`(\d{2,3})[-/.](\d{1,2})`),
  ],
  'roc-month': (text) => [rocMonth(text, String.raw`(\d{2,3})(\d{2})`)],
  'roc-month-text': (text) => [rocMonth(text, String.raw`(\d{2,3})Y(\d{1,2})M`)],
  excel: (text) => [excel(text)],
}

const hasDay = (pattern: string) => /%-?[djcxsuwUW]/.test(pattern)
const hasMonth = (pattern: string) => hasDay(pattern) || /%-?[mbB]/.test(pattern)

/** What a format names least: a day, a month, or a year alone. `mixed`: days and months. */
export function precisionOf(format: string): 'day' | 'month' | 'year' | 'mixed' {
  const named = NAMED[format]?.('x')
  if (named) return named.every((reader) => reader.isMonth) ? 'month' : named.some((r) => r.isMonth) ? 'mixed' : 'day'
  return hasDay(format) ? 'day' : hasMonth(format) ? 'month' : 'year'
}

/** Whether a format is a name from the list or a strptime pattern. */
export const isFormat = (format: string): boolean => format in NAMED || format.includes('%')
export const FORMAT_NAMES = Object.keys(NAMED)

/** The pattern of times as they are written most often. */
const CANONICAL = '%Y-%m-%d %H:%M:%S'
const CANONICAL_BYTES = 19

/**
 * Two expressions for texts written as the engine writes times, which are most of them: what the engine makes of the text
 * at once, and over the column that holds it whether it would write the same again. Null where the first format may read
 * such a text otherwise.
 */
export function canonical(
  text: string,
  formats: string[] | undefined,
): { sql: string; isSame(at: string): string } | null {
  const [first = 'iso'] = formats ?? []
  if (first !== CANONICAL && first !== 'iso') return null
  const sql = `case when strlen(${text}) = ${CANONICAL_BYTES} then ${timestamp(text)} end`
  return { sql, isSame: (at) => `cast(${at} as varchar) = ${text}` }
}

/** Readers of the formats in their order; without any, of ISO. Patterns that stand together are tried in one pass. */
export function readersOf(text: string, formats: string[] | undefined): Reader[] {
  const readers: (Reader & { patterns: string[] })[] = []
  for (const format of formats ?? ['iso']) {
    const named = NAMED[format]
    if (named) {
      readers.push(...named(text).map((reader) => ({ ...reader, patterns: [] })))
      continue
    }
    const [isZoned, isMonth] = [format.includes('%z'), !hasDay(format)]
    const last = readers.at(-1)
    const isSame = last && last.patterns.length > 0 && last.isZoned === isZoned && last.isMonth === isMonth
    const patterns = isSame ? [...last.patterns, format] : [format]
    const sql = `try_strptime(${text}, [${list(patterns)}])`
    readers.splice(isSame ? -1 : readers.length, isSame ? 1 : 0, { sql, isZoned, isMonth, patterns })
  }
  return readers
}
