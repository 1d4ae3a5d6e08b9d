import { IngestError } from '../ingest-error.ts'
import type { Field, Recipe } from '../recipe.ts'

/** Raw columns of one file by the name its header gives them; engine names are c1, c2, … */
export interface RawColumns {
  names: string[]
  /** Engine column of a header name; undefined when the file lacks it. */
  find(name: string): string | undefined
  /** Whether no value of an engine column begins or ends with a blank. */
  isTrimmed(column: string): boolean
}

/** `trimmed`: of the columns of the header, those without a blank at either end of any value. */
export function rawColumns(header: string[], trimmed: boolean[] = []): RawColumns {
  const byName = new Map(header.map((name, i) => [name.normalize('NFC'), `c${i + 1}`]))
  const clean = new Set(trimmed.flatMap((isClean, i) => (isClean ? [`c${i + 1}`] : [])))
  return {
    names: header,
    find: (name) => byName.get(name.normalize('NFC')),
    isTrimmed: (column) => clean.has(column),
  }
}

/** A wide file made long: engine columns that become rows, each with the values of the pattern's named groups. */
export interface Unpivot {
  columns: { column: string; groups: Record<string, string> }[]
  groupNames: string[]
}

/** Errors: IngestError when the pattern is not a pattern, or no column matches it. */
export function planUnpivot(recipe: Recipe, raw: RawColumns, file: string): Unpivot | null {
  if (!recipe.unpivot) return null
  let pattern: RegExp
  try {
    pattern = new RegExp(recipe.unpivot.columns)
  } catch (cause) {
    const { columns } = recipe.unpivot
    throw new IngestError(
      {
        zh: `配方 ${recipe.id} 的 unpivot.columns：${columns} 不是有效的正则表达式。`,
        en: `Recipe ${recipe.id}, unpivot.columns: ${columns} is not a pattern.`,
      },
      cause,
    )
  }
  const columns = raw.names.flatMap((name, i) => {
    const match = pattern.exec(name)
    return match ? [{ column: `c${i + 1}`, groups: { ...match.groups } }] : []
  })
  if (columns.length === 0) {
    throw new IngestError({
      zh: `${file} 没有与配方 ${recipe.id} 的 unpivot.columns 相符的列。`,
      en: `${file} has no column that matches unpivot.columns of recipe ${recipe.id}.`,
    })
  }
  return { columns, groupNames: Object.keys(columns[0]?.groups ?? {}) }
}

/** First column named by a field that the file has. A field without `from` is looked for under its own name. */
export function columnOf(field: Field, name: string, has: (column: string) => boolean): string | undefined {
  return (field.from ?? [name]).find(has)
}
