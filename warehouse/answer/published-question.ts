import { breakdownLevel, publishedLevels } from '../catalog/published.ts'
import { ALL, CODED_TABLE, partsOf } from '../catalog/published-tables.ts'
import { indicatorOf, type SnapshotCatalog } from '../catalog/snapshot-catalog.ts'
import type { Indicator, Label } from '../catalog/types.ts'
import { DIMENSIONS } from '../catalog/words.ts'
import type { QueryInput } from '../query/spec.ts'

import { outsideSet } from './outside-set.ts'
import { monthOf, type PublishedSet } from './published-set.ts'
import type { Question } from './question.ts'
import type { Period } from './types.ts'

/** Months of a question that names no period. */
const USUAL_MONTHS = 3

const list = (labels: readonly Label[]): Label => ({
  zh: labels.map((label) => label.zh).join('、'),
  en: labels.map((label) => label.en).join(', '),
})

/** A question with the last published quarter of a year where it names no period. */
export function withUsualPeriod(input: QueryInput, { months }: PublishedSet): QueryInput {
  const last = months.at(-1)
  if (input.from !== undefined || input.to !== undefined || last === undefined) return input
  return { ...input, from: months.at(-USUAL_MONTHS) ?? months[0], to: monthOf(last).to }
}

/** The published months that are nearest to a period: those it touches, else the last ones. */
function nearestPeriod({ from, to }: Period, set: PublishedSet): Period | null {
  const touched = set.months.filter((month) => month <= to && monthOf(month).to >= from)
  const months = touched.length > 0 ? touched : set.months.slice(-USUAL_MONTHS)
  const [first, last] = [months[0], months.at(-1)]
  return first === undefined || last === undefined ? null : { from: first, to: monthOf(last).to }
}

function checkPeriod(period: Period, set: PublishedSet, isWhole: boolean): void {
  if (set.cover(period, isWhole)) return
  const what = { zh: `时段 ${period.from} 至 ${period.to} `, en: `the period ${period.from} to ${period.to}` }
  const nearest = nearestPeriod(period, set)
  if (!nearest) throw outsideSet(what, { zh: '尚未公布任何月份。', en: 'No month has been published yet.' }, 'from')
  const said = {
    zh: `只公布整月；最近的可问时段是 ${nearest.from} 至 ${nearest.to}。`,
    en: `Whole months are published; the nearest period is ${nearest.from} to ${nearest.to}.`,
  }
  throw outsideSet(what, said, 'from', [nearest.from, nearest.to])
}

/** Whether the set holds the parts of an indicator over cases, conditions as the catalog has them. */
export function isHeld(indicator: Indicator, set: PublishedSet): boolean {
  const parts = partsOf(indicator)
  if (!parts || !set.hasMember(parts.numerator)) return false
  if (!parts.denominator) return true
  return set.hasMember(parts.denominator) && set.between(parts.numerator, parts.denominator) !== null
}

function checkIndicators(asked: readonly Indicator[], catalog: SnapshotCatalog, set: PublishedSet): void {
  const original = (id: string) => indicatorOf(catalog, id)
  const outside = asked.find(({ id }) => !isHeld(original(id) as Indicator, set))
  if (!outside) return
  const held = catalog.indicators.filter((each) => isOfCases(each) && isHeld(each, set))
  const names = list(held.map(({ label }) => label))
  const what = { zh: `“${outside.label.zh}”`, en: `“${outside.label.en}”` }
  const said = { zh: `公布的案件指标有：${names.zh}。`, en: `Published of cases: ${names.en}.` }
  throw outsideSet(
    what,
    said,
    'indicators',
    held.map(({ id }) => id),
  )
}

/** Whether an indicator tells of cases, and so of people: what is counted of them leaves through the set only. */
export const isOfCases = ({ kind, numerator, denominator }: Indicator): boolean =>
  kind === 'gap' || numerator?.from === 'cases' || denominator?.from === 'cases'

export const PUBLISHED_TIMES = ['week', 'month', 'quarter', 'year'] as const
const labelOf = (id: string): Label => DIMENSIONS.find((each) => each.id === id)?.label ?? { zh: id, en: id }

function checkDimensions({ dimensions }: Question, levels: readonly string[]): void {
  const isKept = ({ dimension: each }: Question['dimensions'][number]) => {
    if (each.kind === 'area') return levels.includes(each.level)
    if (each.kind === 'time') return PUBLISHED_TIMES.some((grain) => grain === each.grain)
    return each.kind === 'coded'
  }
  const outside = dimensions.find((each) => !isKept(each))
  if (!outside) return
  const allowed = [...levels.map((level) => `area:${level}`), ...PUBLISHED_TIMES, ...Object.keys(CODED_TABLE)]
  const what = { zh: `按 ${outside.id} 划分`, en: `the breakdown by ${outside.id}` }
  const said = { zh: `可以按 ${allowed.join('、')} 划分。`, en: `There are breakdowns by ${allowed.join(', ')}.` }
  throw outsideSet(what, said, 'by', allowed)
}

