import type { Label } from '../../warehouse/catalog/types.ts'
import type { Field } from '../recipe.ts'
import { narrow } from './narrow.ts'

const two = (n: number) => String(n).padStart(2, '0')
const daysIn = (year: number, month: number) => new Date(Date.UTC(year, month, 0)).getUTCDate()

/** Shapes of times, each with the format that reads it. */
const SHAPES: [RegExp, string][] = [
  [/^(民國|民国|中華民國) ?\d{2,3} ?年|^\d{2,3} ?年 ?\d{1,2} ?月/u, 'roc'],
  [/^\d{4} ?年 ?\d{1,2} ?月/u, 'chinese'],
  [/^\d{2,3}Y\d{1,2}M$/, 'roc-month-text'],
  [/^(19|20)\d\d(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])$/, '%Y%m%d'],
  [/^(19|20)\d\d(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])\d{6}$/, '%Y%m%d%H%M%S'],
  [/^\d{4}[-/.]\d{1,2}$/, 'month'],
  [/^\d{4}[-/]\d{1,2}[-/]\d{1,2}/, 'iso'],
  [/^[2-6]\d{4}(\.\d+)?$/, 'excel'],
]

const CLOCKS: [RegExp, string][] = [
  [/ \d{1,2}:\d{2}:\d{2} [AP]M$/i, ' %I:%M:%S %p'],
  [/ \d{1,2}:\d{2} [AP]M$/i, ' %I:%M %p'],
  [/ \d{1,2}:\d{2}:\d{2}$/, ' %H:%M:%S'],
  [/ \d{1,2}:\d{2}$/, ' %H:%M'],
  [/^[^ ]*$/, ''],
]

/** The strptime pattern of day and month in one order or the other, then the year; null where it could be both. */
function slashed(text: string): string | null {
  const found = /^(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})(?= |$)/.exec(text)
  if (!found) return null
  const [, a = '', mark = '', b = '', year = ''] = found
  const isDayFirst = Number(a) > 12 || (mark === '.' && Number(b) <= 12)
  if (Number(a) > 31 || Number(b) > 31 || (Number(a) > 12 && Number(b) > 12)) return null
  const date = (isDayFirst ? ['%d', '%m'] : ['%m', '%d']).join(mark) + mark + (year.length === 4 ? '%Y' : '%y')
  const clock = CLOCKS.find(([pattern]) => pattern.test(text))?.[1]
  return clock === undefined ? null : date + clock
}

/** What is wrong with a date that has year, month and day in this order, and what may be meant. */
function impossible(text: string): Label | null {
  const found = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[ T](\d{1,2}):(\d{1,2})(?::(\d{1,2}))?)?/u.exec(text)
  if (!found) return null
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = found
    .slice(1)
    .map((part) => Number(part ?? 0))
  if (month > 12 && day >= 1 && day <= 12 && month <= daysIn(year, day)) {
    const meant = `${year}-${two(day)}-${two(month)}`
    return {
      zh: `没有 ${month} 月；月和日可能写反了，或许是 ${meant}。`,
      en: `There is no month ${month}; perhaps ${meant}.`,
    }
  }
  if (month < 1 || month > 12)
    return { zh: `没有 ${month} 月；月份为 1 至 12。`, en: `There is no month ${month}; months are 1 to 12.` }
  const last = daysIn(year, month)
  if (day === 0) {
    return {
      zh: `没有 0 日；若只知道月份，请写 ${year}-${two(month)}，并在 format 中加入 month。`,
      en: `There is no day 0; where only the month is known write ${year}-${two(month)}, and add \`month\` to \`format\`.`,
    }
  }
  if (day > last) {
    const name = `${year}-${two(month)}`
    return { zh: `${name} 只有 ${last} 天，没有 ${day} 日。`, en: `${name} has ${last} days; there is no day ${day}.` }
  }
  if (hour === 24 && minute === 0 && second === 0) {
    const next = new Date(Date.UTC(year, month - 1, day + 1)).toISOString().slice(0, 10)
    return {
      zh: `24:00 是次日零点，请写 ${next} 00:00:00。`,
      en: `24:00 is the start of the next day: write ${next} 00:00:00.`,
    }
  }
  if (hour > 23) return { zh: `没有 ${hour} 时；小时为 0 至 23。`, en: `There is no hour ${hour}; hours are 0 to 23.` }
  if (minute > 59 || second > 59) {
    const [n, zh, en] = minute > 59 ? [minute, '分', 'minute'] : [second, '秒', 'second']
    return { zh: `没有 ${n} ${zh}；最大为 59。`, en: `There is no ${en} ${n}; the last is 59.` }
  }
  return null
}

function year(text: string): Label | null {
  const found = text.match(/(?:18|19|20|21)\d\d/g)
  const [only] = found ?? []
  if (only === undefined || found?.length !== 1) return null
  return {
    zh: `请写 ${only}，或用 extract: '(\\d{4})' 取出年份。`,
    en: `Write ${only}, or take the year out with \`extract: '(\\d{4})'\`.`,
  }
}

/** How to mend a text that is no time in a stated format; null where nothing better than the rule can be said. */
export function mendTime(field: Field, value: string): Label | null {
  const text = narrow(value)
  if (field.type === 'year' && !field.format) return year(text)
  const wrong = impossible(text)
  if (wrong) return wrong
  if (/^1[0-9]{9}(\d{3})?$/.test(text)) {
    const at = new Date(Number(text.slice(0, 10)) * 1000).toISOString().slice(0, 19).replace('T', ' ')
    return {
      zh: `像是自 1970 年起的秒数（UTC ${at}）；请导出为日期时间。`,
      en: `It looks like seconds since 1970 (${at} UTC); export it as a date and time.`,
    }
  }
  const format = SHAPES.find(([pattern]) => pattern.test(text))?.[1] ?? slashed(text)
  if (format === null || (field.format ?? ['iso']).includes(format)) return null
  return {
    zh: `像是 ${format} 格式；请把它加入该字段的 format。`,
    en: `It looks like the format \`${format}\`; add it to \`format\` of the field.`,
  }
}
