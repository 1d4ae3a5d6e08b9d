/** What a page shows, as plain data. The URL holds all of it: see PARAMETERS. */
import type { Language } from '../text/language.ts'

export const LISTS = [
  'area',
  'category',
  'category_group',
  'channel',
  'department',
  'urban_class',
  'status',
  'cell',
] as const
export type ListName = (typeof LISTS)[number]

/** What the desk's evidence column shows. */
export const PANELS = ['areas', 'trends', 'categories', 'ages', 'gap', 'funnel', 'offices', 'waits'] as const
export type PanelName = (typeof PANELS)[number]

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
  /** Days of a compared period of one's own; both or neither. They go before `compare`. */
  compareFrom: string | null
  compareTo: string | null
  /** What areas are held against: `area:` and its code, `peers` (areas of the same urban class), or a figure in the indicator's unit. Unset: the whole city. */
  benchmark: string | null
  filters: Record<ListName, string[]>
  /** What the evidence column shows; unset: areas. */
  panel: PanelName | null
  /** What the report tells of; unset: the last week. */
  period: 'day' | 'week' | null
  map: 'cells' | 'areas' | 'spots' | 'verdict' | null
  /** What the map draws of its places; unset: the indicator itself. */
  show: 'count' | 'smooth' | 'change' | 'against' | null
  /** How values are classed: by a method, or by ascending breaks of one's own. Unset: the fixed classes of the catalog. */
  classes: 'natural' | 'equal' | number[] | null
  /** Middle and zoom of the map: `lon,lat,zoom`. Unset: the whole city. */
  at: string | null
  /** How the gap page classes areas, the year it fixes their classes at, and what it splits the gap by. */
  classification: string | null
  base: string | null
  strata: string | null
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
  compareFrom: null,
  compareTo: null,
  benchmark: null,
  filters: {
    area: [],
    category: [],
    category_group: [],
    channel: [],
    department: [],
    urban_class: [],
    status: [],
    cell: [],
  },
  map: null,
  panel: null,
  period: null,
  show: null,
  classes: null,
  at: null,
  classification: null,
  base: null,
  strata: null,
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
const benchmark = (text: string | null) =>
  text !== null && (text === 'peers' || /^area:./.test(text) || /^-?\d{1,9}(\.\d{1,6})?$/.test(text)) ? text : null
const list = (text: string | null) => (text ?? '').split(',').filter((part) => part !== '')
const count = (text: string | null) => (text !== null && /^\d{1,7}$/.test(text) ? Number(text) : 0)
const camera = (text: string | null) =>
  text !== null && /^-?\d{1,3}(\.\d{1,5})?,-?\d{1,2}(\.\d{1,5})?,\d{1,2}(\.\d{1,2})?$/.test(text) ? text : null
const MOST_BREAKS = 6
const asMethod = oneOf('natural', 'equal')
/** A method, or up to six ascending numbers. */
function classes(text: string | null): ViewState['classes'] {
  const method = asMethod(text)
  if (method !== null || text === null) return method
  const parts = list(text)
  const breaks = parts.map(Number)
  const isGood = parts.every((part) => /^-?\d{1,9}(\.\d{1,6})?$/.test(part))
  const climbs = breaks.every((edge, i) => i === 0 || edge > (breaks[i - 1] ?? edge))
  return isGood && climbs && breaks.length > 0 && breaks.length <= MOST_BREAKS ? breaks : null
}
const asLanguage = oneOf('zh', 'en')
const asTheme = oneOf('light', 'dark')
const asGrain = oneOf('none', 'day', 'week', 'month', 'quarter', 'year')
const asCompare = oneOf('previous', 'year', 'none')
const asPanel = oneOf(...PANELS)
const asPeriod = oneOf('day', 'week')
const asMap = oneOf('cells', 'areas', 'spots', 'verdict')
const asShow = oneOf('count', 'smooth', 'change', 'against')

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
  'compare_from',
  'compare_to',
  'benchmark',
  'map',
  'panel',
  'show',
  'classes',
  'at',
  'class',
  'base',
  'strata',
  'sort',
  'hide',
  'source',
  'reason',
  'field',
  'page',
  'v',
  'token',
  'screen',
  'period',
  ...LISTS,
] as const
export type Parameter = (typeof PARAMETERS)[number]

/** Parameters that only take certain words or days. */
const CHOICES = [
  'lang',
  'theme',
  'grain',
  'from',
  'to',
  'compare',
  'benchmark',
  'map',
  'show',
  'classes',
  'at',
  'panel',
  'period',
] as const

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
    compareFrom: day(query.get('compare_from')),
    compareTo: day(query.get('compare_to')),
    benchmark: benchmark(query.get('benchmark')),
    filters: Object.fromEntries(LISTS.map((name) => [name, list(query.get(name))])) as Record<ListName, string[]>,
    map: asMap(query.get('map')),
    panel: asPanel(query.get('panel')),
    period: asPeriod(query.get('period')),
    show: asShow(query.get('show')),
    classes: classes(query.get('classes')),
    at: camera(query.get('at')),
    classification: query.get('class'),
    base: query.get('base'),
    strata: query.get('strata'),
    sort: query.get('sort'),
    hide: list(query.get('hide')),
    source: query.get('source'),
    reason: query.get('reason'),
    field: query.get('field'),
    page: count(query.get('page')),
    v: query.get('v'),
  }
  const known = new Set<string>(PARAMETERS)
  const isUnread = (name: string) =>
    (CHOICES.some((each) => each === name && state[each] === null) && query.get(name)) ||
    (name === 'page' && !/^\d{0,7}$/.test(query.get(name) ?? ''))
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
  put('compare_from', state.compareFrom)
  put('compare_to', state.compareTo)
  put('benchmark', state.benchmark)
  for (const name of LISTS) put(name, state.filters[name].join(','))
  put('map', state.map)
  put('panel', state.panel === 'areas' ? null : state.panel)
  put('period', state.period)
  put('show', state.show)
  put('classes', Array.isArray(state.classes) ? state.classes.join(',') : state.classes)
  put('at', state.at)
  put('class', state.classification)
  put('base', state.base)
  put('strata', state.strata)
  put('sort', state.sort)
  put('hide', state.hide.join(','))
  put('source', state.source)
  put('reason', state.reason)
  put('field', state.field)
  put('page', state.page === 0 ? null : String(state.page))
  put('v', state.v)
  const text = query.toString().replaceAll('%2C', ',').replaceAll('%3A', ':')
  return text === '' ? '' : `?${text}`
}
