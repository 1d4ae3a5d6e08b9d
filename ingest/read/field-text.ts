import { trimmer } from '../locate/gazetteer.ts'
import type { Field, Recipe } from '../recipe.ts'
import type { FileRecord } from './records.ts'

/** Text of one field of a record: the first column present, or the constant; then extract, remove, map and pad. */
export function fieldReader(recipe: Recipe, name: string): (record: FileRecord) => string | null {
  const field: Field | undefined = recipe.fields[name]
  if (!field) return () => null
  if (field.constant !== undefined) return () => String(field.constant)
  const trim = trimmer({ extract: field.extract, remove: field.remove })
  const pad = trimmer({ pad: field.pad })
  const nulls = new Set(recipe.nulls)
  const columns = field.from ?? [name]
  return ({ values }) => {
    const column = columns.find((candidate) => candidate in values)
    const raw = column === undefined ? null : (values[column]?.trim() ?? null)
    if (raw === null || nulls.has(raw)) return null
    const text = trim(raw)
    const mapped = text === null ? undefined : field.map?.[text]
    const stored = mapped === undefined ? text : String(mapped)
    return stored === null ? null : pad(stored)
  }
}

/**
 * Whether a record is ours: one of the wanted values in every column of `only`, and, of areas, a code that `extract`
 * matches. Lists that hold several levels are told apart so: ^(\d{2})0000$ takes the provinces.
 */
export function wantedOf(recipe: Recipe): (record: FileRecord) => boolean {
  const { code } = recipe.fields
  const pattern = recipe.target === 'area' && code?.extract !== undefined ? new RegExp(code.extract, 'u') : null
  const published = fieldReader({ ...recipe, fields: { code: { ...code, extract: undefined } as Field } }, 'code')
  return (record) => {
    const { values } = record
    const isNamed = Object.entries(recipe.only).every(([column, any]) => any.includes(values[column]?.trim() ?? ''))
    if (!isNamed || recipe.target !== 'area') return isNamed
    if (Object.values(values).every((value) => (value ?? '').trim() === '')) return false
    const text = published(record)
    return text === null || pattern === null || pattern.test(text)
  }
}
