import { IngestError } from '../ingest-error.ts'
import type { Recipe } from '../recipe.ts'
import { columnOf } from './columns.ts'
import { list } from './literal.ts'
import type { FactTarget } from './targets.ts'

/** How the totals of a table are told from their parts. Column `totals` of the cast has bit i set for `columns[i]`. */
export interface TotalsPlan {
  columns: string[]
  /** What tells rows apart: a column of the cast, and the bits of the total columns it is read from. */
  dimensions: { column: string; bits: number }[]
  /** Columns of the cast that add up. */
  sums: string[]
}

/** Fields whose values add up over the parts of a place or group of people; means and prices do not. */
const ADDITIVE: Record<FactTarget, string[]> = {
  population: ['n'],
  housing: ['dwellings', 'vacant', 'households', 'floor_area_m2'],
  measure: ['value'],
  cases: [],
}
const NUMBERS = new Set(['integer', 'number'])

/** Errors: IngestError when the table has nothing that adds up, or the file lacks a column of totals. */
export function planTotals(
  recipe: Recipe,
  target: FactTarget,
  file: string,
  levels: string[],
  has: (column: string) => boolean,
): TotalsPlan | null {
  const columns = Object.keys(recipe.totals)
  if (columns.length === 0) return null
  const sums = ADDITIVE[target].filter((name) => recipe.fields[name] && NUMBERS.has(recipe.fields[name].type))
  if (sums.length === 0) {
    throw new IngestError({
      zh: `配方 ${recipe.id} 的 totals：表 ${target} 没有可计数的数值。请改用 \`only\`。`,
      en: `Recipe ${recipe.id}, totals: the table ${target} has no counted figures. Use \`only\`.`,
    })
  }
  const missing = columns.find((name) => !has(name))
  if (missing !== undefined) {
    throw new IngestError({
      zh: `${file} 没有列 ${missing}，而配方 ${recipe.id} 据此识别合计行。`,
      en: `${file} has no column ${missing}, by which recipe ${recipe.id} tells totals.`,
    })
  }
  const bitsOf = (from: string[]) => columns.reduce((bits, name, i) => bits + (from.includes(name) ? 2 ** i : 0), 0)
  const fields = Object.entries(recipe.fields)
    .filter(([name, { constant }]) => !sums.includes(name) && constant === undefined)
    .map(([name, field]) => ({ column: `v_${name}`, bits: bitsOf([columnOf(field, name, has) ?? '']) }))
  const places = levels.map((level) => {
    const from = recipe.locate.filter((entry) => entry.level === level || entry.within?.level === level)
    return { column: `d_${level}`, bits: bitsOf(from.flatMap((entry) => entry.from ?? [])) }
  })
  return { columns, dimensions: [...fields, ...places], sums: sums.map((name) => `v_${name}`) }
}

/** INTEGER over `words`: the bits of the columns in which a row is a total; blanks inside a word (合 计) do not count. */
export function totalsExpression(recipe: Recipe, word: (column: string) => string): string {
  const bits = Object.entries(recipe.totals).map(([name, words], i) => {
    const solid = `regexp_replace(${word(name)}, '[\\s\\x{3000}]', '', 'g')`
    return `case when ${solid} in (${list(words.map((each) => each.replaceAll(/\s/g, '')))}) then ${2 ** i} else 0 end`
  })
  return bits.join(' + ')
}
