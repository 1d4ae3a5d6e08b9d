/** What a page shows, as plain data. The URL holds all of it: see PARAMETERS. */
import type { Language } from '../text/language.ts'

export const LISTS = ['area', 'category', 'category_group', 'channel', 'department', 'urban_class', 'status'] as const
export type ListName = (typeof LISTS)[number]

export interface ViewState {
  lang: Language | null
  theme: 'light' | 'dark' | null
  /** Indicators; the desk shows the first, the tables all. Empty: the city's own choice. */
  indicators: string[]
  level: string | null
  grain: 'none' | 'day' | 'week' | 'month' | 'quarter' | 'year' | null
  from: string | null
  to: string | null
  compare: 'previous' | 'year' | 'none' | null
  filters: Record<ListName, string[]>
  map: 'cells' | 'areas' | null
  sort: string | null
  /** Optional columns the tables leave out. */
  hide: string[]
  /** Source, reason and column the data page limits the quarantined rows to, and the page of them, from 0. */
  source: string | null
  reason: string | null
  field: string | null
  page: number
  /** Snapshot the link is frozen to. */
  v: string | null
}

export const EMPTY: ViewState = {
  lang: null,
  theme: null,
  indicators: [],
  level: null,
  grain: null,
  from: null,
  to: null,
  compare: null,
  filters: { area: [], category: [], category_group: [], channel: [], department: [], urban_class: [], status: [] },
  map: null,
  sort: null,
  hide: [],
  source: null,
  reason: null,
  field: null,
  page: 0,
  v: null,
}

const oneOf =
  <T extends string>(...allowed: T[]) =>
  (text: string | null): T | null =>
    allowed.find((value) => value === text) ?? null
const day = (text: string | null) =>
  text !== null && /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text)) ? text : null
const list = (text: string | null) => (text ?? '').split(',').filter((part) => part !== '')
const count = (text: string | null) => (text !== null && /^\d{1,7}$/.test(text) ? Number(text) : 0)
const asLanguage = oneOf('zh', 'en')
const asTheme = oneOf('light', 'dark')
const asGrain = oneOf('none', 'day', 'week', 'month', 'quarter', 'year')
const asCompare = oneOf('previous', 'year', 'none')
const asMap = oneOf('cells', 'areas')

/** Parameters a page understands; anything else in a link is ignored and named in a notice. */
export const PARAMETERS = [
  'lang',
  'theme',
  'indicators',
  'level',
  'grain',
  'from',
  'to',
  'compare',
  'map',
  'sort',
  'hide',
  'source',
  'reason',
  'field',
  'page',
  'v',
  'token',
  'screen',
  ...LISTS,
] as const

/** Parameters that only take certain words or days. */
const CHOICES = ['lang', 'theme', 'grain', 'from', 'to', 'compare', 'map'] as const

/** Reads a query string; a parameter that cannot be understood is left unset and named in `ignored`. */
export function readState(search: string): { state: ViewState; ignored: string[] } {
  const query = new URLSearchParams(search)
  const state: ViewState = {
    lang: asLanguage(query.get('lang')),
    theme: asTheme(query.get('theme')),
    indicators: list(query.get('indicators')),
    level: query.get('level'),
    grain: asGrain(query.get('grain')),
    from: day(query.get('from')),
    to: day(query.get('to')),
    compare: asCompare(query.get('compare')),
    filters: Object.fromEntries(LISTS.map((name) => [name, list(query.get(name))])) as Record<ListName, string[]>,
    map: asMap(query.get('map')),
    sort: query.get('sort'),
    hide: list(query.get('hide')),
    source: query.get('source'),
    reason: query.get('reason'),
    field: query.get('field'),
    page: count(query.get('page')),
    v: query.get('v'),
  }
  const known = new Set<string>(PARAMETERS)
  const isUnread = (name: string) => CHOICES.some((each) => each === name && state[each] === null) && query.get(name)
  return { state, ignored: [...new Set(query.keys())].filter((name) => !known.has(name) || isUnread(name)) }
}

/** Writes a state as a query string, in one order, leaving out what is unset; "" when nothing is set. */
export function writeState(state: ViewState): string {
  const query = new URLSearchParams()
  const put = (name: string, value: string | null) => {
    if (value !== null && value !== '') query.set(name, value)
  }
  put('lang', state.lang)
  put('theme', state.theme)
  put('indicators', state.indicators.join(','))
  put('level', state.level)
  put('grain', state.grain)
  put('from', state.from)
  put('to', state.to)
  put('compare', state.compare)
  for (const name of LISTS) put(name, state.filters[name].join(','))
  put('map', state.map)
  put('sort', state.sort)
  put('hide', state.hide.join(','))
  put('source', state.source)
  put('reason', state.reason)
  put('field', state.field)
  put('page', state.page === 0 ? null : String(state.page))
  put('v', state.v)
  const text = query.toString().replaceAll('%2C', ',')
  return text === '' ? '' : `?${text}`
}
