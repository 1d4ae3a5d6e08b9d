import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { Pack, Recipe } from './recipe.ts'

const SCHEMAS = { 'recipe.schema.json': Recipe, 'city.schema.json': Pack }

/** File name → JSON Schema of what a person writes, for editors. */
export function schemaTexts(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(SCHEMAS).map(([name, schema]) => [
      name,
      `${JSON.stringify(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }), null, 2)}\n`,
    ]),
  )
}

/** Writes them beside this file; returns the paths. */
export function writeSchemas(): string[] {
  return Object.entries(schemaTexts()).map(([name, text]) => {
    const path = join(import.meta.dirname, name)
    writeFileSync(path, text)
    return path
  })
}
