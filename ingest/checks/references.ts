import type { Engine } from '../../warehouse/engine/engine.ts'
import type { CheckRow } from '../report.ts'
import { row, shown } from './words.ts'

interface Reference {
  id: string
  severity: CheckRow['severity']
  subject: string
  /** SELECT of the things that refer to nothing, one row each: `name`. */
  broken: string
  zh: (n: string, some: string) => string
  en: (n: string, some: string) => string
  holds: { zh: string; en: string }
}

const SHOWN = 3
const FACTS = ['cases', 'population', 'housing', 'measure']
const CODED = ['category', 'category_group', 'channel', 'department']

const REFERENCES: Reference[] = [
  {
    id: 'areas_exist',
    severity: 'error',
    subject: FACTS.join(', '),
    broken: FACTS.map(
      (table) =>
        `select '${table} ' || area_id as name from (select distinct area_id from ${table}) where area_id is not null and area_id not in (select area_id from area)`,
    ).join(' union all '),
    zh: (n, some) => `${n} 个区域编号在数据中出现，却不在区域表中：${some}。`,
    en: (n, some) => `${n} area numbers stand in the data and not among the areas: ${some}.`,
    holds: { zh: '数据中的区域都在区域表中。', en: 'Every area that the data names is among the areas.' },
  },
  {
    id: 'parents_exist',
    severity: 'warning',
    subject: 'area.parent_id',
    broken: `select code || ' ' || name_zh as name from area
      where parent_id not in (select area_id from area)
        or (parent_id is null and level <> (select level from area order by area_id limit 1)
          and level in (select level from area where parent_id is not null))`,
    zh: (n, some) => `${n} 个区域没有上级区域，不计入上级合计：${some}。`,
    en: (n, some) => `${n} areas have no area above them and are missing from its sums: ${some}.`,
    holds: { zh: '每个区域的上级区域都存在。', en: 'Every area that has one above it names one that exists.' },
  },
  {
    id: 'codes_exist',
    severity: 'error',
    subject: 'cases',
    broken: `with used as materialized (select distinct ${CODED.join(', ')} from cases)
      ${CODED.map(
        (field) =>
          `select distinct '${field} ' || ${field} as name from used where ${field} is not null and ${field} not in (select code from dict where field = '${field}')`,
      ).join(' union all ')}`,
    zh: (n, some) => `${n} 个代码不在词典中：${some}。`,
    en: (n, some) => `${n} codes of cases are not in the dictionary: ${some}.`,
    holds: { zh: '案件的代码都在词典中。', en: 'Every code of a case is in the dictionary.' },
  },
  {
    id: 'categories_have_group',
    severity: 'warning',
    subject: 'dict.parent',
    broken: `select value as name from dict where field = 'category'
      and exists (select 1 from dict where field = 'category_group')
      and (parent is null or parent not in (select code from dict where field = 'category_group'))`,
    zh: (n, some) => `${n} 个类别没有所属大类，按大类统计时缺失：${some}。`,
    en: (n, some) => `${n} categories belong to no group and are missing by group: ${some}.`,
    holds: { zh: '每个类别都有大类，或没有大类之分。', en: 'Every category has its group, or there are no groups.' },
  },
]

/** Does everything that names another thing name one that exists? */
export async function checkReferences(engine: Engine): Promise<CheckRow[]> {
  const rows: CheckRow[] = []
  for (const { id, severity, subject, broken, zh, en, holds } of REFERENCES) {
    const { rows: n, columns } = await engine.query({ text: `select name from (${broken}) order by name` })
    const names = Array.from(columns.name ?? [], String).slice(0, SHOWN)
    const some = `${names.join(', ')}${n > SHOWN ? ', …' : ''}`
    const detail = n === 0 ? holds : { zh: zh(shown(n), some), en: en(shown(n), some) }
    rows.push(row(id, severity, subject, { passed: n === 0, detail }))
  }
  return rows
}
