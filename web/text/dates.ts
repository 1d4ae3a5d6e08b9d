import type { Language } from './language.ts'

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** Day keys are civil days; they are counted as UTC so that no time zone can move them. */
export const dayNumber = (day: string): number => Math.round(Date.parse(`${day}T00:00:00Z`) / 86_400_000)
export const dayAt = (number: number): string => new Date(number * 86_400_000).toISOString().slice(0, 10)
export const addDays = (day: string, days: number): string => dayAt(dayNumber(day) + days)
export const daysIn = (from: string, to: string): number => dayNumber(to) - dayNumber(from) + 1

/** 10 月 31 日 or 31 Oct, with the year when asked. */
export function formatDay(day: string, language: Language, withYear = false): string {
  const [year = '', month = '1', date = '1'] = day.split('-')
  if (language === 'zh') return `${withYear ? `${year} 年 ` : ''}${Number(month)} 月 ${Number(date)} 日`
  return `${Number(date)} ${MONTHS[Number(month) - 1] ?? ''}${withYear ? ` ${year}` : ''}`
}

/** 2026-08-03 to 10-31: the year is said once where both ends share it. */
export function formatPeriod(from: string, to: string, language: Language): string {
  const end = from.slice(0, 4) === to.slice(0, 4) ? to.slice(5) : to
  return language === 'zh' ? `${from} 至 ${end}` : `${from} to ${end}`
}

/** A time bucket of any grain: 2026-10-31, 2026-10, 2026-Q3, 2026. */
export function formatBucket(key: string, language: Language): string {
  if (/^\d{4}-\d{2}-\d{2}$/.test(key)) return formatDay(key, language)
  const quarter = /^(\d{4})-Q(\d)$/.exec(key)
  if (quarter) return language === 'zh' ? `${quarter[1]} 年${quarter[2]} 季` : `Q${quarter[2]} ${quarter[1]}`
  const month = /^(\d{4})-(\d{2})$/.exec(key)
  if (month)
    return language === 'zh'
      ? `${month[1]} 年 ${Number(month[2])} 月`
      : `${MONTHS[Number(month[2]) - 1] ?? ''} ${month[1]}`
  return language === 'zh' ? `${key} 年` : key
}

/** First day of a bucket of any grain. */
export function bucketStart(key: string): string {
  const quarter = /^(\d{4})-Q(\d)$/.exec(key)
  if (quarter) return `${quarter[1]}-${String(Number(quarter[2]) * 3 - 2).padStart(2, '0')}-01`
  if (/^\d{4}-\d{2}$/.test(key)) return `${key}-01`
  if (/^\d{4}$/.test(key)) return `${key}-01-01`
  return key
}
