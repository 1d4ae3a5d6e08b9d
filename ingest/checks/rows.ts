import type { Engine } from '../../warehouse/engine/engine.ts'
import { TABLES } from '../../warehouse/model/tables.ts'
import { list } from '../cast/literal.ts'
import { IngestError } from '../ingest-error.ts'
import type { Recipe } from '../recipe.ts'
import type { CheckRow } from '../report.ts'
import { CODED } from '../store/dict.ts'
import { type DayFacts, daysWithoutCases, fresh } from './days.ts'
import type { RecipeCheck } from './declared.ts'
import { type Finding, percent, row, shown } from './words.ts'

/** The rows of one source in the store. */
export interface SourceRows {
  recipe: Recipe
  loadIds: number[]
  /** Rows loaded. */
  loaded: number
}

export interface CheckedAgainst extends DayFacts {
  /** Rows of each source in the snapshot before; null where there is none. */
  before: Map<string, number> | null
}

const SHOWN = 3

/** FROM and WHERE of the rows of a source. */
function rowsOf({ recipe, loadIds }: SourceRows): string {
  if (recipe.target === 'area') return `area as r where r.level = ${list([recipe.level ?? ''])}`
  return `${recipe.target} as r where r.load_id in (${loadIds.join(', ') || '-1'})`
}

/** SQL of a field of a stored row; coded ones as their word. Errors: IngestError that names the fields there are. */
function fieldOf(recipe: Recipe, name: string): string {
  const columns = TABLES.find((table) => table.name === recipe.target)?.columns.map((column) => column.name) ?? []
  if (name === 'area' && columns.includes('area_id')) return 'r.area_id'
  if (!columns.includes(name) || recipe.target === 'basemap') {
    throw new IngestError({
      zh: `配方 ${recipe.id} 的 checks：“${name}”不是 ${recipe.target} 的字段。现有的字段：${columns.join('、')}。`,
      en: `Recipe ${recipe.id}, checks: "${name}" is no field of ${recipe.target}. There are ${columns.join(', ')}.`,
    })
  }
  if (recipe.target !== 'cases' || !(CODED as string[]).includes(name)) return `r."${name}"`
  return `(select d.value from dict as d where d.field = '${name}' and d.code = r."${name}")`
}

async function unique(engine: Engine, source: SourceRows, fields: string[]): Promise<Finding> {
  const columns = fields.map((name) => fieldOf(source.recipe, name))
  const key = `concat_ws(' / ', ${columns.map((column) => `cast(${column} as varchar)`).join(', ')})`
  const found = await engine.query({
    text: `select coalesce(sum(n - 1), 0) as extra, min(example) as example, coalesce(sum(n), 0) as n from (
      select count(*) as n, ${key} as example from ${rowsOf(source)} group by ${columns.join(', ')} having count(*) > 1)`,
  })
  const extra = Number(found.columns.extra?.[0] ?? 0)
  const [names, example] = [fields.join(', '), String(found.columns.example?.[0] ?? '')]
  if (extra === 0) {
    const n = shown(source.loaded)
    return { passed: true, detail: { zh: `${n} 行的 ${names} 无重复。`, en: `No two of ${n} rows share ${names}.` } }
  }
  return {
    passed: false,
    detail: {
      zh: `${shown(extra)} 行与其他行的 ${names} 相同，如“${example}”。`,
      en: `${shown(extra)} rows repeat the ${names} of another, such as “${example}”.`,
    },
  }
}

async function notNull(engine: Engine, source: SourceRows, field: string, most: number): Promise<Finding> {
  const column = fieldOf(source.recipe, field)
  const found = await engine.query({ text: `select count(*) as n, count(${column}) as known from ${rowsOf(source)}` })
  const n = Number(found.columns.n?.[0] ?? 0)
  const missing = n - Number(found.columns.known?.[0] ?? 0)
  const share = n === 0 ? 0 : missing / n
  return {
    passed: share <= most,
    detail: {
      zh: `${shown(n)} 行中有 ${shown(missing)} 行（${percent(share)}）没有 ${field}；至多允许 ${percent(most)}。`,
      en: `${shown(missing)} of ${shown(n)} rows (${percent(share)}) have no ${field}; ${percent(most)} are allowed.`,
    },
  }
}

