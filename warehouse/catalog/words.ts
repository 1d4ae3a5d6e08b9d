import type { IndicatorGroup, Label, Pillar, Status, UnitId } from './types.ts'

/** Units: the full name after a number in a sentence, and the short form for axes and table heads. */
export const UNITS: Record<UnitId, Label & { short: Label }> = {
  cases: { zh: '件', en: 'cases', short: { zh: '件', en: 'cases' } },
  people: { zh: '人', en: 'people', short: { zh: '人', en: 'people' } },
  dwellings: { zh: '套', en: 'dwellings', short: { zh: '套', en: 'dwellings' } },
  per_10k_residents: { zh: '件/万常住人口', en: 'per 10,000 residents', short: { zh: '/万人', en: '/10k' } },
  per_100k_residents: { zh: '件/十万常住人口', en: 'per 100,000 residents', short: { zh: '/十万人', en: '/100k' } },
  per_100k_registered: {
    zh: '例/十万户籍人口',
    en: 'per 100,000 registered people',
    short: { zh: '/十万人', en: '/100k' },
  },
  per_1k_residents: { zh: '每千常住人口', en: 'per 1,000 residents', short: { zh: '/千人', en: '/1k' } },
  per_1k_aged: { zh: '每千名 65 岁及以上老人', en: 'per 1,000 people aged 65+', short: { zh: '/千老', en: '/1k 65+' } },
  per_100_children: {
    zh: '每百名 0–14 岁儿童',
    en: 'per 100 children aged 0–14',
    short: { zh: '/百童', en: '/100 ch.' },
  },
  staff_per_10k_residents: {
    zh: '人/万常住人口',
    en: 'staff per 10,000 residents',
    short: { zh: '/万人', en: '/10k' },
  },
  per_1k_dwellings: { zh: '件/千套住房', en: 'per 1,000 dwellings', short: { zh: '/千套', en: '/1k dw.' } },
  per_km2: { zh: '件/平方公里', en: 'per km²', short: { zh: '/km²', en: '/km²' } },
  people_per_km2: { zh: '人/平方公里', en: 'people per km²', short: { zh: '人/km²', en: 'p./km²' } },
  per_100: { zh: '每百名劳动年龄人口', en: 'per 100 of working age', short: { zh: '/百人', en: '/100' } },
  per_100_women: { zh: '每百名女性', en: 'per 100 women', short: { zh: '/百女', en: '/100 w.' } },
  per_100_residents: { zh: '每百名常住人口', en: 'per 100 residents', short: { zh: '/百人', en: '/100' } },
  per_case: { zh: '次/案件', en: 'per case', short: { zh: '次/件', en: '/case' } },
  percent: { zh: '%', en: '%', short: { zh: '%', en: '%' } },
  points: { zh: '个百分点', en: 'percentage points', short: { zh: '百分点', en: 'pp' } },
  hours: { zh: '小时', en: 'hours', short: { zh: '小时', en: 'h' } },
  yuan_per_m2: { zh: '元/平方米', en: 'yuan per m²', short: { zh: '元/m²', en: '¥/m²' } },
  people_per_dwelling: { zh: '人/套', en: 'people per dwelling', short: { zh: '人/套', en: 'p./dw.' } },
  people_per_household: { zh: '人/户', en: 'people per household', short: { zh: '人/户', en: 'p./hh.' } },
  dwellings_per_km2: { zh: '套/平方公里', en: 'dwellings per km²', short: { zh: '套/km²', en: 'dw./km²' } },
  m2_per_head: { zh: '平方米/人', en: 'm² per head', short: { zh: 'm²/人', en: 'm²/head' } },
  yuan_per_head: { zh: '元/人', en: 'yuan per head', short: { zh: '元/人', en: '¥/head' } },
  cases_per_worker: { zh: '件/人', en: 'cases per grid worker', short: { zh: '件/人', en: '/worker' } },
  ratio: { zh: '倍', en: 'times', short: { zh: '倍', en: '×' } },
  local: { zh: '当地货币', en: 'local currency', short: { zh: '当地货币', en: 'local' } },
}

/** The groups of indicators. */
export const INDICATOR_GROUPS: Record<IndicatorGroup, Label> = {
  cases: { zh: '诉求', en: 'Cases' },
  closed_loop: { zh: '闭环', en: 'Closed loop' },
  risk: { zh: '风险', en: 'Risk' },
  gap: { zh: '城乡差距', en: 'Urban–rural gap' },
  population: { zh: '人口', en: 'Population' },
  housing: { zh: '住房', en: 'Housing' },
  measures: { zh: '公布数据', en: 'Published figures' },
}

