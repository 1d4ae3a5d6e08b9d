import type { Field } from '../recipe.ts'
import { literal } from './literal.ts'
import { MAGNITUDE_WORDS, MAGNITUDES, unitsOf } from './units.ts'

const WIDE = '０１２３４５６７８９．，－−＋％（）［］　\u00a0\u202f\u2009＇’'
const NARROW = "0123456789.,--+%()[]    ''"
/** Footnote marks after a number: stars, daggers, raised or ringed digits, a letter or short note in brackets. */
const NOTES = String.raw`(?: ?(?:[*†‡§¶#]+|[①-⑳]+|[¹²³⁰-⁹]+|\[[\w*]{1,8}\]|\([A-Za-z][\w]{0,11}\)|\([注註][^)]{0,20}\)))+`

const escaped = (text: string) => text.replaceAll(/[.+*?^${}()|[\]\\/]/g, String.raw`\$&`)
const anyOf = (words: string[]) => words.map(escaped).join('|')

/** Digits, sign and words in the width of ASCII; what is ASCII already is not searched for others. */
const narrowed = (text: string) =>
  `(case when strlen(${text}) = length(${text}) then ${text} else translate(${text}, ${literal(WIDE)}, ${literal(NARROW)}) end)`

const hasStyle = (field: Field) =>
  field.thousands || field.accounting || field.footnotes || field.units !== undefined || field.decimal === ','

/** Power of ten of a scale such as 10000; null for any other. */
function powerOf(scale: number): number | null {
  const power = Math.round(Math.log10(scale))
  return scale > 0 && 10 ** power === scale ? power : null
}

function sound(text: string): string {
  const cast = `try_cast(${text} as double)`
  return `case when isfinite(${cast}) and not contains(${text}, '_') then ${cast} end`
}

/** A number as programs write it; digits and signs of full width are digits and signs. */
function plainNumber(text: string, scale: number | undefined): string {
  const narrow = narrowed(text)
  if (scale === undefined) return sound(narrow)
  const power = powerOf(scale)
  if (power === null) return `(${sound(narrow)}) * ${scale}`
  return `coalesce(${sound(`(${narrow} || 'e${power}')`)}, (${sound(narrow)}) * ${scale})`
}

function bodyPattern(field: Field): string {
  const [point, comma] = field.decimal === ',' ? [',', String.raw`\.`] : [String.raw`\.`, ',']
  const grouped = [comma, ' ', "'"].map((mark) => String.raw`\d{1,3}(?:${mark}\d{3})+(?:${point}\d*)?`)
  const indian = String.raw`\d{1,2}(?:,\d{2})+,\d{3}(?:\.\d*)?`
  const plain = [String.raw`\d+(?:${point}\d*)?(?:[eE][+-]?\d+)?`, String.raw`${point}\d+`]
  const withGroups = field.decimal === ',' ? grouped : [...grouped, indian]
  return [...(field.thousands ? withGroups : []), ...plain].join('|')
}

/** The whole text of a number as the recipe lets it be written: open, unit, sign, body, magnitude, unit, close, notes. */
function pattern(field: Field): string {
  const units = unitsOf(field.units).map(([word]) => word)
  const unit = units.length > 0 ? `((?:${anyOf(units)})?)` : '()'
  const magnitude = field.units === undefined ? '()' : `((?:${anyOf(MAGNITUDE_WORDS)})?)`
  const open = field.accounting ? String.raw`(\(?)` : '()'
  const close = field.accounting ? String.raw`(\)?)` : '()'
  const notes = field.footnotes ? `(${NOTES})?` : '()'
  return `^${open}([-+]?) ?${unit} ?([-+]?)(${bodyPattern(field)}) ?${magnitude} ?${unit}${close}${notes}$`
}

const PARTS = ['open', 'sign', 'before', 'sign2', 'body', 'magnitude', 'after', 'close', 'notes']

/** The parts of a number text as one STRUCT; null where the field is written plainly and needs none. */
export function numberParts(field: Field, text: string): string | null {
  if (!hasStyle(field)) return null
  const names = PARTS.map((name) => `'${name}'`).join(', ')
  return `regexp_extract(trim(${narrowed(text)}), ${literal(pattern(field))}, [${names}])`
}

const choose = (of: string, entries: [string, number][], otherwise: number) =>
  entries.length === 0
    ? String(otherwise)
    : `(case ${of} ${entries.map(([word, n]) => `when ${literal(word)} then ${n}`).join(' ')} else ${otherwise} end)`

function styledNumber(field: Field, parts: string): string {
  const part = (name: string) => `struct_extract(${parts}, '${name}')`
  const isWhole = `${part('body')} <> '' and (${part('open')} = '') = (${part('close')} = '')
    and (${part('before')} = '' or ${part('after')} = '')
    and (${part('open')} <> '')::integer + (${part('sign')} <> '')::integer + (${part('sign2')} <> '')::integer < 2`
  const sign = `case when ${part('open')} <> '' or '-' in (${part('sign')}, ${part('sign2')}) then '-' else '' end`
  const digits = `regexp_replace(${part('body')}, ${field.decimal === ',' ? "'[. '']'" : "'[, '']'"}, '', 'g')`
  const body = field.decimal === ',' ? `replace(${digits}, ',', '.')` : digits
  const units = unitsOf(field.units)
  const unit = `(${part('before')} || ${part('after')})`
  const power = powerOf(field.scale ?? 1)
  const terms = [
    String(power ?? 0),
    choose(part('magnitude'), field.units === undefined ? [] : Object.entries(MAGNITUDES), 0),
    choose(
      unit,
      units.map(([word, scale]): [string, number] => [word, scale.power]).filter(([, n]) => n !== 0),
      0,
    ),
  ]
  const exponent = terms.filter((term) => term !== '0').join(' + ') || '0'
  const written = exponent === '0' ? `${sign} || ${body}` : `${sign} || ${body} || 'e' || (${exponent})`
  const exact = `try_cast(${written} as double)`
  const factor = choose(
    unit,
    units.map(([word, scale]): [string, number] => [word, scale.factor]).filter(([, n]) => n !== 1),
    1,
  )
  const factors = [...(power === null ? [String(field.scale)] : []), ...(factor === '1' ? [] : [factor])]
  const value = [`(${exact})`, ...factors].join(' * ')
  return `case when ${isWhole} and isfinite(${value}) then ${value} end`
}

/** DOUBLE of a cleaned text, or of its parts where the field has a style; null where it is no number. */
export function numberExpression(field: Field, text: string, parts: string | null): string {
  return parts === null ? plainNumber(text, field.scale) : styledNumber(field, parts)
}

/** Boolean: a footnote mark was taken off. */
export const footnoteExpression = (field: Field, parts: string | null): string | null =>
  parts !== null && field.footnotes ? `(struct_extract(${parts}, 'notes') <> '')` : null
