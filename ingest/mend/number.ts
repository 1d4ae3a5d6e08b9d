import type { Label } from '../../warehouse/catalog/types.ts'
import type { Field } from '../recipe.ts'
import { narrow } from './narrow.ts'

const MAGNITUDES: Record<string, number> = {
  千: 1e3,
  万: 1e4,
  萬: 1e4,
  百万: 1e6,
  千万: 1e7,
  亿: 1e8,
  億: 1e8,
  thousand: 1e3,
  million: 1e6,
  billion: 1e9,
}
const NUMBER = String.raw`[-+]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?`

const writeOr = (plain: string, option: string): Label => ({
  zh: `请写 ${plain}，或在该字段加上 ${option}。`,
  en: `Write ${plain}, or add \`${option}\` to the field.`,
})
const plainOf = (text: string) => text.replaceAll(',', '')

/** A shape of number and what to do about it. */
const SHAPES: [RegExp, (found: RegExpExecArray, field: Field) => Label | null][] = [
  [
    /^[-+]?\d{1,3}(,\d{3})+(\.\d+)?$/,
    ([text], { thousands }) => (thousands ? null : writeOr(plainOf(text), 'thousands: true')),
  ],
  [
    /^[-+]?(\d{1,3}(\.\d{3})+|\d+),\d+$/,
    ([text], { decimal }) =>
      decimal === ',' ? null : writeOr(text.replaceAll('.', '').replace(',', '.'), "decimal: ','"),
  ],
  [/^\((\d[\d,.]*)\)$/, ([, digits = '']) => writeOr(`-${plainOf(digits)}`, 'accounting: true')],
  [
    new RegExp(`^(${NUMBER}) ?(${Object.keys(MAGNITUDES).join('|')})$`, 'iu'),
    ([, digits = '', word = '']) => {
      const value = Number(plainOf(digits)) * (MAGNITUDES[word.toLowerCase()] ?? 1)
      return writeOr(String(Number(value.toPrecision(12))), 'units: true')
    },
  ],
  [
    new RegExp(`^(${NUMBER}) ?([*†‡§¶#①-⑳¹²³⁰-⁹]+|\\[[\\w*]+\\]|\\([注註A-Za-z][^)]*\\))$`, 'u'),
    ([, digits = '']) => writeOr(plainOf(digits), 'footnotes: true'),
  ],
  [
    /^([-+]?[\d.,]+) ?[-–—~～至到] ?([\d.,]+)$/u,
    ([text]) => ({
      zh: `“${text}”是一个范围；请写一个数，或留空。`,
      en: `“${text}” is a range; write one number, or leave the cell empty.`,
    }),
  ],
  [
    /^[<>≤≥＜＞]=? ?[\d.,]+$/u,
    ([text]) => ({
      zh: `“${text}”只是界限；若公布者以此代替不便公布的小数，请加入 nulls。`,
      en: `“${text}” is a bound; where it stands for a figure held back, add it to \`nulls\`.`,
    }),
  ],
  [
    new RegExp(`^(${NUMBER}) ?([^\\d\\s.,]{1,12})$`, 'u'),
    ([, digits = '', unit = '']) => writeOr(plainOf(digits), `units: ['${unit}']`),
  ],
  [
    /^[-+]?[\dOoIl.,]*\d[\dOoIl.,]*$/,
    ([text]) => {
      const meant = text.replaceAll(/[Oo]/g, '0').replaceAll(/[Il]/g, '1')
      return meant === text
        ? null
        : { zh: `字母混在数字里；或许是 ${meant}。`, en: `A letter stands among the digits; perhaps ${meant}.` }
    },
  ],
  [
    /^\D+$/u,
    ([text]) => ({
      zh: `“${text}”不是数字；若表示缺失，请加入 nulls。`,
      en: `“${text}” is no number; if it means that there is none, add it to \`nulls\`.`,
    }),
  ],
]

/** How to mend a text that is no number; null where nothing better than the rule can be said. */
export function mendNumber(field: Field, value: string): Label | null {
  const text = narrow(value)
  if (field.type === 'integer' && /^[-+]?\d+\.\d*[1-9]\d*$/.test(text)) {
    return {
      zh: `${text} 不是整数；请取整，或改用 type: number。`,
      en: `${text} is not whole; round it, or use \`type: number\`.`,
    }
  }
  for (const [pattern, mend] of SHAPES) {
    const found = pattern.exec(text)
    if (found) return mend(found, field)
  }
  return null
}

/** Which bound a value passes, in words. */
export function mendRange(field: Field, value: string): Label | null {
  const isTime = field.type === 'time' || field.type === 'date'
  const n = isTime ? Number(/\d{4}/.exec(value)?.[0] ?? Number.NaN) : Number(plainOf(narrow(value)))
  const [least, most] = isTime ? [field.min ?? 1900, field.max ?? 2199] : [field.min, field.max]
  const of = isTime ? { zh: `年份 ${n}`, en: `The year ${n}` } : { zh: value, en: value }
  if (Number.isNaN(n)) return null
  if (least !== undefined && n < least)
    return {
      zh: `${of.zh} 小于最小值 ${least}；请核对数值和单位，或改 min。`,
      en: `${of.en} is below the least allowed, ${least}; check the value and its unit, or change \`min\`.`,
    }
  if (most !== undefined && n > most)
    return {
      zh: `${of.zh} 大于最大值 ${most}；请核对数值和单位，或改 max。`,
      en: `${of.en} is above the most allowed, ${most}; check the value and its unit, or change \`max\`.`,
    }
  return null
}