function checkFilters({ filters }: Question, levels: readonly string[]): void {
  const refuse = (field: string, nearest: Label) => {
    throw outsideSet({ zh: `按 ${field} 筛选`, en: `the filter by ${field}` }, nearest, field)
  }
  const instead = { zh: '可以按区域或案件类别筛选。', en: 'There are filters by area and by category.' }
  if (filters.cells.size > 0) refuse('cell', instead)
  if (filters.urban.length > 0) refuse('urban_class', instead)
  if (filters.status.length > 0) refuse('status', instead)
  const below = [...filters.areas.keys()].find((level) => !levels.includes(level))
  const said = { zh: `区域可到 ${levels.at(-1)} 一级。`, en: `Areas go down to the level ${levels.at(-1)}.` }
  if (below !== undefined) refuse(`area (${below})`, said)
}

/** Breakdowns of cases: one at a time, of all cases, down to a coarser level. */
function checkBreakdowns(
  question: Question,
  ofCases: readonly Indicator[],
  catalog: SnapshotCatalog,
  set: PublishedSet,
): void {
  const { dimensions, filters } = question
  const by = dimensions.flatMap(({ dimension }) => (dimension.kind === 'coded' ? [dimension.column] : []))
  const fields = [...new Set([...by, ...filters.coded.keys()])]
  const isOne =
    fields.length <= 1 || (fields.length === 2 && by[0] === 'category' && filters.coded.has('category_group'))
  if (!isOne || fields.some((field) => !set.hasTable(CODED_TABLE[field]))) {
    const names = list(fields.map(labelOf))
    throw outsideSet(
      { zh: `${names.zh}的交叉`, en: `the cross of ${names.en}` },
      { zh: '案件每次只能按其中一项划分或筛选。', en: 'Cases are broken down or filtered by one of them at a time.' },
      'by',
    )
  }
  const isSplit = fields.length > 0
  const ofPart = ofCases.find((each) => partsOf(each)?.numerator.table !== ALL.table)
  if (isSplit && ofPart) {
    throw outsideSet(
      {
        zh: `“${ofPart.label.zh}”按${labelOf(fields[0] ?? '').zh}的划分`,
        en: `“${ofPart.label.en}” by ${labelOf(fields[0] ?? '').en}`,
      },
      { zh: '这一划分只用于案件数与案件率。', en: 'That breakdown is there for counts and rates of all cases.' },
      'by',
    )
  }
  const last = breakdownLevel(catalog)
  const asked = [
    ...dimensions.flatMap(({ dimension }) => (dimension.kind === 'area' ? [dimension.level] : [])),
    ...filters.areas.keys(),
  ]
  const coarse = publishedLevels(catalog).slice(0, publishedLevels(catalog).indexOf(last ?? '') + 1)
  const below = asked.find((level) => !coarse.includes(level))
  if ((isSplit || ofPart) && below !== undefined) {
    const name = ofPart ? { zh: `“${ofPart.label.zh}”`, en: `“${ofPart.label.en}”` } : labelOf(fields[0] ?? '')
    throw outsideSet(
      { zh: `${name.zh}在 ${below} 一级的数值`, en: `${name.en} at the level ${below}` },
      { zh: `最近的是 area:${last}。`, en: `The nearest is area:${last}.` },
      'by',
      coarse.map((level) => `area:${level}`),
    )
  }
}

/** Whether a question is about all cases of the whole city, of which weeks are published too. */
function isOfWhole({ dimensions, filters }: Question, ofCases: readonly Indicator[]): boolean {
  const parts = ofCases.map((each) => partsOf(each))
  return (
    dimensions.every(({ dimension }) => dimension.kind === 'time') &&
    filters.areas.size + filters.coded.size === 0 &&
    parts.every((part) => part?.numerator.table === ALL.table && part.denominator === null)
  )
}

function checkWeeks({ dimensions }: Question, isWhole: boolean): void {
  if (isWhole || !dimensions.some(({ dimension }) => dimension.kind === 'time' && dimension.grain === 'week')) return
  throw outsideSet(
    { zh: '按周的这一划分', en: 'that breakdown by week' },
    {
      zh: '按周只公布全市的案件数与案件率；其余可按月、季、年查询。',
      en: 'By week there are counts and rates of all cases of the whole city; all else is by month, quarter or year.',
    },
    'by',
    PUBLISHED_TIMES.filter((grain) => grain !== 'week'),
  )
}

/** Errors: QuestionError `not_published` for a question outside the set, with the nearest one inside. */
export function checkPublished(question: Question, catalog: SnapshotCatalog, set: PublishedSet): void {
  const ofCases = question.indicators.filter(isOfCases)
  const levels = publishedLevels(catalog)
  if (ofCases.length === 0) {
    if (question.dimensions.some(({ dimension }) => dimension.kind === 'cell')) checkDimensions(question, levels)
    if (question.filters.cells.size > 0) checkFilters(question, levels)
    return
  }
  const isWhole = isOfWhole(
    question,
    ofCases.map((each) => indicatorOf(catalog, each.id) ?? each),
  )
  if (set.months.length === 0) checkPeriod(question.period, set, isWhole)
  checkIndicators(ofCases, catalog, set)
  checkDimensions(question, levels)
  checkFilters(question, levels)
  checkBreakdowns(question, ofCases, catalog, set)
  checkWeeks(question, isWhole)
  checkPeriod(question.period, set, isWhole)
}

/** What every answer about cases says of how they were published. */
export const PUBLISHED_NOTE: Label = {
  zh: '案件数修约到 5；1–7 件以及会泄露它们的数不予公布。率与区间由公布的数算出，合计可能与各项之和不符。',
  en: 'Counts of cases are rounded to 5; counts 1 to 7, and those that would tell them, are withheld. Rates and intervals are made of what is shown, and parts need not add up to their total.',
}
