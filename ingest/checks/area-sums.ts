import type { Engine } from '../../warehouse/engine/engine.ts'
import type { CheckRow } from '../report.ts'
import type { PackCheck } from './declared.ts'
import { type Finding, percent, row, shown } from './words.ts'

type Table = PackCheck['table']
const BUILT_IN: PackCheck[] = [
  { check: 'area_sums', table: 'population', within: 0.005, severity: 'warning' },
  { check: 'area_sums', table: 'housing', within: 0.005, severity: 'warning' },
]

const SUMMED: Record<Table, { value: string; keys: string[] }> = {
  population: { value: 'n', keys: ['year', 'sex', 'age_min', 'age_max', 'basis'] },
  housing: { value: 'dwellings', keys: ['year'] },
}

/** Sets each area with a figure beside the areas of one level below it, where all of these have one; null: none has. */
async function compare(engine: Engine, table: Table, within: number): Promise<Finding | null> {
  const { value, keys } = SUMMED[table]
  const same = keys.map((key) => `w.${key} is not distinct from p.${key}`).join(' and ')
  const found = await engine.query({
    text: `with kids as (select a.parent_id, a.level, y.year, count(*) as n
        from area as a cross join (select distinct year, make_date(year, 12, 31) as day from ${table}) as y
        where a.parent_id is not null and coalesce(a.valid_from <= y.day, true) and coalesce(a.valid_to > y.day, true)
        group by all),
      parts as (select a.parent_id, a.level, ${keys.map((key) => `f.${key}`).join(', ')}, sum(f.${value}) as total,
          count(distinct f.area_id) as n
        from ${table} as f join area as a using (area_id) where f.${value} is not null group by all),
      pair as (select w.area_id, p.level, w.year, w.${value} as whole, p.total, abs(w.${value} - p.total) as apart
        from parts as p join kids as k on k.parent_id = p.parent_id and k.level = p.level and k.year = p.year and k.n = p.n
        join ${table} as w on w.area_id = p.parent_id and w.${value} is not null and ${same})
      select count(*) as compared, count(*) filter (apart > ${within} * greatest(abs(whole), 1)) as differing,
        arg_max(a.name_zh, apart) as zh, arg_max(a.name_en, apart) as en, arg_max(pair.level, apart) as level,
        arg_max(pair.year, apart) as year, arg_max(whole, apart) as whole, arg_max(total, apart) as total
      from pair join area as a using (area_id)`,
  })
  const cell = (name: string) => found.columns[name]?.[0] ?? null
  const [compared, differing] = [Number(cell('compared')), Number(cell('differing'))]
  if (compared === 0) return null
  if (differing === 0) {
    return {
      passed: true,
      detail: {
        zh: `${shown(compared)} 个上级数字与其下级之和相差不超过 ${percent(within)}。`,
        en: `${shown(compared)} figures equal the sum of the areas below them within ${percent(within)}.`,
      },
    }
  }
  const [whole, total] = [Number(cell('whole')), Number(cell('total'))]
  const apart = percent(Math.abs(total / whole - 1))
  return {
    passed: false,
    detail: {
      zh: `${shown(compared)} 个上级数字中有 ${shown(differing)} 个与下级之和相差超过 ${percent(within)}；相差最多的是 ${String(cell('zh'))} ${String(cell('year'))} 年：${shown(whole)}，${String(cell('level'))} 合计 ${shown(total)}（相差 ${apart}）。`,
      en: `${shown(differing)} of ${shown(compared)} figures differ from the sum of the areas below them by more than ${percent(within)}; most ${String(cell('en'))} in ${String(cell('year'))}: ${shown(whole)}, its ${String(cell('level'))} areas ${shown(total)} (${apart} apart).`,
    },
  }
}

const NOTHING: Finding = {
  passed: true,
  detail: { zh: '没有可以与下级之和比较的数字。', en: 'There is no figure to compare with a sum of areas below it.' },
}

/** Do the areas below add up to those above? As the pack declares; else with a warning beyond half a percent. */
export async function checkAreaSums(engine: Engine, declared: PackCheck[]): Promise<CheckRow[]> {
  const rows: CheckRow[] = []
  const others = BUILT_IN.filter(({ table }) => !declared.some((check) => check.table === table))
  for (const { table, within, severity } of [...declared, ...others]) {
    const found = await compare(engine, table, within)
    const isAsked = declared.some((check) => check.table === table)
    if (found || isAsked) rows.push(row('area_sums', severity, `${table}.${SUMMED[table].value}`, found ?? NOTHING))
  }
  return rows
}
