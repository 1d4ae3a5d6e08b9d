import { membersOf, type SnapshotCatalog } from '../catalog/snapshot-catalog.ts'
import type { Component, Indicator, Label } from '../catalog/types.ts'
import { WorkingDays } from '../catalog/working-days.ts'
import type { Sql } from '../engine/engine.ts'
import { LOOP_SETS } from '../query/loop-sets.ts'
import {
  casesClosedWithinSql,
  casesOfPartSql,
  casesOfSetSql,
  casesThatWaitedSql,
  type Moment,
} from '../query/loop-sql.ts'
import type { CasesPlan } from '../query/plan.ts'
import type { Attached } from '../snapshot/types.ts'
import { addDays, daysIn } from './days.ts'
import { type LoopQuestion, readLoop } from './loop.ts'
import { curvePlan } from './loop-curves.ts'
import { monthsBefore } from './months.ts'
import { spanOf } from './parts.ts'
import { QuestionError, unknownName } from './question-error.ts'
import type { Period } from './types.ts'

interface Named {
  code: string
  label: Label
}

export interface ListedCase {
  case_id: string
  opened_at: string
  due_at: string | null
  closed_at: string | null
  category: Named | null
  department: Named | null
  area: Named | null
  hand_offs: number | null
}

const MOST_CASES = 200

const namedIn = (catalog: SnapshotCatalog, field: 'category' | 'department') => {
  const known = new Map(
    membersOf(catalog, field).map(({ code, value, label_zh: zh, label_en: en }) => [
      code,
      { code: value, label: { zh, en } },
    ]),
  )
  return (code: unknown): Named | null => known.get(Number(code ?? Number.NaN)) ?? null
}

/**
 * A number: a set of the loop, one count of an indicator, the cases that waited for a step so many hours or more, or those closed within
 * so many working days. An hour or a weekday narrows the count of an indicator.
 */
export interface Listed extends Moment {
  set?: string
  indicator?: string
  part?: 'numerator' | 'denominator'
  waited_for?: 'first_response_at' | 'closed_at'
  hours?: number
  working_days?: number
}

/** Parts of an indicator that count cases one by one. */
const countedIn = (indicator: Indicator): Partial<Record<'numerator' | 'denominator', Component>> => {
  const { kind, numerator, denominator } = indicator
  const isCount = (part: Component | undefined) => part?.from === 'cases' && part.sum === undefined && kind !== 'stock'
  return {
    ...(numerator && isCount(numerator) ? { numerator } : {}),
    ...(denominator && isCount(denominator) ? { denominator } : {}),
  }
}

function partOf(asked: Listed, { indicators }: SnapshotCatalog): Component {
  const found = indicators.find(({ id }) => id === asked.indicator)
  const part = found && countedIn(found)[asked.part ?? 'numerator']
  if (part) return part
  const what = { zh: '按件计数的指标', en: 'indicator that counts cases' }
  const allowed = indicators.filter((each) => countedIn(each)[asked.part ?? 'numerator']).map(({ id }) => id)
  throw unknownName('unknown_indicator', 'indicator', what, asked.indicator ?? '', allowed)
}

/** Days of the period old enough to tell, by how many days after them end with the working days. */
function limitsOf(limit: number, { from, to }: Period, { city, asOf }: SnapshotCatalog): Map<number, string[]> {
  const calendar = new WorkingDays(city.holidays, city.workdays)
  const limits = new Map<number, string[]>()
  for (let i = 0; i < daysIn({ from, to }); i++) {
    const day = addDays(from, i)
    if (calendar.between(day, asOf.slice(0, 10)) <= limit) continue
    const days = calendar.daysWithin(day, limit)
    const known = limits.get(days)
    if (known) known.push(day)
    else limits.set(days, [day])
  }
  return limits
}

/** The statement that lists what the number counts. */
function statementOf(asked: Listed, question: LoopQuestion, snapshot: Attached): Sql {
  const { catalog, engine, store } = snapshot
  const { set } = asked
  const { scope, period, filters } = readLoop(question, snapshot)
  if (set === undefined && asked.indicator !== undefined) {
    const part = partOf(asked, catalog)
    const at = part.at ?? 'opened_at'
    const { hour, weekday } = asked
    const isByDay = hour !== undefined || weekday !== undefined
    const before = at === 'opened_at' ? monthsBefore({ snapshot, isByDay, period }) : null
    const plan: CasesPlan = {
      fact: 'cases',
      store,
      by: [],
      at,
      span: spanOf(period),
      filters,
      asOf: catalog.asOf,
      components: [],
      ...(before === null ? {} : { monthsBefore: before }),
    }
    return casesOfPartSql(plan, part, asked, MOST_CASES + 1, engine.dialect)
  }
  if (set === undefined && asked.waited_for !== undefined) {
    const plan = curvePlan(snapshot, asked.waited_for, period, filters)
    return casesThatWaitedSql(plan, asked.hours ?? 0, MOST_CASES + 1, engine.dialect)
  }
  if (set === undefined && asked.working_days !== undefined) {
    const limits = limitsOf(asked.working_days, period, catalog)
    return casesClosedWithinSql(scope, limits, MOST_CASES + 1, engine.dialect)
  }
  if (set === undefined || !LOOP_SETS[set]) {
    const what = { zh: '案件集合', en: 'set of cases' }
    throw unknownName('unknown_set', 'set', what, set ?? '', Object.keys(LOOP_SETS))
  }
  return casesOfSetSql(scope, set, MOST_CASES + 1, engine.dialect)
}

/**
 * The cases behind a number, first opened first, at most 200; `more` tells whether there are others. Errors: QuestionError for a
 * set or indicator that is none, and in any profile but `internal`: only whoever handles cases may read them one by one.
 */
export async function listCases(
  asked: Listed,
  question: LoopQuestion,
  snapshot: Attached,
  options: { signal?: AbortSignal } = {},
): Promise<{ cases: ListedCase[]; more: boolean }> {
  const { catalog, engine } = snapshot
  if (catalog.city.profile !== 'internal') {
    throw new QuestionError('not_published', 'set', {
      zh: '只有内部档（internal）可以逐件查看案件；本城市的档位只给出统计数。',
      en: 'Cases can be read one by one in the profile “internal” only; this city gives counts.',
    })
  }
  const { rows, columns } = await engine.query(statementOf(asked, question, snapshot), options)
  const [category, department] = [namedIn(catalog, 'category'), namedIn(catalog, 'department')]
  const areas = new Map(
    catalog.areas.map(({ area_id, code, name_zh: zh, name_en: en }) => [area_id, { code, label: { zh, en } }]),
  )
  const text = (name: string, i: number) => {
    const value = columns[name]?.[i]
    return value === null || value === undefined ? null : String(value)
  }
  const cases = Array.from({ length: Math.min(rows, MOST_CASES) }, (_, i): ListedCase => {
    const hands = columns.hand_offs?.[i]
    return {
      case_id: text('case_id', i) ?? '',
      opened_at: text('opened_at', i) ?? '',
      due_at: text('due_at', i),
      closed_at: text('closed_at', i),
      category: category(columns.category?.[i]),
      department: department(columns.department?.[i]),
      area: areas.get(Number(columns.area_id?.[i] ?? Number.NaN)) ?? null,
      hand_offs: hands === null || hands === undefined || Number.isNaN(Number(hands)) ? null : Number(hands),
    }
  })
  return { cases, more: rows > MOST_CASES }
}
