import type { Failure, Located } from '../locate/types.ts'
import { IngestError } from '../ingest-error.ts'
import { ABOVE } from '../mend/area.ts'
import type { DecisionId } from '../../warehouse/catalog/decisions.ts'
import type { ReasonId } from '../reasons.ts'
import type { Field, Recipe } from '../recipe.ts'
import { columnOf, planUnpivot, type RawColumns } from './columns.ts'
import { literal } from './literal.ts'
import { onlyExpression, recordText, sourceSelect } from './source.ts'
import { type FactTarget, MONTH_FIELD, targetFields } from './targets.ts'
import { planTotals, totalsExpression, type TotalsPlan } from './totals.ts'
import { castReason, readField, textExpression, unlistedExpression, wordExpression } from './value.ts'

export interface Fault {
  reason: ReasonId
  /** Column at fault, as the file calls it. */
  field: string
  /** Field of the recipe that the column fills. */
  name?: string
}

export interface Cast {
  /** Name and SQL type of each column the select gives, in order. */
  columns: { name: string; type: string }[]
  /**
   * Rows with `line`, `fault` (null: sound), of faulty ones `fault_text` and `fault_column` (what stands in the column at
   * fault, and for a wide table its engine name; null where personal) and `raw_text` (the record, personal columns
   * masked), `decided`, then `columns`.
   */
  select: string
  /** Boolean over raw columns: rows that belong; null when all do. */
  only: string | null
  /** Meaning of the values of column `fault`, from 1. A row with null is sound, one with 0 stands beside the others. */
  faults: Fault[]
  /** Meaning of the bits of column `decided`, from the lowest. */
  decisions: DecisionId[]
  levels: string[]
  /** Null where the recipe names no totals; else column `totals` tells them, and their `fault` is 0. */
  totals: TotalsPlan | null
}

export interface CastInput {
  recipe: Recipe
  target: FactTarget
  file: string
  rawTable: string
  raw: RawColumns
  delimiter: string
  cityZone: string
  /** Locator.expressions of the recipe. */
  locate(column: (name: string) => string): Located
}

const TYPES: Record<Field['type'], string> = {
  text: 'VARCHAR',
  code: 'VARCHAR',
  integer: 'BIGINT',
  number: 'DOUBLE',
  boolean: 'BOOLEAN',
  time: 'TIMESTAMP',
  date: 'TIMESTAMP',
  year: 'INTEGER',
  month: 'INTEGER',
}

const FIRST_YEAR = 1900
const LAST_YEAR = 2199

/** Names of a field's columns, layer by layer. */
type Layers = [text: string, first: string, between: string, value: string]

const id = (name: string) => `"${name.replaceAll('"', '""')}"`

/** Booleans, true where a value lies beyond what its field allows; of times the years are told. */
function outOfRange({ type, min, max }: Field, value: string): string[] {
  if (type === 'time' || type === 'date') {
    const yearStarts = (year: number) => `timestamp '${String(year).padStart(4, '0')}-01-01'`
    return [`${value} < ${yearStarts(min ?? FIRST_YEAR)}`, `${value} >= ${yearStarts((max ?? LAST_YEAR) + 1)}`]
  }
  return [...(min === undefined ? [] : [`${value} < ${min}`]), ...(max === undefined ? [] : [`${value} > ${max}`])]
}

