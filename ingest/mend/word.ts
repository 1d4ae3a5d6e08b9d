import { distance } from 'fastest-levenshtein'
import type { Label } from '../../warehouse/catalog/types.ts'
import { nameKey } from '../locate/spelling.ts'

const NEAREST = 3
const LISTED = 5
/** Generic endings of Chinese place names: 三民一 and 三民區 differ in nothing else. */
const ENDING = /(?<=.{2})(新区|新區|区|區|县|縣|市|镇|鎮|乡|鄉|街道|街|里|村|社区|社區)$/u

const core = (text: string) =>
  nameKey(text)
    .replaceAll(/[\s\-_.·,()/'"]/gu, '')
    .replace(ENDING, '')

/** How unlike two texts are: 0 alike, 1 in nothing. What one begins or ends with the other, counts as near. */
function unlike(a: string, b: string): number {
  if (a === '' || b === '') return 1
  if (a === b) return 0
  const [short, long] = a.length < b.length ? [a, b] : [b, a]
  const share = distance(a, b) / long.length
  const isPart = short.length >= 2 && (long.startsWith(short) || long.endsWith(short))
  return isPart ? Math.min(share, 0.3) : share
}

/** Those of `known` that look most like `text`, nearest first; none where nothing looks like it. */
export function nearest(text: string, known: Iterable<string>): string[] {
  const own = core(text)
  const found = [...new Set(known)]
    .map((name) => ({ name, unlike: unlike(own, core(name)) }))
    .filter((each) => each.unlike <= 0.5)
    .sort((a, b) => a.unlike - b.unlike || (a.name < b.name ? -1 : 1))
  const best = found[0]?.unlike ?? 0
  return found
    .filter((each) => each.unlike <= best + 0.15)
    .slice(0, NEAREST)
    .map(({ name }) => name)
}

const zhList = (names: string[]) => names.map((name) => `“${name}”`).join('、')
const enList = (names: string[]) => names.map((name) => `“${name}”`).join(', ')

/** How to mend a word outside the list of the recipe. */
export function mendWord(value: string, known: string[]): Label {
  const near = nearest(value, known)
  if (near.length > 0) {
    return {
      zh: `或许是${zhList(near)}；否则请把“${value}”加入该字段的 map。`,
      en: `Perhaps ${enList(near)}; else add “${value}” to \`map\` of the field.`,
    }
  }
  const [some, more] = [known.slice(0, LISTED), known.length > LISTED]
  return {
    zh: `词表有${zhList(some)}${more ? ` 等 ${known.length} 个词` : ''}；请改正，或把“${value}”加入 map。`,
    en: `The list has ${enList(some)}${more ? ` and ${known.length - LISTED} more` : ''}; correct the word, or add “${value}” to \`map\`.`,
  }
}

export const mendBoolean = (value: string): Label => ({
  zh: `请写“是”或“否”，或在 map 中写明，如 { ${value}: true }。`,
  en: `Write yes or no, or say in \`map\` what it means, such as { ${value}: true }.`,
})