/** Sides of the urban–rural comparison, in the order they are shown. */
export const PILLARS: Record<Pillar, Label> = {
  infrastructure: { zh: '设施', en: 'Infrastructure' },
  people: { zh: '人员', en: 'People' },
  money: { zh: '资金', en: 'Money' },
  services: { zh: '成效', en: 'Outcomes' },
}

/** What a broken-down answer may be broken down by; `area` and `cell` take a level or resolution after a colon. */
export const DIMENSIONS = [
  { id: 'area', label: { zh: '区域', en: 'Area' } },
  { id: 'cell', label: { zh: '格网', en: 'Grid cell' } },
  { id: 'day', label: { zh: '日', en: 'Day' } },
  { id: 'week', label: { zh: '周', en: 'Week' } },
  { id: 'month', label: { zh: '月', en: 'Month' } },
  { id: 'quarter', label: { zh: '季度', en: 'Quarter' } },
  { id: 'year', label: { zh: '年', en: 'Year' } },
  { id: 'hour', label: { zh: '时刻', en: 'Hour of day' } },
  { id: 'weekday', label: { zh: '星期', en: 'Weekday' } },
  { id: 'category', label: { zh: '类别', en: 'Category' } },
  { id: 'category_group', label: { zh: '大类', en: 'Category group' } },
  { id: 'channel', label: { zh: '渠道', en: 'Channel' } },
  { id: 'department', label: { zh: '承办部门', en: 'Department' } },
  { id: 'urban_class', label: { zh: '城乡分类', en: 'Urban–rural class' } },
  { id: 'status', label: { zh: '办理状态', en: 'Case status' } },
] as const satisfies readonly { id: string; label: Label }[]

export const URBAN_CLASSES = [
  { code: 'urban', label: { zh: '城区', en: 'Urban' } },
  { code: 'fringe', label: { zh: '城乡接合部', en: 'Urban–rural fringe' } },
  { code: 'rural', label: { zh: '乡村', en: 'Rural' } },
] as const satisfies readonly { code: string; label: Label }[]

export const CASE_STATUSES = [
  { code: 'open', label: { zh: '未办结', en: 'Open' } },
  { code: 'closed', label: { zh: '已办结', en: 'Closed' } },
] as const satisfies readonly { code: string; label: Label }[]

export const WEEKDAYS: readonly Label[] = [
  { zh: '星期一', en: 'Monday' },
  { zh: '星期二', en: 'Tuesday' },
  { zh: '星期三', en: 'Wednesday' },
  { zh: '星期四', en: 'Thursday' },
  { zh: '星期五', en: 'Friday' },
  { zh: '星期六', en: 'Saturday' },
  { zh: '星期日', en: 'Sunday' },
]

/** A sentence for people, and the stamp that stands in a cell where no plain number can. */
export const STATUSES: Record<Status, Label & { stamp: Label }> = {
  ok: { zh: '可靠。', en: 'Reliable.', stamp: { zh: '', en: '' } },
  unreliable: {
    zh: '数量太少，数值不稳，请看区间。',
    en: 'Few cases: the value is unstable, look at the interval.',
    stamp: { zh: '慎', en: 'u' },
  },
  provisional: {
    zh: '最近两日的数据可能还不完整。',
    en: 'The last two days may still be incomplete.',
    stamp: { zh: '暂', en: 'p' },
  },
  merged: {
    zh: '本区域数量太少，不单独公布；显示的是上一级区域的数值。',
    en: 'Too few here to be shown alone: the value is that of the area above.',
    stamp: { zh: '并', en: 'g' },
  },
  zero_denominator: {
    zh: '分母为零，无法计算。',
    en: 'The denominator is zero.',
    stamp: { zh: '零', en: 'n' },
  },
  missing: { zh: '没有这一数据。', en: 'No figure was published.', stamp: { zh: '缺', en: 'x' } },
  not_applicable: {
    zh: '此指标不能这样划分。',
    en: 'This indicator does not exist for this breakdown.',
    stamp: { zh: '无', en: 'z' },
  },
  suppressed: {
    zh: '为保护个人信息不予公布。',
    en: 'Withheld to protect individuals.',
    stamp: { zh: '密', en: 'c' },
  },
  not_reached: {
    zh: '尚未有一半办结，中位数未达到。',
    en: 'Less than half are closed: the median is not reached yet.',
    stamp: { zh: '未', en: 'm' },
  },
  too_few: { zh: '数量太少，不予计算。', en: 'Too few to compute.', stamp: { zh: '少', en: 'f' } },
}

/** Every status, 'ok' first: what columns of codes stand for. */
export const STATUS_CODES = Object.keys(STATUSES) as Status[]

/** Statuses of values to be read with care: what is drawn hatched. */
export const isUnsure = (status: string): boolean => status === 'unreliable' || status === 'merged'
