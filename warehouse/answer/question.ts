import { resolutionOf } from '../catalog/cell.ts'
import { membersOf, type SnapshotCatalog } from '../catalog/snapshot-catalog.ts'
import type { DimensionId, Indicator } from '../catalog/types.ts'
import { CODED, type CodedColumn, type Dimension, type Filters, GRAINS } from '../query/plan.ts'
import { QuerySpec, type QueryInput } from '../query/spec.ts'
import { indicatorIn } from '../query/coded-conditions.ts'
import { addDays, daysIn, previousPeriod, yearBefore } from './days.ts'
import { QuestionError, unknownName } from './question-error.ts'
import { refuseUnlessOfPlaces } from './smoothed.ts'
import type { Period } from './types.ts'

/** A question whose every name is known to the snapshot. */
export interface Question {
  indicators: Indicator[]
  dimensions: { id: DimensionId; dimension: Dimension }[]
  period: Period
  compared: Period | null
  filters: Filters
  smooth: QuerySpec['smooth'] | null
}

const USUAL_DAYS = 90
const MOST_YEARS = 30
const FINEST_CELL = 15

function parse(input: QueryInput): QuerySpec {
  const parsed = QuerySpec.safeParse(input)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  const field = String(issue?.path[0] ?? 'query')
  const what = issue?.message ?? 'malformed'
  throw new QuestionError('bad_parameter', field, {
    zh: `参数“${field}”不可用：${what}。日期写作 2026-10-31，列表以逗号分隔。`,
    en: `Parameter “${field}” cannot be used: ${what}. Dates are written 2026-10-31, lists are comma separated.`,
  })
}

function indicatorsOf(catalog: SnapshotCatalog, ids: string[]): Indicator[] {
  return [...new Set(ids)].map((id) => {
    const found = indicatorIn(catalog, id)
    if (found) return found
    throw unknownName(
      'unknown_indicator',
      'indicators',
      { zh: '指标', en: 'indicator' },
      id,
      catalog.indicators.map((i) => i.id),
    )
  })
}

function dimensionOf(catalog: SnapshotCatalog, id: string): Dimension {
  const [name = '', parameter] = id.split(':')
  const levels = catalog.city.levels.map((level) => level.id)
  if (name === 'area') {
    if (parameter !== undefined && levels.includes(parameter)) return { kind: 'area', level: parameter }
    throw unknownName('unknown_level', 'by', { zh: '区域层级', en: 'area level' }, parameter ?? '', levels)
  }
  if (name === 'cell') {
    const resolution = Number(parameter)
    const { finest } = catalog.city.cells
    if (Number.isInteger(resolution) && resolution >= 0 && resolution <= Math.min(finest, FINEST_CELL))
      return { kind: 'cell', resolution }
    const allowed = Array.from({ length: finest + 1 }, (_, i) => `cell:${i}`)
    throw unknownName('unknown_dimension', 'by', { zh: '格网级别', en: 'cell resolution' }, id, allowed)
  }
  const grain = GRAINS.find((each) => each === id)
  if (grain) return { kind: 'time', grain }
  const column = CODED.find((each) => each === id)
  if (column) return { kind: 'coded', column }
  if (id === 'urban_class') return { kind: 'urban' }
  if (id === 'status' || id === 'hour' || id === 'weekday') return { kind: id }
  const allowed = [
    ...levels.map((level) => `area:${level}`),
    `cell:${catalog.city.cells.map}`,
    ...GRAINS,
    ...CODED,
    'urban_class',
    'status',
    'hour',
    'weekday',
  ]
  throw unknownName('unknown_dimension', 'by', { zh: '维度', en: 'dimension' }, id, allowed)
}

function dimensionsOf(catalog: SnapshotCatalog, ids: string[]): Question['dimensions'] {
  const dimensions = ids.map((id) => ({ id: id as DimensionId, dimension: dimensionOf(catalog, id) }))
  const kinds = dimensions.map(({ dimension }) => (dimension.kind === 'coded' ? dimension.column : dimension.kind))
  if (new Set(kinds).size < kinds.length) {
    throw new QuestionError('bad_question', 'by', {
      zh: '两个维度不能同类（例如两个时间粒度或两个区域层级）。请去掉一个。',
      en: 'The two dimensions cannot be of one kind (two time grains, two area levels). Drop one.',
    })
  }
  return dimensions
}

function periodOf(catalog: SnapshotCatalog, spec: QuerySpec): Period {
  const to = spec.to ?? catalog.dataTo
  const usual = addDays(to, 1 - USUAL_DAYS)
  const from = spec.from ?? (spec.to === undefined && usual < catalog.dataFrom ? catalog.dataFrom : usual)
  return checkedPeriod(catalog, { from, to }, 'from')
}

function checkedPeriod(catalog: SnapshotCatalog, { from, to }: Period, field: 'from' | 'compare_from'): Period {
  const covered = {
    zh: `数据覆盖 ${catalog.dataFrom} 至 ${catalog.dataTo}`,
    en: `The data covers ${catalog.dataFrom} to ${catalog.dataTo}`,
  }
  if (from > to) {
    throw new QuestionError('bad_period', field, {
      zh: `起始日 ${from} 晚于结束日 ${to}。${covered.zh}。`,
      en: `The first day ${from} is after the last day ${to}. ${covered.en}.`,
    })
  }
  if (daysIn({ from, to }) > MOST_YEARS * 366) {
    throw new QuestionError('bad_period', field, {
      zh: `时段超过 ${MOST_YEARS} 年。${covered.zh}。`,
      en: `The period is longer than ${MOST_YEARS} years. ${covered.en}.`,
    })
  }
  if (to < catalog.dataFrom || from > catalog.dataTo) {
    throw new QuestionError('bad_period', field, {
      zh: `时段 ${from} 至 ${to} 在数据之外。${covered.zh}。`,
      en: `The period ${from} to ${to} lies outside the data. ${covered.en}.`,
    })
  }
  return { from, to }
}

