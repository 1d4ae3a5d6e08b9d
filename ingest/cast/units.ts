import type { Field } from '../recipe.ts'

/** What a word after a number does to it: times ten to `power`, times `factor`. */
export interface Scale {
  power: number
  factor: number
}

const SMALL: Record<string, number> = { 十: 1, 百: 2, 千: 3, 仟: 3 }
const LARGE: Record<string, number> = { 万: 4, 萬: 4, 亿: 8, 億: 8 }
const ENGLISH: Record<string, number> = { thousand: 3, million: 6, billion: 9 }
const SHARES: Record<string, number> = { '%': -2, '‰': -3 }

/** 千, 万, 亿 and what is built of them (百万, 万亿) with their power of ten. 十 and 百 alone count nothing. */
export const MAGNITUDES: Record<string, number> = {
  千: 3,
  仟: 3,
  ...Object.fromEntries(
    Object.entries(LARGE).flatMap(([large, power]) => [
      [large, power],
      ...Object.entries(SMALL).map(([small, more]): [string, number] => [small + large, power + more]),
    ]),
  ),
  万亿: 12,
  萬億: 12,
  ...ENGLISH,
}

const longestFirst = (words: string[]) => [...words].sort((a, b) => b.length - a.length || (a < b ? -1 : 1))
export const MAGNITUDE_WORDS = longestFirst(Object.keys(MAGNITUDES))

const plain: Scale = { power: 0, factor: 1 }

function scaleOf(word: string): [string, Scale] {
  const share = SHARES[word]
  if (share !== undefined) return [word, { power: share, factor: 1 }]
  const magnitude = MAGNITUDE_WORDS.find((each) => word.startsWith(each) && word.length > each.length)
  return [word, magnitude === undefined ? plain : { power: MAGNITUDES[magnitude] ?? 0, factor: 1 }]
}

/**
 * Words that a recipe lets stand beside its numbers, longest first. A word that begins with 千, 万 or 亿 multiplies and
 * may stand without that beginning too; those of a map do what the map says and no more.
 */
export function unitsOf(units: Field['units']): [string, Scale][] {
  if (units === undefined || units === true) return []
  const found = new Map<string, Scale>()
  if (Array.isArray(units)) {
    for (const word of units) {
      const [name, scale] = scaleOf(word)
      if (scale.power > 0) {
        const magnitude = MAGNITUDE_WORDS.find((each) => word.startsWith(each)) ?? ''
        found.set(word.slice(magnitude.length), plain)
      }
      found.set(name, scale)
    }
  } else for (const [word, factor] of Object.entries(units)) found.set(word, { power: 0, factor })
  return longestFirst([...found.keys()]).map((word) => [word, found.get(word) ?? plain])
}
