import type { AnswerBody } from '../../api/schema/answer.ts'
import type { Indicator, Label } from '../../warehouse/catalog/types.ts'
import { ratioInterval } from '../../warehouse/stats/intervals.ts'
import type { Twin } from '../charts/twin.ts'
import type { Language } from '../text/language.ts'
import { formatInterval, formatNumber, formatSigned } from '../text/numbers.ts'
import { word } from '../text/words.ts'
import { panelWord } from './desk-panel-words.ts'

export interface CategoryRow {
  code: string
  label: Label
  value: number | null
  low: number | null
  high: number | null
  /** Cases counted, and those of the compared period. */
  n: number | null
  before: number | null
  /** Of the value: percent, or points where it is a share; null: nothing to compare. */
  change: number | null
  /** Whether the numbers of cases differ by more than chance. */
  isClear: boolean
  status: string
}

/** Whether two counts of equal periods differ beyond chance: the 95 % interval of their ratio leaves out 1. */
export function differs(n: number | null, before: number | null): boolean {
  if (n === null || before === null || n <= 0 || before <= 0) return false
  const interval = ratioInterval(n / before, n, before)
  return interval !== null && (interval[0] > 1 || interval[1] < 1)
}

/** Rows of an answer by category, the highest first; those without a code are left out. */
export function categoryRows(answer: AnswerBody): CategoryRow[] {
  const key = answer.keys[0]
  const series = answer.series[0]
  const counts = answer.series.find(({ indicator }) => indicator === 'case_count') ?? series
  if (!key || !series || !counts) return []
  return key.codes
    .flatMap((code, i): CategoryRow[] => {
      if (code === null) return []
      const [n, before] = [counts.value[i] ?? null, counts.before?.[i] ?? null]
      return [
        {
          code,
          label: key.labels[i] ?? { zh: code, en: code },
          value: series.value[i] ?? null,
          low: series.low[i] ?? null,
          high: series.high[i] ?? null,
          n,
          before,
          change: series.change?.[i] ?? null,
          isClear: differs(n, before),
          status: series.status[i] ?? 'missing',
        },
      ]
    })
    .toSorted((a, b) => (b.value ?? -1) - (a.value ?? -1))
}

const isCounted = ({ kind }: Indicator) => kind === 'count' || kind === 'rate'

/** The change as it is written: percent, or points of a share. */
export function changeText({ change }: CategoryRow, { unit }: Indicator, language: Language): string {
  if (change === null) return ''
  const size = formatSigned(change, 1)
  return unit === 'percent' ? `${size} ${language === 'zh' ? '点' : 'pts'}` : `${size}%`
}

/** Most of all, and what rose and fell beyond chance. */
export function categoriesSentence(rows: readonly CategoryRow[], indicator: Indicator, language: Language): string {
  const zh = language === 'zh'
  const [top] = rows
  if (!top || top.value === null) return ''
  const figure = formatNumber(top.value, indicator.decimals)
  const most = zh ? `最高的是${top.label.zh}（${figure}）` : `${top.label.en} is highest (${figure})`
  const isCompared = rows.some(({ change }) => change !== null)
  if (!isCompared || !isCounted(indicator)) return zh ? `${most}。` : `${most}.`
  const clear = rows.filter(({ isClear }) => isClear)
  const byExcess = clear.toSorted((a, b) => (b.n ?? 0) - (b.before ?? 0) - (a.n ?? 0) + (a.before ?? 0))
  const [up, down] = [byExcess[0], byExcess.at(-1)]
  const said = (row: CategoryRow) => `${row.label[language]} ${changeText(row, indicator, language)}`
  const parts = [
    ...(up && (up.change ?? 0) > 0 ? [zh ? `多得最多的是${said(up)}` : `the largest rise is ${said(up)}`] : []),
    ...(down && (down.change ?? 0) < 0 ? [zh ? `少得最多的是${said(down)}` : `the largest fall ${said(down)}`] : []),
  ]
  const others = rows.length - clear.length
  if (zh) return `${most}；${parts.length > 0 ? `${parts.join('，')}；` : ''}${others} 类的变化偶然也会出现。`
  return `${most}; ${parts.length > 0 ? `${parts.join(', ')}; ` : ''}${others} of ${rows.length} changed no more than chance does.`
}

export function categoriesTwin(rows: readonly CategoryRow[], indicator: Indicator, language: Language): Twin {
  const say = (value: number | null, decimals = indicator.decimals) =>
    value === null ? '–' : formatNumber(value, decimals)
  return {
    columns: [
      word('name', language),
      word('value', language),
      word('interval', language),
      'n',
      `n ${panelWord('before', language)}`,
      panelWord('change', language),
      word('verdict', language),
    ],
    rows: rows.map((row) => [
      row.label[language],
      say(row.value),
      row.low === null || row.high === null ? '–' : formatInterval(row.low, row.high, indicator.decimals),
      say(row.n, 0),
      say(row.before, 0),
      changeText(row, indicator, language) || '–',
      row.before === null ? '' : panelWord(row.isClear ? 'clear' : 'byChance', language),
    ]),
  }
}
