import { IngestError } from '../ingest-error.ts'
import type { Recipe } from '../recipe.ts'
import type { RawColumns, Unpivot } from './columns.ts'
import { list, literal } from './literal.ts'

const id = (name: string) => `"${name.replaceAll('"', '""')}"`

/** Boolean over raw columns: rows that belong; null when all do. Errors: IngestError when a column is missing. */
export function onlyExpression(recipe: Recipe, raw: RawColumns, file: string): string | null {
  const terms = Object.entries(recipe.only).map(([name, values]) => {
    const column = raw.find(name)
    if (column === undefined)
      throw new IngestError({
        zh: `${file} 没有列 ${name}，而配方 ${recipe.id} 据此筛选。`,
        en: `${file} has no column ${name}, which recipe ${recipe.id} filters by.`,
      })
    return `trim(${id(column)}) in (${list(values)})`
  })
  return terms.length > 0 ? terms.join(' and ') : null
}

const filtered = (table: string, only: string | null) => `select * from ${id(table)}${only ? ` where ${only}` : ''}`

function longTable(table: string, unpivot: Unpivot, only: string | null): string {
  const rows = unpivot.columns.map(({ column, groups }) => {
    const values = unpivot.groupNames.map((group) => (groups[group] === undefined ? "''" : literal(groups[group])))
    return `(${[literal(column), ...values].join(', ')})`
  })
  const names = ['u_of', ...unpivot.groupNames.map((group) => `g_${group}`)].map(id).join(', ')
  const wide = `unpivot (${filtered(table, only)}) on ${unpivot.columns.map((c) => c.column).join(', ')}`
  return `select * from (${wide} into name u_name value u_value) join (values ${rows.join(', ')}) as groups(${names}) on u_name = u_of`
}

/** SELECT of the raw rows that belong, a wide table made long. */
export function sourceSelect(table: string, unpivot: Unpivot | null, only: string | null): string {
  return unpivot ? longTable(table, unpivot, only) : filtered(table, only)
}
