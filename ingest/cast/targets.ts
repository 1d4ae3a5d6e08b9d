import { TABLES } from '../../warehouse/model/tables.ts'
import { IngestError } from '../ingest-error.ts'
import type { Recipe } from '../recipe.ts'

export type FactTarget = 'population' | 'housing' | 'cases' | 'measure'

const FILLED_BY_US = new Set(['area_id', 'load_id', 'cell', 'urban_class', 'flags', 'duration_h', 'reporter_key'])
const DEFAULTED = new Set(['case_id', 'sex', 'basis'])

export const isFact = (target: Recipe['target']): target is FactTarget => target !== 'area' && target !== 'basemap'

/** Columns a recipe may fill, and whether a row cannot do without. */
export function targetFields(target: FactTarget): Map<string, { type: string; isRequired: boolean }> {
  const table = TABLES.find((t) => t.name === target)
  const columns = (table?.columns ?? []).filter((column) => !FILLED_BY_US.has(column.name))
  return new Map(
    columns.map((c) => [c.name, { type: c.type, isRequired: c.notNull === true && !DEFAULTED.has(c.name) }]),
  )
}

/** Refuses a recipe that fills columns the table has not, or leaves out what it must have. Errors: IngestError. */
export function checkTarget(recipe: Recipe, target: FactTarget): void {
  const known = targetFields(target)
  const columns = [...known.keys()].join(', ')
  for (const name of Object.keys(recipe.fields)) {
    const secret = (recipe.fields[name]?.from ?? [name]).find((column) => column in recipe.personal)
    if (secret !== undefined) {
      throw new IngestError(
        `Recipe ${recipe.id}, fields.${name}: ${secret} is personal and cannot be stored. Take it out.`,
      )
    }
    if (known.has(name)) continue
    throw new IngestError(
      `Recipe ${recipe.id}, fields.${name}: the table ${target} has no such column. It has ${columns}.`,
    )
  }
  for (const [name, { isRequired }] of known) {
    if (isRequired && !recipe.fields[name]) {
      throw new IngestError(`Recipe ${recipe.id}: the table ${target} needs the field ${name}. Add it under fields.`)
    }
  }
}
