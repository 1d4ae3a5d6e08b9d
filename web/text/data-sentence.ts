import { daysIn } from './dates.ts'
import type { Language } from './language.ts'
import { formatNumber } from './numbers.ts'
import type { Piece } from './sentence.ts'

/** A piece of the data page's sentence; `to` is the part of the page it leads to. */
export interface DataPiece extends Piece {
  to?: 'quarantine' | 'checks'
}

export interface DataSentenceInput {
  city: string
  sources: number
  files: number
  /** Rows read (null: withheld), and those of them set aside. */
  records: number | null
  quarantined: number
  /** The share set aside, ready to be read; null where it is withheld how many rows there are. */
  share: string | null
  /** Last day of the data, or last year (null: nothing has a date), and the day it is now. */
  to: string | null
  /** A later day that has begun and is not complete; null where there is none. */
  unfinished: string | null
  today: string
  /** Checks: null while they are not known. */
  checks: { failed: number; passed: number } | null
  language: Language
}

const plain = (text: string): DataPiece => ({ text })
const strong = (text: string, to?: DataPiece['to']): DataPiece => ({ text, strong: true, ...(to ? { to } : {}) })

/** How long ago a day was, or a year that figures are for: 23 days ago, last year. */
export function ageInWords(to: string, today: string, language: Language): string {
  if (to.length === 4) return yearsInWords(Number(today.slice(0, 4)) - Number(to), language)
  const days = daysIn(to, today) - 1
  if (days <= 0) return language === 'zh' ? '今天' : 'today'
  if (language === 'zh') return days === 1 ? '昨天' : `${formatNumber(days)} 天前`
  return days === 1 ? 'yesterday' : `${formatNumber(days)} days ago`
}

function yearsInWords(years: number, language: Language): string {
  if (years <= 0) return language === 'zh' ? '今年' : 'this year'
  if (years === 1) return language === 'zh' ? '去年' : 'last year'
  return language === 'zh' ? `${years} 年前` : `${years} years ago`
}

/** What is loaded, from how many files, to which day, how clean, and what failed. */
export function dataSentence(input: DataSentenceInput): DataPiece[] {
  return input.language === 'zh' ? inChinese(input) : inEnglish(input)
}

function inChinese(input: DataSentenceInput): DataPiece[] {
  const { city, sources, files, records, quarantined, share, to, unfinished, today, checks } = input
  const pieces = [
    plain(`${city}读入 ${sources} 个来源、`),
    strong(`${formatNumber(files)} 个文件`),
    ...(records === null ? [] : [plain('，共 '), strong(`${formatNumber(records)} 行`)]),
  ]
  if (to !== null) {
    const more = unfinished === null ? '' : `，${unfinished.slice(5)} 未齐`
    pieces.push(plain('，数据截至 '), strong(to), plain(`（${ageInWords(to, today, 'zh')}${more}）`))
  }
  pieces.push(plain('。'))
  if (quarantined === 0) pieces.push(plain('没有一行被隔离。'))
  else
    pieces.push(
      plain('隔离 '),
      strong(`${formatNumber(quarantined)} 行`, 'quarantine'),
      plain(share === null ? '。' : `，占 ${share}。`),
    )
  if (checks === null) return pieces
  if (checks.failed > 0) return [...pieces, strong(`${checks.failed} 项检查`, 'checks'), plain('要看。')]
  return [...pieces, plain(`${checks.passed} 项检查全部通过。`)]
}

function inEnglish(input: DataSentenceInput): DataPiece[] {
  const { city, sources, files, records, quarantined, share, to, unfinished, today, checks } = input
  const pieces = [
    plain(`${city}: `),
    ...(records === null
      ? [plain('read from ')]
      : [strong(`${formatNumber(records)} ${records === 1 ? 'row' : 'rows'}`), plain(' read from ')]),
    strong(`${formatNumber(files)} ${files === 1 ? 'file' : 'files'}`),
    plain(` of ${sources} ${sources === 1 ? 'source' : 'sources'}`),
  ]
  if (to !== null) {
    const more = unfinished === null ? '' : `; ${unfinished.slice(5)} incomplete`
    pieces.push(plain(', to '), strong(to), plain(` (${ageInWords(to, today, 'en')}${more})`))
  }
  pieces.push(plain('. '))
  if (quarantined === 0) pieces.push(plain('Nothing was set aside. '))
  else
    pieces.push(
      strong(formatNumber(quarantined), 'quarantine'),
      plain(share === null ? ' set aside. ' : ` set aside, ${share}. `),
    )
  if (checks === null) return pieces
  if (checks.failed > 0) {
    return [
      ...pieces,
      strong(`${checks.failed} ${checks.failed === 1 ? 'check' : 'checks'}`, 'checks'),
      plain(' to look at.'),
    ]
  }
  return [...pieces, plain(`All ${checks.passed} checks passed.`)]
}