/** Pure: from a recipe and a header to one SELECT that types, places and judges every row of the raw table. */
export function compileCast(input: CastInput): Cast {
  const { recipe, target, raw, cityZone } = input
  const unpivot = planUnpivot(recipe, raw, input.file)
  const virtual = new Map<string, string>()
  if (unpivot && recipe.unpivot) {
    for (const group of unpivot.groupNames) virtual.set(group, `g_${group}`)
    virtual.set(recipe.unpivot.value, 'u_value')
  }
  const find = (name: string) => virtual.get(name) ?? raw.find(name)
  const words = new Map<string, string>()
  const word = (name: string): string => {
    const column = find(name)
    if (column === undefined) return 'cast(null as varchar)'
    words.set(`w_${column}`, wordExpression(id(column), recipe.nulls, raw.isTrimmed(column)))
    return id(`w_${column}`)
  }
  const required = targetFields(target)
  const zones = { source: recipe.time_zone ?? cityZone, city: cityZone, fold: recipe.fold }
  const texts: string[] = []
  const firsts: string[] = []
  const betweens: string[] = []
  const decided: { decision: DecisionId; sql: string }[] = []
  let isMonth: string | null = null
  const values: string[] = []
  const columns: Cast['columns'] = []
  const judged: { sql: string; fault: Fault; text?: string | undefined }[] = []

  for (const [name, field] of Object.entries(recipe.fields)) {
    const column = columnOf(field, name, (candidate) => find(candidate) !== undefined)
    const isRequired = field.required || required.get(name)?.isRequired === true
    if (field.constant === undefined && column === undefined && isRequired) throw noColumn(input, name, field)
    const base = field.constant === undefined ? word(column ?? '') : literal(String(field.constant))
    const shown = column ?? name
    const [text, first, between, value] = ['t', 'f', 'b', 'v'].map((layer) => id(`${layer}_${name}`)) as Layers
    const reading = readField(field, text, { first, between }, zones)
    texts.push(`${textExpression(field, base)} as ${text}`)
    if (reading.first !== null) firsts.push(`${reading.first} as ${first}`)
    if (reading.between !== null) betweens.push(`${reading.between} as ${between}`)
    values.push(`cast(${reading.value} as ${TYPES[field.type]}) as ${value}`)
    const known = (sql: string) => `${value} is not null and ${sql}`
    decided.push(...reading.decided.map(({ decision, sql }) => ({ decision, sql: known(sql) })))
    if (name === MONTH_FIELD[target] && reading.isMonth) isMonth = known(reading.isMonth)
    columns.push({ name: `v_${name}`, type: TYPES[field.type] })
    const published = column === undefined || column in recipe.personal ? undefined : base
    const judge = (sql: string, reason: ReasonId) =>
      judged.push({ sql, fault: { reason, field: shown, name }, text: published })
    const unlisted = unlistedExpression(field, base, text)
    if (unlisted) judge(unlisted, 'unknown_word')
    if (isRequired) judge(`${text} is null`, 'required_missing')
    if (!TYPES[field.type].startsWith('VARCHAR'))
      judge(`${text} is not null and ${value} is null`, castReason(field.type))
    for (const beyond of outOfRange(field, value)) judge(beyond, 'out_of_range')
  }

  const personal = Object.entries(recipe.personal).filter(([name, how]) => how === 'key' && find(name) !== undefined)
  const keyed = personal[0]?.[0]
  columns.push({ name: 'reporter_key', type: 'UUID' })
  values.push(`${keyed === undefined ? 'cast(null as uuid)' : `reporter_key(${word(keyed)})`} as reporter_key`)

  values.push(`(${isMonth ?? 'false'}) as is_month`)
  columns.push({ name: 'is_month', type: 'BOOLEAN' })

  const located = input.locate(word)
  const levels = Object.keys(located.areaByLevel)
  for (const level of levels) {
    values.push(`cast(${located.areaByLevel[level]} as integer) as ${id(`d_${level}`)}`)
    columns.push({ name: `d_${level}`, type: 'INTEGER' })
  }
  betweens.push(...located.first.map(({ name, sql }) => `${sql} as ${name}`))
  const point = { cell: 'UBIGINT', lon: 'DOUBLE', lat: 'DOUBLE', damage: 'UTINYINT' } as const
  for (const [name, type] of Object.entries(point)) {
    values.push(`cast(${located[name as keyof typeof point] ?? 'null'} as ${type}) as ${name}`)
    columns.push({ name, type })
  }
  const failures = located.failures.map((failure, i) => ({ ...failure, flag: `x_${i}` }))
  for (const { sql, flag } of failures) values.push(`${sql} as ${flag}`)
  const textOf = (field: string): string | undefined => {
    if (find(field) === undefined || field in recipe.personal) return undefined
    const above = recipe.locate.find(({ from }) => from?.includes(field))?.within?.from.find((name) => find(name))
    if (above === undefined || above in recipe.personal) return word(field)
    return `(${word(field)} || ${literal(ABOVE)} || coalesce(${word(above)}, ''))`
  }
  for (const { flag, reason, field } of failures)
    judged.push({ sql: flag, fault: { reason, field }, text: textOf(field) })
  for (const [i, { decision, sql }] of located.decided.entries()) {
    values.push(`${sql} as y_${i}`)
    decided.push({ decision, sql: `y_${i}` })
  }
  if (target !== 'cases') {
    const { sql, fault } = nowhere(recipe, levels)
    judged.push({ sql, fault, text: textOf(fault.field) })
  }

  const totals = planTotals(recipe, target, input.file, levels, (name) => find(name) !== undefined)
  if (totals) {
    values.push(`cast(${totalsExpression(recipe, word)} as integer) as totals`)
    columns.push({ name: 'totals', type: 'INTEGER' })
  }

  const whens = judged.map(({ sql }, i) => `when ${sql} then ${i + 1}`)
  if (totals) whens.unshift('when totals > 0 then 0')
  const fault = whens.length > 0 ? `case ${whens.join(' ')} end` : 'null'
  const faultText = judged.flatMap(({ text }, i) => (text === undefined ? [] : [`when ${i + 1} then ${text}`]))
  const ofFaulty = (sql: string) => `case when fault > 0 then ${sql} end`
  const empty = unpivot ? `where ${id('w_u_value')} is not null` : ''
  if (recipe.unpivot) word(recipe.unpivot.value)
  const only = onlyExpression(recipe, raw, input.file)
  const record = recordText(recipe, raw, input.delimiter)
  const source = sourceSelect(input.rawTable, unpivot, only, record)
  const wordList = [...words].map(([name, sql]) => `${sql} as ${id(name)}`)
  const keep = columns.map((column) => id(column.name)).join(', ')
  const bits = decided.map(({ sql }, i) => `case when ${sql} then ${2 ** i} else 0 end`)
  const select = `with source as (${source}),
    words as (select * replace (cast(line as bigint) as line)${wordList.map((w) => `, ${w}`).join('')} from source),
    texts as (select *${texts.map((t) => `, ${t}`).join('')} from words ${empty}),
    firsts as (select *${firsts.map((f) => `, ${f}`).join('')} from texts),
    between_ as (select *${betweens.map((b) => `, ${b}`).join('')} from firsts),
    typed as (select *, ${values.join(', ')} from between_),
    judged as (select *, cast(${fault} as smallint) as fault from typed)
    select line, fault,
      ${faultText.length > 0 ? ofFaulty(`case fault ${faultText.join(' ')} end`) : 'cast(null as varchar)'} as fault_text,
      ${unpivot ? ofFaulty('u_name') : 'cast(null as varchar)'} as fault_column,
      ${ofFaulty(unpivot ? 'raw_text' : record)} as raw_text,
      cast(${bits.join(' + ') || '0'} as bigint) as decided, ${keep} from judged`
  const decisions = decided.map(({ decision }) => decision)
  return { columns, select, only, faults: judged.map((j) => j.fault), decisions, levels, totals }
}

function nowhere(recipe: Recipe, levels: string[]): { sql: string; fault: Fault & Pick<Failure, 'reason'> } {
  const sql = levels.length > 0 ? `coalesce(${levels.map((level) => id(`d_${level}`)).join(', ')}) is null` : 'true'
  return { sql, fault: { reason: 'unknown_area', field: recipe.locate[0]?.from?.[0] ?? 'area' } }
}

function noColumn(input: CastInput, name: string, field: Field): IngestError {
  const wanted = field.from ?? [name]
  const at = `${input.recipe.id}.fields.${name}`
  const columns = input.raw.names.slice(0, 40)
  return new IngestError({
    zh: `${input.file} 没有 ${at} 所需的列 ${wanted.join(' 或 ')}。现有的列：${columns.join('、')}。请把正确的列名写入 \`from\`。`,
    en:
      `${input.file} has no column ${wanted.join(' or ')} for ${at}. ` +
      `Its columns are ${columns.join(', ')}. Add the right name to \`from\`.`,
  })
}
