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

const filtered = (table: string, only: string | null, more = '') =>
  `select *${more} from ${id(table)}${only ? ` where ${only}` : ''}`

function longTable(table: string, unpivot: Unpivot, only: string | null, record: string): string {
  const rows = unpivot.columns.map(({ column, groups }) => {
    const values = unpivot.groupNames.map((group) => (groups[group] === undefined ? "''" : literal(groups[group])))
    return `(${[literal(column), ...values].join(', ')})`
  })
  const names = ['u_of', ...unpivot.groupNames.map((group) => `g_${group}`)].map(id).join(', ')
  const wide = `unpivot (${filtered(table, only, `, ${record} as raw_text`)}) on ${unpivot.columns.map((c) => c.column).join(', ')}`
  return `select * from (${wide} into name u_name value u_value) join (values ${rows.join(', ')}) as groups(${names}) on u_name = u_of`
}

/** SELECT of the raw rows that belong, a wide table made long; that has `record` as column `raw_text`. */
export function sourceSelect(table: string, unpivot: Unpivot | null, only: string | null, record: string): string {
  return unpivot ? longTable(table, unpivot, only, record) : filtered(table, only)
}

export const MASK = '***'
export const RAW_SHOWN = 2000

/** The text of a record as it may be kept: its values joined again, personal ones masked. */
export function recordText(recipe: Recipe, raw: RawColumns, delimiter: string): string {
  const shown = raw.names.map((name, i) => (name in recipe.personal ? `'${MASK}'` : `c${i + 1}`))
  return `left(concat_ws(${[literal(delimiter), ...shown].join(', ')}), ${RAW_SHOWN})`
}
