import type { Label } from '../../warehouse/catalog/types.ts'
import type { Parameter } from './view-state.ts'

/** What a parameter of an address takes and means; web/PARAMETERS.md is made of this. */
export interface ParameterEntry extends Label {
  /** Words it takes, or an example. */
  takes: string
}

const codes = (zh: string, en: string, takes: string): ParameterEntry => ({
  zh: `只看这些${zh}，代码以逗号分隔`,
  en: `only these ${en}, codes comma separated`,
  takes,
})

export const PARAMETER_WORDS: Record<Parameter, ParameterEntry> = {
  lang: { takes: 'zh, en', zh: '页面语言', en: 'language of the page' },
  theme: { takes: 'light, dark', zh: '浅色或深色', en: 'light or dark' },
  indicators: {
    takes: 'case_rate',
    zh: '指标代码；诉求页取第一个，研究表取全部',
    en: 'ids of indicators; the desk takes the first, the tables all',
  },
  level: { takes: 'street', zh: '区域排行与分区图的层级', en: 'level of the ranking and of the areas on the map' },
  grain: {
    takes: 'none, day, week, month, quarter, year',
    zh: '时间粒度（研究表、城乡页）',
    en: 'steps of time (tables, gap page)',
  },
  from: { takes: '2026-08-03', zh: '第一天', en: 'first day' },
  to: { takes: '2026-10-31', zh: '最后一天，含当天', en: 'last day, included' },
  compare: {
    takes: 'previous, year, none',
    zh: '对比上一时段（环比）、去年同期（同比）或不对比',
    en: 'against the period before, the year before, or nothing',
  },
  benchmark: {
    takes: 'area:990101, peers, 85',
    zh: '区域对照的基准：某区域、同类区域，或一个数值；不填为全市',
    en: 'what areas are held against: an area, its peers, or a figure; unset: the city',
  },
  map: { takes: 'cells, areas, spots, verdict', zh: '地图画小格、区域、热点或评判', en: 'what the map draws' },
  compare_from: { takes: '2025-01-01', zh: '自定对比时段的第一天', en: 'first day of a compared period of one’s own' },
  compare_to: { takes: '2025-03-31', zh: '自定对比时段的最后一天', en: 'last day of a compared period of one’s own' },
  show: {
    takes: 'count, smooth, change, against',
    zh: '地图画件数、平滑率、变化或与基准之差；不填为指标本身',
    en: 'what the map draws of each place; unset: the indicator',
  },
  classes: {
    takes: 'natural, equal, 10,20,40',
    zh: '地图分级：自然断点、等距或自定界限；不填为固定分位',
    en: 'how the map classes values; unset: fixed quantiles',
  },
  at: { takes: '120.1,29.4,10', zh: '地图中心与缩放：经度,纬度,级别', en: 'middle and zoom of the map: lon,lat,zoom' },
  panel: {
    takes: 'areas, trends, categories, ages, gap, funnel, offices, waits',
    zh: '诉求页右栏显示什么',
    en: 'what the desk shows beside the map',
  },
  period: { takes: 'day, week', zh: '日报或周报', en: 'report of the last day or the last week' },
  class: { takes: 'degurba', zh: '城乡页的划分办法', en: 'how the gap page classes areas' },
  base: { takes: '2025', zh: '城乡划分固定于哪一年', en: 'year at which classes are fixed' },
  strata: { takes: 'age', zh: '城乡差距按什么分解', en: 'what the gap is split by' },
  sort: { takes: 'value:desc', zh: '研究表的排序', en: 'order of the tables' },
  hide: { takes: 'low,high', zh: '研究表隐去的列', en: 'columns the tables leave out' },
  source: {
    takes: 'lancheng-cases',
    zh: '数据页：只看这一来源的隔离行',
    en: 'data page: quarantined rows of one source',
  },
  reason: { takes: 'bad_time', zh: '数据页：只看这一原因', en: 'data page: quarantined rows of one reason' },
  field: { takes: 'opened', zh: '数据页：只看这一列', en: 'data page: quarantined rows of one column' },
  page: { takes: '0', zh: '数据页：隔离行的第几页，从 0 起', en: 'data page: page of quarantined rows, from 0' },
  v: { takes: 'c3552bf7890d6900', zh: '冻结在这一版本', en: 'frozen to this version of the data' },
  token: {
    takes: '',
    zh: '首次打开时的口令，随即换成 Cookie',
    en: 'token of the first visit, at once changed for a cookie',
  },
  screen: { takes: '1920x1080', zh: '大屏的设计尺寸', en: 'design size of the wall' },
  area: codes('区域（任一层级）', 'areas of any level', '990101'),
  category: codes('细类', 'categories', 'noise_night'),
  category_group: codes('类别', 'groups of categories', 'noise'),
  channel: codes('渠道', 'channels', 'phone'),
  department: codes('承办单位', 'offices', 'urban_management'),
  urban_class: codes('城乡类别', 'urban classes', 'urban, fringe, rural'),
  cell: codes('小格（H3）', 'H3 cells', '8830c5a2b1fffff'),
  status: codes('办理状态', 'states of a case', 'open, closed'),
}

/** The parameters as lines of a Markdown table. */
export const parameterTable = (): string[] => [
  '| parameter | takes | 含义 | meaning |',
  '|---|---|---|---|',
  ...Object.entries(PARAMETER_WORDS).map(([name, { takes, zh, en }]) => `| \`${name}\` | ${takes} | ${zh} | ${en} |`),
]
