import type { Engine } from '../warehouse/engine/engine.ts'
import { literal } from './cast/literal.ts'
import { IngestError } from './ingest-error.ts'
import type { Recipe } from './recipe.ts'
import type { StagedFile } from './stage-file.ts'

const TIMES = new Set(['time', 'date'])

/** Errors: IngestError when `replace` names no time of the rows, or nothing says which file is newer. */
export function checkReplace(recipe: Recipe): void {
  const { replace } = recipe
  if (!replace) return
  const type = recipe.fields[replace.by]?.type
  const fits = type !== undefined && (TIMES.has(type) || (type === 'year' && replace.period === 'year'))
  if (!fits) {
    const known = Object.keys(recipe.fields).filter((name) => TIMES.has(recipe.fields[name]?.type ?? ''))
    throw new IngestError({
      zh:
        `配方 ${recipe.id} 的 replace.by：字段“${replace.by}”不能说明一行属于哪个 ${replace.period}。` +
        `含时间的字段：${known.join('、') || '无'}；类型为 year 的字段须配 period: year。`,
      en:
        `Recipe ${recipe.id}, replace.by: "${replace.by}" is no field that tells the ${replace.period} of a row. ` +
        `Fields with a time are ${known.join(', ') || 'none'}; a field of type year goes with period: year.`,
    })
  }
  if (replace.file_date === undefined && recipe.as_of === undefined) {
    throw new IngestError({
      zh:
        `配方 ${recipe.id} 的 replace：两个文件涉及同一 ${replace.period} 时，无从得知哪个更新。` +
        '请写明 `file_date`（从文件名中找出日期的正则表达式）或 `as_of`。',
      en:
        `Recipe ${recipe.id}, replace: of two files that cover one ${replace.period}, nothing says which is newer. ` +
        'State `file_date`, a pattern that finds the date in the file name, or `as_of`.',
    })
  }
}

/**
 * The date in the name of a file as digits, year first, such as 20261030; null when the recipe has no `file_date`.
 * Errors: IngestError when the pattern finds none.
 */
export function editionOf(recipe: Recipe, file: string): string | null {
  const pattern = recipe.replace?.file_date
  if (pattern === undefined) return null
  let found: RegExpExecArray | null
  try {
    found = new RegExp(pattern, 'u').exec(file)
  } catch (cause) {
    throw new IngestError(
      {
        zh: `配方 ${recipe.id} 的 replace.file_date：${pattern} 不是有效的正则表达式。`,
        en: `Recipe ${recipe.id}, replace.file_date: ${pattern} is not a pattern.`,
      },
      cause,
    )
  }
  const digits = (found?.[1] ?? found?.[0] ?? '').replaceAll(/\D/g, '')
  if (/^(19|20|21)\d\d(\d\d){0,5}$/.test(digits)) return digits.padEnd(14, '0')
  throw new IngestError({
    zh:
      `${file}：配方 ${recipe.id} 的 replace.file_date（${pattern}）在文件名中找不到年份在前的日期。` +
      '请改名，例如 cases_2026-10-30.csv，或改正表达式。',
    en:
      `${file}: replace.file_date of recipe ${recipe.id} (${pattern}) finds no date with the year first in the name. ` +
      'Rename the file, such as cases_2026-10-30.csv, or correct the pattern.',
  })
}

/** Expression over `v_` columns: the period of a row. */
export function periodOf(recipe: Recipe): string {
  const { by = '', period = 'day' } = recipe.replace ?? {}
  const value = `"v_${by}"`
  return recipe.fields[by]?.type === 'year' ? value : `date_trunc(${literal(period)}, ${value})`
}

/**
 * Creates `table` (load_id, period): what each file says of periods that a newer file covers. Files of one date are
 * parts of one edition and stand together. `rows` selects the sound rows of all files.
 */
export async function findOutdated(
  engine: Engine,
  table: string,
  recipe: Recipe,
  files: StagedFile[],
  rows: string,
): Promise<void> {
  const dated = files.map(({ loadId, edition }) => `(${loadId}, ${edition === null ? 'null' : literal(edition)})`)
  const editions =
    recipe.replace?.file_date === undefined
      ? `select load_id, max("v_${recipe.as_of}") as edition from sound group by load_id`
      : `select * from (values ${dated.join(', ')}) as dated(load_id, edition)`
  await engine.exec({
    text: `create table ${table} as with sound as (${rows}), editions as (${editions}),
      covered as (select distinct load_id, ${periodOf(recipe)} as period from sound)
      select load_id, period from covered join editions using (load_id) where period is not null
      qualify edition is distinct from max(edition) over (partition by period)`,
  })
}