type Accepted = Extract<RecipeCheck, { check: 'accepted' }>['values']

async function accepted(engine: Engine, source: SourceRows, field: string, values: Accepted): Promise<Finding> {
  const column = `cast(${fieldOf(source.recipe, field)} as varchar)`
  const { columns, rows } = await engine.query({
    text: `select value, count(*) as n from (select ${column} as value from ${rowsOf(source)})
      where value is not null and value not in (${list(values.map(String))}) group by value order by n desc, value`,
  })
  const others = Array.from({ length: rows }, (_, i) => ({
    value: String(columns.value?.[i]),
    n: Number(columns.n?.[i] ?? 0),
  }))
  if (rows === 0) {
    const n = values.length
    return {
      passed: true,
      detail: { zh: `${field} 只有 ${n} 个许可的值。`, en: `${field} has none but the ${n} accepted values.` },
    }
  }
  const n = shown(others.reduce((sum, each) => sum + each.n, 0))
  const some = others.slice(0, SHOWN).map((each) => `“${each.value}” × ${shown(each.n)}`)
  const more = rows > SHOWN ? { zh: ' 等', en: ', …' } : { zh: '', en: '' }
  return {
    passed: false,
    detail: {
      zh: `${n} 行的 ${field} 不在许可的值之中：${some.join('、')}${more.zh}。`,
      en: `${n} rows have a ${field} that is not accepted: ${some.join(', ')}${more.en}.`,
    },
  }
}

function drift({ recipe, loaded }: SourceRows, before: CheckedAgainst['before'], most: number): Finding {
  const old = before?.get(recipe.id)
  if (old === undefined || old === 0) {
    return {
      passed: true,
      detail: {
        zh: `${shown(loaded)} 行；此前没有快照可比。`,
        en: `${shown(loaded)} rows; no snapshot before to compare with.`,
      },
    }
  }
  const change = loaded / old - 1
  const signed = `${change < 0 ? '−' : '+'}${percent(Math.abs(change))}`
  return {
    passed: Math.abs(change) <= most,
    detail: {
      zh: `${shown(loaded)} 行，上一快照 ${shown(old)} 行（${signed}）；允许 ±${percent(most)}。`,
      en: `${shown(loaded)} rows, ${shown(old)} in the snapshot before (${signed}); ±${percent(most)} is allowed.`,
    },
  }
}

function find(
  engine: Engine,
  source: SourceRows,
  check: RecipeCheck,
  against: CheckedAgainst,
): Promise<Finding> | Finding {
  switch (check.check) {
    case 'unique':
      return unique(engine, source, check.fields)
    case 'not_null':
      return notNull(engine, source, check.field, check.most)
    case 'accepted':
      return accepted(engine, source, check.field, check.values)
    case 'fresh':
      return fresh(engine, source, check.days, check.before, against)
    case 'drift':
      return drift(source, against.before, check.most)
    case 'no_gaps':
      return daysWithoutCases(engine, rowsOf(source), check.most)
  }
}

const subjectOf = ({ recipe }: SourceRows, check: RecipeCheck): string => {
  if (check.check === 'unique') return `${recipe.id}.${check.fields.join('+')}`
  return 'field' in check ? `${recipe.id}.${check.field}` : recipe.id
}

/** What the checks that a recipe declares find in the rows of its source. Errors: IngestError for one that cannot be. */
export async function checkSource(engine: Engine, source: SourceRows, against: CheckedAgainst): Promise<CheckRow[]> {
  const { recipe } = source
  const rows: CheckRow[] = []
  for (const check of recipe.checks) {
    if (check.check === 'no_gaps' && recipe.target !== 'cases') {
      throw new IngestError({
        zh: `配方 ${recipe.id} 的 checks：no_gaps 只用于 cases，${recipe.target} 没有日期。`,
        en: `Recipe ${recipe.id}, checks: no_gaps is for cases; ${recipe.target} have no days.`,
      })
    }
    const found = await find(engine, source, check, against)
    rows.push(row(check.check, check.severity, subjectOf(source, check), found))
  }
  return rows
}
