import { addTotals, addWhole } from './draft-totals.ts'
import {
  addLocate,
  addPersonal,
  begin,
  numberOptions,
  type RecipeDraft,
  setField,
  setYear,
  timeField,
} from './draft-parts.ts'
import type { Planned } from './plan.ts'
import type { Role } from './roles.ts'
import type { Known, Table } from './table.ts'

const HOUSING: Partial<Record<Role, string>> = {
  dwellings: 'dwellings',
  vacant: 'vacant',
  households: 'households',
  floor_area: 'floor_area_m2',
  price: 'price',
  rent: 'rent',
}
const LONGEST_PATTERN = 4000
const PEOPLE = /^pop|popul|人口|_pop_?$/iu

const escaped = (text: string) => text.replaceAll(/[.*+?^${}()|[\]\\/]/g, '\\$&')

function finish(draft: RecipeDraft, { placed, further, whole, table }: Planned): RecipeDraft {
  const [place] = placed
  if (!place) draft.head.push('unsure: no column finds an area; every row will be set aside until `locate` says how')
  else addLocate(draft, place, further.length === 0 && !whole)
  for (const other of further) addLocate(draft, other, false, 'rows still without an area,')
  if (whole) addWhole(draft, whole, further.length > 0)
  addPersonal(
    draft,
    table.columns.filter(({ role }) => role === 'personal'),
  )
  addTotals(
    draft,
    table.columns.filter((column) => column !== place?.column && column.name !== whole?.column.name),
  )
  return draft
}

const UNIT_LINE = /(?:单位|單位|计量单位)\s*[:：]\s*([^\s,，;；）)]+)/u

/** What figures are counted in: by brackets in the name of the column, else by the line 单位：… above the table. */
function scaled(column: Known, { titles }: Table): Record<string, unknown> {
  const own = /[（(]([^)）]*)[)）]/.exec(column.name)?.[1]
  const above = titles.map((title) => UNIT_LINE.exec(title)?.[1]).find((unit) => unit !== undefined)
  const unit = own ?? above ?? ''
  const scale = /^[万萬]/.test(unit) ? 10_000 : /^[亿億]/.test(unit) ? 1e8 : unit.startsWith('千') ? 1000 : 1
  return scale === 1 || (column.number?.units.size ?? 0) > 0 ? {} : { scale, type: 'number' }
}

function population(planned: Planned, id: string, files: string[]): RecipeDraft[] {
  const { table } = planned
  const { wide, columns } = table
  const isWide = wide?.kind === 'age' || (wide?.kind === 'year' && wide.names.some((name) => PEOPLE.test(name)))
  const total = columns.find(({ role }) => role === 'population')
  if (!isWide && !total) return []
  const draft = begin(planned, id, 'population', files)
  const parts = columns.filter(({ name }) => (isWide ? wide.names.includes(name) : name === total?.name))
  if (isWide) draft.value.unpivot = { columns: wide.columns, value: 'people' }
  if (isWide && wide.kind === 'year') setField(draft, 'year', { from: 'year', type: 'year' })
  else setYear(draft, table)
  const sex = columns.find(({ role }) => role === 'sex')
  if (isWide && wide.hasSex) setField(draft, 'sex', { from: 'sex', map: { 男: 'male', 女: 'female' }, strict: true })
  else if (sex) setField(draft, 'sex', { from: sex.name, map: sexes(sex), strict: true })
  if (isWide && wide.kind === 'age') {
    setField(draft, 'age_min', { from: 'age', type: 'integer' })
    setField(draft, 'age_max', { from: 'last', type: 'integer' })
    if (total) draft.head.push(`${total.name} is the sum of the ages and is left out`)
  }
  const isRegistered =
    /户籍|戶籍/u.test(total?.name ?? '') ||
    /户籍|戶籍|registered/iu.test(table.stem) ||
    columns.some(({ name }) => name === '村里')
  setField(draft, 'basis', { constant: isRegistered ? 'registered' : 'resident' })
  const others = columns.filter((column) => column.role === 'population' && column !== total && !isWide)
  const also =
    others.length > 0 ? `; left out: ${others.map(({ name }) => name).join(', ')}, for which copy this recipe` : ''
  if (!/常住/u.test(total?.name ?? '') || also !== '')
    draft.remarks.push({ at: ['fields', 'basis'], text: `unsure: resident (常住) or registered (户籍)?${also}` })
  setField(
    draft,
    'n',
    {
      from: isWide ? 'people' : total?.name,
      ...numberOptions(parts),
      ...(total && !isWide ? scaled(total, table) : {}),
      min: 0,
    },
    isWide ? undefined : total,
  )
  return [finish(draft, planned)]
}

function sexes(column: Known): Record<string, string> {
  const word = (text: string) =>
    /^(?:男|m|male|1)/iu.test(text) ? 'male' : /^(?:女|f|female|2)/iu.test(text) ? 'female' : 'all'
  return Object.fromEntries([...column.tally.values.keys()].slice(0, 10).map((text) => [text, word(text)]))
}

function housing(planned: Planned, id: string, files: string[]): RecipeDraft[] {
  const taken = new Map<string, Known>()
  for (const column of planned.table.columns) {
    const field = HOUSING[column.role]
    if (field !== undefined && !taken.has(field)) taken.set(field, column)
  }
  if (taken.size === 0) return []
  const draft = begin(planned, id, 'housing', files)
  setYear(draft, planned.table)
  for (const [field, column] of taken)
    setField(
      draft,
      field,
      { from: column.name, ...numberOptions([column]), ...scaled(column, planned.table), min: 0 },
      column,
    )
  return [finish(draft, planned)]
}

