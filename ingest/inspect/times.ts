/** How the values of a column can be read as times. */
export interface TimeGuess {
  /** Formats for a recipe; empty: ISO, which needs none. */
  formats: string[]
  precision: 'time' | 'day' | 'month' | 'year'
  /** Values looked at, and those that do not fit. */
  seen: number
  misfits: number
  /** Why it may be otherwise. */
  doubt: string | null
}

interface Shape {
  format: string | null
  precision: TimeGuess['precision']
  pattern: RegExp
  /** Only with a name that speaks of time: digits alone may be anything. */
  needsName?: boolean
}

const MONTH = '(?:0[1-9]|1[0-2])'
const DAY = '(?:0[1-9]|[12]\\d|3[01])'
const CLOCK = '\\d{1,2}:\\d{2}(?::\\d{2}(?:\\.\\d{1,9})?)?'
const ZONE = '(?: ?(?:Z|UTC|GMT|[+-]\\d{2}:?\\d{2}))?'
const whole = (pattern: string) => new RegExp(`^(?:${pattern})$`, 'u')

const SHAPES: Shape[] = [
  { format: null, precision: 'time', pattern: whole(`\\d{4}[-/]\\d{1,2}[-/]\\d{1,2}[ T]${CLOCK}${ZONE}`) },
  { format: null, precision: 'day', pattern: whole('\\d{4}[-/]\\d{1,2}[-/]\\d{1,2}') },
  { format: '%Y%m%d', precision: 'day', pattern: whole(`(?:19|20)\\d{2}${MONTH}${DAY}`) },
  {
    format: '%Y%m%d%H%M%S',
    precision: 'time',
    pattern: whole(`(?:19|20)\\d{2}${MONTH}${DAY}[012]\\d[0-5]\\d[0-5]\\d`),
  },
  {
    format: 'chinese',
    precision: 'time',
    pattern: whole('\\d{4} ?年 ?\\d{1,2} ?月 ?\\d{1,2} ?[日号號].*[时時点點:：].*'),
  },
  { format: 'chinese', precision: 'day', pattern: whole('\\d{4} ?年 ?\\d{1,2} ?月 ?\\d{1,2} ?[日号號].*') },
  {
    format: 'roc',
    precision: 'day',
    pattern: whole('(?:中華)?(?:民國|民国) ?\\d{2,3} ?年 ?\\d{1,2} ?月 ?\\d{1,2} ?[日号號].*'),
  },
  { format: 'roc', precision: 'day', pattern: whole(`(?:[6-9]\\d|1[0-4]\\d)[-/.]\\d{1,2}[-/.]\\d{1,2}`) },
  { format: 'roc-month-text', precision: 'month', pattern: whole('\\d{2,3}Y\\d{1,2}M') },
  { format: 'month', precision: 'month', pattern: whole(`(?:19|20)\\d{2}(?:[-/.]\\d{1,2}| ?年 ?\\d{1,2} ?月份?)`) },
  { format: 'month', precision: 'month', pattern: whole(`(?:19|20)\\d{2}${MONTH}`), needsName: true },
  { format: 'roc-month', precision: 'month', pattern: whole(`(?:[6-9]\\d|1[0-4]\\d)${MONTH}`), needsName: true },
  { format: '%d-%b-%Y', precision: 'day', pattern: whole('\\d{1,2}-[A-Za-z]{3}-\\d{4}') },
  { format: '%b %d, %Y', precision: 'day', pattern: whole('[A-Za-z]{3} \\d{1,2}, \\d{4}') },
  { format: null, precision: 'year', pattern: whole('(?:19|20)\\d{2}'), needsName: true },
  { format: '%Y年', precision: 'year', pattern: whole('(?:19|20)\\d{2}年度?') },
  { format: 'excel', precision: 'day', pattern: whole('[34]\\d{4}(?:\\.\\d+)?'), needsName: true },
]

const SLASHED =
  /^(?<a>\d{1,2})[-/.](?<b>\d{1,2})[-/.](?<year>\d{4}|\d{2})(?<clock> (?<hm>\d{1,2}:\d{2})(?<s>:\d{2})?(?<half> ?[AP]M)?)?$/iu
export const TIME_NAME =
  /date|time|jahr|ann[ée]e|_dt$|year|month|updated?|日期|时间|時間|年月|年份|年度|月份|^年$|日$|统计期|統計期|时限|時限/iu

const LEAST = 0.8

/** 12/11/2020 11:45:00 PM and its kin: which of the first two numbers is the month. */
function slashed(values: [string, number][], seen: number): TimeGuess | null {
  const found = values.flatMap(([text, n]) => {
    const groups = SLASHED.exec(text)?.groups
    return groups ? [{ groups, n, mark: /[-/.]/.exec(text)?.[0] ?? '/' }] : []
  })
  const fitting = found.reduce((sum, { n }) => sum + n, 0)
  const [first] = found
  if (!first || fitting < seen * LEAST) return null
  const most = (key: 'a' | 'b') => Math.max(...found.map(({ groups }) => Number(groups[key])))
  const [a, b] = [most('a'), most('b')]
  if (a > 31 || b > 31 || (a > 12 && b > 12)) return null
  const { mark, groups } = first
  const day = [a > 12 ? '%d' : '%m', a > 12 ? '%m' : '%d', groups.year?.length === 2 ? '%y' : '%Y'].join(mark)
  const hour = groups.half === undefined ? ' %H:%M' : ' %I:%M'
  const half = groups.half === undefined ? '' : groups.half.startsWith(' ') ? ' %p' : '%p'
  const clock = groups.clock === undefined ? '' : `${hour}${groups.s === undefined ? '' : ':%S'}${half}`
  const doubt = a <= 12 && b <= 12 ? 'no number is above 12, so month and day may be the other way round' : null
  return { formats: [day + clock], precision: clock === '' ? 'day' : 'time', seen, misfits: seen - fitting, doubt }
}

/** Reads a column as times, when most of its values can be. `values`: distinct texts and how often. */
export function guessTime(name: string, values: [string, number][]): TimeGuess | null {
  const seen = values.reduce((sum, [, n]) => sum + n, 0)
  if (seen === 0) return null
  const isNamed = TIME_NAME.test(name)
  const shapes = SHAPES.filter(({ needsName }) => needsName !== true || isNamed)
  const counts = shapes.map(({ pattern }) => values.reduce((sum, [text, n]) => sum + (pattern.test(text) ? n : 0), 0))
  const best = counts.indexOf(Math.max(...counts))
  const shape = shapes[best]
  if (!shape || (counts[best] ?? 0) < seen * 0.5) return slashed(values, seen)
  const used = shapes.filter((each, k) => (counts[k] ?? 0) > 0 && rank(each.precision) >= rank(shape.precision))
  const fits = ([text]: [string, number]) => used.some(({ pattern }) => pattern.test(text))
  const fitting = values.reduce((sum, entry) => sum + (fits(entry) ? entry[1] : 0), 0)
  if (fitting < seen * LEAST) return null
  const formats = [...new Set(used.map(({ format }) => format ?? 'iso'))]
  const precision = used.reduce(
    (low, each) => (rank(each.precision) < rank(low) ? each.precision : low),
    shape.precision,
  )
  const plain = formats.length === 1 && formats[0] === 'iso'
  return { formats: plain ? [] : formats, precision, seen, misfits: seen - fitting, doubt: null }
}

const rank = (precision: TimeGuess['precision']) => ['year', 'month', 'day', 'time'].indexOf(precision)
