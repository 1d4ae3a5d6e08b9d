import { holdsOn, type SnapshotCatalog } from '../catalog/snapshot-catalog.ts'
import { QuestionError, unknownName } from './question-error.ts'

export interface RiskQuestion {
  /** Level of areas; that with which the desk opens where unset. */
  level?: string | undefined
  /** A whole calendar year of the data; the last where unset. */
  year?: number | undefined
}

/** The most areas that are ranked: every draw ranks all of them. */
const MOST_AREAS = 1500
/** The level asked for. Throws QuestionError for one that is not there or has too many areas to rank. */
export function levelOf({ city, areas }: SnapshotCatalog, asked: string | undefined, day: string): string {
  const level = asked ?? city.default_level
  const levels = city.levels.map(({ id }) => id)
  if (!levels.includes(level))
    throw unknownName('unknown_level', 'level', { zh: '区域层级', en: 'area level' }, level, levels)
  const count = (id: string) => areas.filter((area) => area.level === id && holdsOn(area, day)).length
  if (count(level) <= MOST_AREAS) return level
  const allowed = levels.filter((id) => count(id) > 0 && count(id) <= MOST_AREAS)
  throw new QuestionError(
    'too_many_rows',
    'level',
    {
      zh: `该层级有 ${count(level)} 个区域，综合指数至多排 ${MOST_AREAS} 个。可用：${allowed.join('、')}。`,
      en: `This level has ${count(level)} areas; the index ranks at most ${MOST_AREAS}. Allowed: ${allowed.join(', ')}.`,
    },
    allowed,
  )
}

/** Calendar years that the data covers whole, ascending. Throws QuestionError where there is none. */
export function wholeYears({ dataFrom, dataTo }: SnapshotCatalog): number[] {
  const first = Number(dataFrom.slice(0, 4)) + (dataFrom.endsWith('-01-01') ? 0 : 1)
  const last = Number(dataTo.slice(0, 4)) - (dataTo.endsWith('-12-31') ? 0 : 1)
  if (first > last) {
    throw new QuestionError('bad_period', 'year', {
      zh: `数据覆盖 ${dataFrom} 至 ${dataTo}，没有完整的日历年，无法计算综合风险指数。`,
      en: `The data covers ${dataFrom} to ${dataTo}, which holds no whole calendar year; the risk index needs one.`,
    })
  }
  return Array.from({ length: last - first + 1 }, (_, i) => first + i)
}

/** The year, if it is one of them. Throws QuestionError if it is not. */
export function among(years: readonly number[], year: number): number {
  if (years.includes(year)) return year
  const allowed = years.map(String)
  throw unknownName('bad_period', 'year', { zh: '完整年度', en: 'whole year' }, String(year), allowed)
}