/** The period compared with: one of its own, else the one that `compare` names; null where neither is asked for. */
function comparedOf(catalog: SnapshotCatalog, spec: QuerySpec, period: Period): Period | null {
  const { compare, compare_from: from, compare_to: to } = spec
  if (from === undefined && to === undefined) {
    return compare === undefined ? null : compare === 'year' ? yearBefore(period) : previousPeriod(period)
  }
  if (from === undefined || to === undefined || compare !== undefined) {
    throw new QuestionError('bad_question', from === undefined ? 'compare_from' : 'compare_to', {
      zh: '自选的对比期要同时给出 compare_from 与 compare_to，且不能再用 compare。',
      en: 'A compared period of one’s own takes both compare_from and compare_to, and not compare beside them.',
    })
  }
  return checkedPeriod(catalog, { from, to }, 'compare_from')
}

const codesKnown = new WeakMap<SnapshotCatalog, Map<string, SnapshotCatalog['areas']>>()

function areasByCode(catalog: SnapshotCatalog): Map<string, SnapshotCatalog['areas']> {
  const known = codesKnown.get(catalog)
  if (known) return known
  const byCode = new Map<string, SnapshotCatalog['areas']>()
  for (const area of catalog.areas) byCode.set(area.code, [...(byCode.get(area.code) ?? []), area])
  codesKnown.set(catalog, byCode)
  return byCode
}

function areasOf(catalog: SnapshotCatalog, codes: string[]): Filters['areas'] {
  const byCode = areasByCode(catalog)
  const areas = new Map<string, number[]>()
  for (const code of codes) {
    const found = byCode.get(code)
    if (!found)
      throw unknownName(
        'unknown_area',
        'area',
        { zh: '区域代码', en: 'area code' },
        code,
        catalog.areas.slice(0, 12).map((a) => a.code),
      )
    for (const area of found) areas.set(area.level, [...(areas.get(area.level) ?? []), area.area_id])
  }
  return areas
}

/** H3 codes by resolution. Throws QuestionError `unknown_cell` for what is none. */
export function cellsOf(codes: readonly string[], field = 'cell'): Filters['cells'] {
  const cells = new Map<number, bigint[]>()
  for (const code of codes) {
    const index = /^[0-9a-f]{15}$/.test(code) ? BigInt(`0x${code}`) : null
    if (index === null || index >> 59n !== 1n) {
      throw new QuestionError('unknown_cell', field, {
        zh: `“${code}”不是 H3 格网编号（15 位十六进制）。`,
        en: `“${code}” is not an H3 cell index (15 hexadecimal digits).`,
      })
    }
    const resolution = resolutionOf(index)
    cells.set(resolution, [...(cells.get(resolution) ?? []), index])
  }
  return cells
}

const codesIn = new WeakMap<SnapshotCatalog, Map<CodedColumn, Map<string, number>>>()

/** Codes of a field by what its members are called; of two of one name the first. */
function codesBy(catalog: SnapshotCatalog, column: CodedColumn): ReadonlyMap<string, number> {
  const ofCatalog = codesIn.get(catalog) ?? new Map<CodedColumn, Map<string, number>>()
  codesIn.set(catalog, ofCatalog)
  const known = ofCatalog.get(column)
  if (known) return known
  const members = membersOf(catalog, column).toReversed()
  const codes = new Map(members.map(({ value, code }) => [value, code]))
  ofCatalog.set(column, codes)
  return codes
}

function codedOf(catalog: SnapshotCatalog, spec: QuerySpec): Filters['coded'] {
  const coded = new Map<CodedColumn, number[]>()
  for (const column of CODED) {
    const asked = spec[column]
    if (!asked || asked.length === 0) continue
    const known = codesBy(catalog, column)
    const codes = asked.map((value) => {
      const code = known.get(value)
      if (code !== undefined) return code
      throw unknownName(
        `unknown_${column}`,
        column,
        { zh: '取值', en: 'member' },
        value,
        membersOf(catalog, column).map((member) => member.value),
      )
    })
    coded.set(column, codes)
  }
  return coded
}

/** Checks a question against the snapshot. Throws QuestionError with what is allowed. */
export function readQuestion(input: QueryInput, catalog: SnapshotCatalog): Question {
  const spec = parse(input)
  const period = periodOf(catalog, spec)
  const question: Question = {
    indicators: indicatorsOf(catalog, spec.indicators),
    dimensions: dimensionsOf(catalog, spec.by),
    period,
    compared: comparedOf(catalog, spec, period),
    filters: {
      areas: areasOf(catalog, spec.area ?? []),
      cells: cellsOf(spec.cell ?? []),
      coded: codedOf(catalog, spec),
      urban: [...new Set(spec.urban_class ?? [])],
      status: [...new Set(spec.status ?? [])],
    },
    smooth: spec.smooth ?? null,
  }
  refuseUnlessOfPlaces(question)
  return question
}