/**
 * A pattern of at most 4,000 characters that matches the wanted columns: their list, or all but the others. Figures that
 * another recipe takes may be told again where that makes the pattern short enough.
 */
function pattern(wanted: Known[], all: Known[]): { columns: string; left: string[] } {
  const named = all.filter(({ name }) => name !== '')
  const listed = (columns: Known[]) => columns.map(({ name }) => escaped(name)).join('|')
  const allBut = (columns: Known[]) => `^(?!(?:${listed(columns)})$)(?<measure>.+)$`
  const others = named.filter((column) => !wanted.includes(column))
  const words = others.filter(({ number, role }) => number === null || role === 'code' || role === 'identifier')
  const tries = [
    `^(?<measure>${listed(wanted)})$`,
    ...(others.length > 0 ? [allBut(others)] : []),
    ...(words.length > 0 ? [allBut(words)] : []),
  ]
  const fitting = tries.filter((each) => each.length <= LONGEST_PATTERN)
  const isPlain = (each: string) =>
    named.filter(({ name }) => new RegExp(each).test(name)).every(({ number }) => number !== null)
  const found = fitting.find(isPlain)
  if (found !== undefined) return { columns: found, left: [] }
  const kept: Known[] = []
  for (const column of wanted)
    if (`^(?<measure>${listed([...kept, column])})$`.length <= LONGEST_PATTERN) kept.push(column)
  return {
    columns: `^(?<measure>${listed(kept)})$`,
    left: wanted.filter((column) => !kept.includes(column)).map(({ name }) => name),
  }
}

/** Whether the columns of a wide table, read across, hardly ever fall: a running total. */
function isCumulative(table: Table, names: string[]): boolean {
  const at = names.map((name) => table.columns.findIndex((column) => column.name === name))
  let [steps, falls, rises] = [0, 0, 0]
  for (const row of table.sample.slice(0, 500)) {
    for (let k = 1; k < at.length; k++) {
      const change = Number(row[at[k] ?? -1]) - Number(row[at[k - 1] ?? -1])
      if (!Number.isFinite(change)) continue
      steps++
      if (change < 0) falls++
      if (change > 0) rises++
    }
  }
  return names.length >= 4 && steps > 20 && falls < steps * 0.01 && rises > steps * 0.05
}

function measures(planned: Planned, id: string, files: string[], taken: Set<string>): RecipeDraft[] {
  const { table } = planned
  const { wide, columns } = table
  const draft = begin(planned, id, 'measure', files)
  const isWide = wide !== null && wide.kind !== 'age' && wide.names.some((name) => !taken.has(name))
  const parts = isWide
    ? columns.filter(({ name }) => wide.names.includes(name))
    : columns.filter(({ name, number, role }) => number !== null && role === 'figure' && !taken.has(name))
  if (parts.length === 0) return []
  if (isWide) draft.value.unpivot = { columns: wide.columns, value: 'figure' }
  else {
    const found = pattern(parts, columns)
    draft.value.unpivot = { columns: found.columns, value: 'figure' }
    if (found.left.length > 0)
      draft.remarks.push({
        at: ['unpivot'],
        text: `unsure: a pattern has room for ${parts.length - found.left.length} of ${parts.length} columns; not yet in it: ${found.left.slice(0, 20).join(', ')}`,
      })
  }
  if (isWide && wide.kind === 'date')
    setField(draft, 'date', { from: 'date', type: 'date', ...(wide.format === 'iso' ? {} : { format: wide.format }) })
  else if (isWide) setField(draft, 'year', { from: 'year', type: 'year' })
  else setPeriod(draft, table)
  const isNamed = !isWide || wide.kind === 'measure-year'
  setField(draft, 'measure', isNamed ? { from: 'measure' } : { constant: table.stem })
  const odd = parts.filter(({ number }) => number === null || number.misfits > 0).map(({ name }) => name)
  setField(draft, 'value', { from: 'figure', ...numberOptions(parts), type: 'number' })
  if (odd.length > 0)
    draft.remarks.push({
      at: ['fields', 'value'],
      text: `unsure: not all values are numbers in ${odd.slice(0, 5).join(', ')}`,
    })
  if (isWide && isCumulative(table, wide.names))
    draft.head.push(
      'unsure: the figures hardly ever fall from column to column: running totals, it seems. If right, add:\nkey: [measure, area, date]\ndifference: { by: [measure, area], order: date }',
    )
  return [finish(draft, planned)]
}

function setPeriod(draft: RecipeDraft, table: Table): void {
  const column = table.columns.find(
    ({ time, role }) => time && time.precision !== 'year' && (role === 'time' || role === 'opened'),
  )
  if (!column) return setYear(draft, table)
  setField(draft, 'date', { ...timeField(column), type: 'date', required: true }, column)
}

/** Recipes of a table of figures: its people, its homes, and what else it publishes. */
export function draftFacts(planned: Planned, id: string, files: string[]): RecipeDraft[] {
  const people = population(planned, `${id}-population`, files)
  const homes = housing(planned, `${id}-housing`, files)
  const { wide, columns } = planned.table
  const taken = new Set<string>(people.length > 0 && wide ? (wide.kind === 'measure-year' ? [] : wide.names) : [])
  for (const { name, role } of columns) if (role === 'population' || HOUSING[role] !== undefined) taken.add(name)
  return [...people, ...homes, ...measures(planned, `${id}-measures`, files, taken)]
}
