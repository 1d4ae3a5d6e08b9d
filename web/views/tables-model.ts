import type { AnswerBody, CatalogBody, Question } from '../data/client.ts'
import type { ViewState } from '../state/view-state.ts'
import { askable, askableLevel } from '../state/published.ts'
import { addDays } from '../text/dates.ts'

export const PAGE_ROWS = 200
const DEFAULT_DAYS = 90

/** What the tables show once every unset choice has taken its default. */
export interface TableChoice {
  indicators: string[]
  level: string
  grain: 'day' | 'week' | 'month' | 'quarter' | 'year' | null
  from: string
  to: string
  compare: 'previous' | 'year' | null
}

/** Buckets of time that the city can be asked by. */
export const grainsOf = (catalog: CatalogBody): string[] =>
  catalog.published ? ['month', 'quarter', 'year'] : ['day', 'week', 'month', 'quarter', 'year']

export function tableChoice(view: ViewState, catalog: CatalogBody): TableChoice {
  const known = view.indicators.filter((id) => catalog.indicators.some((each) => each.id === id)).slice(0, 8)
  const level = catalog.levels.find((each) => each.id === view.level && each.n > 0)?.id ?? catalog.city.default_level
  const indicators = known.length > 0 ? known : [catalog.city.default_indicator]
  const to = view.to ?? catalog.snapshot.data_to
  return {
    indicators,
    level: askableLevel(
      catalog,
      level,
      catalog.indicators.filter(({ id }) => indicators.includes(id)),
      view.filters,
    ),
    grain:
      view.grain === 'none' || view.grain === null
        ? null
        : grainsOf(catalog).includes(view.grain)
          ? view.grain
          : 'month',
    ...askable(catalog, { from: view.from ?? addDays(to, 1 - (catalog.published ? 365 : DEFAULT_DAYS)), to }),
    compare: view.compare === 'none' ? null : (view.compare ?? 'year'),
  }
}

/** The question behind the table, with every filter of the URL: the screen and the downloads ask the same. */
export function tableQuestion(choice: TableChoice, view: ViewState): Question {
  return {
    indicators: choice.indicators,
    by: [`area:${choice.level}`, ...(choice.grain ? [choice.grain] : [])],
    from: choice.from,
    to: choice.to,
    compare: choice.compare,
    ...view.filters,
    v: view.v,
  }
}

/** One indicator in one row; null has its reason in `status`. */
export interface Cell {
  numerator: number | null
  denominator: number | null
  value: number | null
  low: number | null
  high: number | null
  change: number | null
  status: string
}

export interface TableRow {
  code: string
  label: { zh: string; en: string }
  bucket: string | null
  cells: Cell[]
}

/** The answer turned to rows, one cell an indicator. A row without an area keeps its empty code. */
export function tableRows(answer: AnswerBody): TableRow[] {
  const [area, time] = answer.keys
  return Array.from({ length: answer.rows }, (_, i) => ({
    code: area?.codes[i] ?? '',
    label: area?.labels[i] ?? { zh: '', en: '' },
    bucket: time ? (time.codes[i] ?? '') : null,
    cells: answer.series.map((series) => ({
      numerator: series.numerator[i] ?? null,
      denominator: series.denominator[i] ?? null,
      value: series.value[i] ?? null,
      low: series.low[i] ?? null,
      high: series.high[i] ?? null,
      change: series.change?.[i] ?? null,
      status: series.status[i] ?? 'missing',
    })),
  }))
}

export type CellField = Exclude<keyof Cell, 'status'>

/** A sort as the URL writes it: `code`, `name`, `bucket`, or field and indicator position; "-" first for descending. */
export interface Sort {
  key: 'code' | 'name' | 'bucket' | CellField
  at: number
  isDescending: boolean
}

const KEYS: readonly string[] = ['code', 'name', 'bucket', 'numerator', 'denominator', 'value', 'low', 'high', 'change']

export function readSort(text: string | null): Sort | null {
  const found = /^(-?)([a-z]+)(?:\.(\d))?$/.exec(text ?? '')
  const key = found?.[2]
  if (!found || key === undefined || !KEYS.includes(key)) return null
  return { key: key as Sort['key'], at: Number(found[3] ?? 0), isDescending: found[1] === '-' }
}

export function writeSort(sort: Sort): string {
  return `${sort.isDescending ? '-' : ''}${sort.key}${sort.at > 0 ? `.${sort.at}` : ''}`
}

/** Sorted copy of the rows; rows without a value come last in either direction. Null keeps the order of the answer. */
export function sortRows(rows: readonly TableRow[], sort: Sort | null, language: 'zh' | 'en'): TableRow[] {
  if (!sort) return [...rows]
  const sign = sort.isDescending ? -1 : 1
  const { key, at } = sort
  if (key === 'code' || key === 'name' || key === 'bucket') {
    const text = (row: TableRow) =>
      (key === 'name' ? row.label[language] : key === 'code' ? row.code : row.bucket) ?? ''
    const collator = new Intl.Collator(language === 'zh' ? 'zh-CN' : 'en')
    return rows.toSorted(
      (a, b) => sign * (key === 'name' ? collator.compare(text(a), text(b)) : order(text(a), text(b))),
    )
  }
  return rows.toSorted((a, b) => {
    const [x, y] = [a.cells[at]?.[key] ?? null, b.cells[at]?.[key] ?? null]
    if (x === null || y === null) return Number(x === null) - Number(y === null)
    return sign * (x - y)
  })
}

const order = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

/** The period presets: a name, and the days it spans up to the end of the data. */
export function periodPresets(catalog: CatalogBody): { id: string; from: string; to: string }[] {
  const { data_from: first, data_to: to } = catalog.snapshot
  const back = (days: number) => {
    const day = addDays(to, 1 - days)
    return day < first ? first : day
  }
  return [
    { id: 'last30', ...askable(catalog, { from: back(30), to }) },
    { id: 'last90', ...askable(catalog, { from: back(90), to }) },
    { id: 'last365', ...askable(catalog, { from: back(365), to }) },
    { id: 'allData', from: first, to },
  ]
}
