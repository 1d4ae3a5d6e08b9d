import type { Engine } from '../../warehouse/engine/engine.ts'
import { IngestError } from '../ingest-error.ts'
import type { SourceRows } from './rows.ts'
import { type Finding, shown } from './words.ts'

/** The days that freshness is measured from. ISO dates. */
export interface DayFacts {
  as_of: string
  publishing: string
}

const NEWEST: Record<string, string> = {
  cases: 'cast(max(opened_at) as date)',
  population: 'make_date(max(year), 12, 31)',
  housing: 'make_date(max(year), 12, 31)',
  measure: 'max(last_day(make_date(year, coalesce(month, 12), 1)))',
}

/** Is the newest row of a source at most so many days older than the day it is measured from? */
export async function fresh(
  engine: Engine,
  { recipe, loadIds }: SourceRows,
  days: number,
  before: string,
  facts: DayFacts,
): Promise<Finding> {
  const newest = NEWEST[recipe.target]
  if (newest === undefined)
    throw new IngestError({
      zh: `配方 ${recipe.id} 的 checks：${recipe.target} 没有日期，无法检查是否及时。`,
      en: `Recipe ${recipe.id}, checks: ${recipe.target} has no date to be fresh.`,
    })
  const day = before === 'as_of' || before === 'publishing' ? facts[before] : before
  const found = await engine.query({
    text: `select cast(newest as varchar) as newest, cast(? as date) - newest as age
      from (select ${newest} as newest from ${recipe.target} where load_id in (${loadIds.join(', ') || '-1'}))`,
    values: [day],
  })
  const last = found.columns.newest?.[0]
  if (last === null || last === undefined) {
    return {
      passed: false,
      detail: { zh: '没有任何一行，无从判断新旧。', en: 'There is no row whose age could be told.' },
    }
  }
  const age = Math.max(0, Number(found.columns.age?.[0] ?? 0))
  return {
    passed: age <= days,
    detail: {
      zh: `最新一行为 ${String(last)}，比 ${day} 早 ${shown(age)} 天；至多允许 ${days} 天。`,
      en: `The newest row is of ${String(last)}, ${shown(age)} days before ${day}; ${days} are allowed.`,
    },
  }
}

/** Below so many cases on a usual day, a day without any says nothing. */
const TELLING = 5
const FULL_SHARE = 0.5
const SHOWN = 3

/** Days without any case between two full ones; `from` selects the cases. */
export async function daysWithoutCases(engine: Engine, from: string, most: number): Promise<Finding> {
  const found = await engine.query({
    text: `with counted as (select cast(r.opened_at as date) as day, count(*) filter (r.flags is null or r.flags & 4 = 0) as n
        from ${from} group by 1),
      days as (select day, n from counted where day is not null and n > 0),
      usual as (select median(n) as usual from days),
      pair as (select day, n, lead(day) over w as next_day, lead(n) over w as next_n from days window w as (order by day))
      select coalesce(sum(next_day - day - 1), 0) as n, (select usual from usual) as usual,
        coalesce(string_agg(case when next_day - day = 2 then cast(day + 1 as varchar)
          else cast(day + 1 as varchar) || '…' || cast(next_day - 1 as varchar) end, '|' order by day), '') as gaps
      from pair, usual
      where next_day - day > 1 and n >= ${FULL_SHARE} * usual and next_n >= ${FULL_SHARE} * usual and usual >= ${TELLING}`,
  })
  const n = Number(found.columns.n?.[0] ?? 0)
  const usual = Number(found.columns.usual?.[0] ?? 0)
  if (usual < TELLING) {
    return {
      passed: true,
      detail: {
        zh: `平常每天只有 ${usual} 件，缺日无从判断。`,
        en: `A usual day has ${usual} cases, too few for a day without any to tell.`,
      },
    }
  }
  if (n === 0)
    return { passed: true, detail: { zh: '首尾之间每天都有案件。', en: 'No day between full days is without a case.' } }
  const gaps = String(found.columns.gaps?.[0] ?? '').split('|')
  const some = gaps.slice(0, SHOWN)
  const more = gaps.length > SHOWN
  return {
    passed: n <= most,
    detail: {
      zh: `${shown(n)} 天没有任何案件，而前后都是正常的日子：${some.join('、')}${more ? ' 等' : ''}；可能缺了文件。`,
      en: `${shown(n)} days between full days have no case: ${some.join(', ')}${more ? ', …' : ''}; a file may be missing.`,
    },
  }
}
