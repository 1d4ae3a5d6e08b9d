import { TABLES } from '../../warehouse/model/tables.ts'
import { IngestError } from '../ingest-error.ts'
import type { Field, Recipe } from '../recipe.ts'
import { FORMAT_NAMES, isFormat, precisionOf } from './formats.ts'

export type FactTarget = 'population' | 'housing' | 'cases' | 'measure'

const FILLED_BY_US = new Set(['area_id', 'load_id', 'cell', 'urban_class', 'flags', 'duration_h', 'reporter_key'])
/** Field of a target that may name a month without a day. */
export const MONTH_FIELD: Partial<Record<FactTarget, string>> = { cases: 'opened_at', measure: 'date' }
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

/** A field of measures that fills year, month and day at once. */
const WHOLE_DATE = 'date'

/** Refuses formats that cannot be read or name too little for what they fill. Errors: IngestError. */
function checkFormats(recipe: Recipe, target: FactTarget, name: string, field: Field): void {
  const at = { zh: `配方 ${recipe.id} 的 fields.${name}.format`, en: `Recipe ${recipe.id}, fields.${name}.format` }
  for (const format of field.format ?? []) {
    if (!isFormat(format)) {
      const named = FORMAT_NAMES.join(', ')
      throw new IngestError({
        zh: `${at.zh}：“${format}”既不是 %Y-%m-%d 这样的 strptime 格式，也不是 ${named} 之一。`,
        en: `${at.en}: "${format}" is neither a strptime pattern such as %Y-%m-%d nor one of ${named}.`,
      })
    }
    if (field.type !== 'time' && field.type !== 'date') continue
    const precision = precisionOf(format)
    if (precision === 'year') {
      throw new IngestError({
        zh: `${at.zh}：“${format}”不含月份。请把字段类型设为 year。`,
        en: `${at.en}: "${format}" names no month. Give the field the type year.`,
      })
    }
    if (precision === 'day' || name === MONTH_FIELD[target]) continue
    const allowed = MONTH_FIELD[target]
    throw new IngestError({
      zh:
        `${at.zh}：“${format}”只读到月，没有日，而月份绝不会当作其首日。` +
        `${allowed ? `表 ${target} 中只有 ${allowed} 可以只到月。` : ''}请使用带日的格式。`,
      en:
        `${at.en}: "${format}" reads months without a day, and a month is never made its first day. ` +
        `${allowed ? `Only ${allowed} of the table ${target} keeps months. ` : ''}Use a format with a day.`,
    })
  }
}

/** Refuses a recipe that fills columns the table has not, or leaves out what it must have. Errors: IngestError. */
export function checkTarget(recipe: Recipe, target: FactTarget): void {
  const known = targetFields(target)
  const columns = [...known.keys()].join(', ')
  const isWholeDate = (name: string) => target === 'measure' && name === WHOLE_DATE
  for (const [name, field] of Object.entries(recipe.fields)) {
    const secret = (field.from ?? [name]).find((column) => column in recipe.personal)
    if (secret !== undefined) {
      throw new IngestError({
        zh: `配方 ${recipe.id} 的 fields.${name}：${secret} 属于个人信息，不能入库。请去掉它。`,
        en: `Recipe ${recipe.id}, fields.${name}: ${secret} is personal and cannot be stored. Take it out.`,
      })
    }
    checkFormats(recipe, target, name, field)
    if (known.has(name) || name === recipe.as_of || isWholeDate(name)) continue
    throw new IngestError({
      zh: `配方 ${recipe.id} 的 fields.${name}：表 ${target} 没有此列。现有的列：${columns}。`,
      en: `Recipe ${recipe.id}, fields.${name}: the table ${target} has no such column. It has ${columns}.`,
    })
  }
  const hasDate = target === 'measure' && recipe.fields[WHOLE_DATE] !== undefined
  const twice = hasDate ? ['year', 'month', 'day'].find((name) => recipe.fields[name]) : undefined
  if (twice !== undefined) {
    throw new IngestError({
      zh: `配方 ${recipe.id} 的 fields.${twice}：字段 date 已经给出，请去掉其中一个。`,
      en: `Recipe ${recipe.id}, fields.${twice}: the field date gives it already. Take one of them out.`,
    })
  }
  for (const [name, { isRequired }] of known) {
    if (isRequired && !recipe.fields[name] && !(name === 'year' && hasDate)) {
      throw new IngestError({
        zh: `配方 ${recipe.id}：表 ${target} 需要字段 ${name}，请在 fields 下补上。`,
        en: `Recipe ${recipe.id}: the table ${target} needs the field ${name}. Add it under fields.`,
      })
    }
  }
}
