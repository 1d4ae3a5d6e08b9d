import { nameKey } from '../locate/spelling.ts'

/** A published name and the area it may mean. */
export interface Alias {
  published: string
  rows: number
  /** Names of the areas that fit best; more than one: nobody can tell which from the name. */
  areas: string[]
  because: string
  /** From 0 to 1. */
  confidence: number
}

/** Traditional characters common in names of places, and the simplified ones. */
const VARIANTS: Record<string, string> = Object.fromEntries(
  (
    '臺台 區区 縣县 鄉乡 鎮镇 東东 廣广 灣湾 龍龙 興兴 鳳凤 鹽盐 頭头 蘇苏 雲云 門门 營营 義义 嶼屿 莊庄 嶺岭 湧涌 樹树 橋桥 馬马 ' +
    '華华 陽阳 陰阴 寧宁 濟济 漢汉 開开 關关 園园 島岛 澤泽 濱滨 無无 錫锡 貴贵 長长 連连 達达 遠远 蘭兰 葉叶 會会 麗丽 豐丰 崗岗'
  )
    .split(' ')
    .map((pair) => [pair.charAt(0), pair.charAt(1)]),
)
const KINDS =
  /(?:特别行政区|维吾尔自治区|壮族自治区|回族自治区|自治区|自治州|自治县|新区|新區|开发区|地区|地區|街道办事处|街道|办事处|社区|社區|居委会|村委会|省|市|区|區|县|縣|乡|鄉|镇|鎮|村|里|盟|旗)$/u
const ENGLISH_KINDS =
  /\b(?:city and county|county|city|parish|borough|municipality|district|town|township|village|neighbou?rhood|province|state)\b/gu
const JOINED = /\s*(?:\/|&|、|,|\+|;| and )\s*/u
const NUMBERED = /[一二三四五六七八九十\d]+$/u

const variant = (text: string) => Array.from(nameKey(text), (c) => VARIANTS[c] ?? c).join('')
const bare = (text: string) => variant(text).replace(KINDS, '').replaceAll(ENGLISH_KINDS, '').trim()
const parts = (text: string) =>
  variant(text)
    .split(JOINED)
    .map((part) => bare(part))
    .filter((part) => part !== '')
const hasWords = (text: string, words: string) => ` ${text.replaceAll(/[^\p{L}\p{N}]+/gu, ' ')} `.includes(` ${words} `)

/** Number of letters to change, add or leave out, when at most one; else 2. */
function distance(a: string, b: string): number {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a]
  if (long.length - short.length > 1) return 2
  let at = 0
  while (at < short.length && short[at] === long[at]) at++
  const isSame =
    short.length === long.length ? short.slice(at + 1) === long.slice(at + 1) : short.slice(at) === long.slice(at + 1)
  return a === b ? 0 : isSame ? 1 : 2
}

interface Rule {
  confidence: number
  because: string
  /** Whether the published name means the area's. */
  fits: (published: Spelt, area: Spelt) => boolean
}

interface Spelt {
  name: string
  variant: string
  bare: string
  parts: string[]
}

const spelt = (name: string): Spelt => ({ name, variant: variant(name), bare: bare(name), parts: parts(name) })

const RULES: Rule[] = [
  { confidence: 0.95, because: 'the same in other characters', fits: (a, b) => a.variant === b.variant },
  { confidence: 0.9, because: 'the same but for the kind of area', fits: (a, b) => a.bare !== '' && a.bare === b.bare },
  {
    confidence: 0.85,
    because: 'one of the areas that its name joins',
    fits: (a, b) => b.parts.length > 1 && a.parts.length === 1 && b.parts.includes(a.bare),
  },
  {
    confidence: 0.85,
    because: 'joins the names of several areas',
    fits: (a, b) => a.parts.length > 1 && a.parts.includes(b.bare),
  },
  {
    confidence: 0.8,
    because: 'a numbered part of it',
    fits: (a, b) => NUMBERED.test(a.bare) && a.bare.replace(NUMBERED, '') === b.bare && b.bare.length > 1,
  },
  {
    confidence: 0.7,
    because: 'its name with a word more',
    fits: (a, b) => b.bare.length > 3 && a.bare !== b.bare && hasWords(a.bare, b.bare),
  },
  { confidence: 0.7, because: 'a word of its name', fits: (a, b) => a.bare.length > 3 && hasWords(b.bare, a.bare) },
  {
    confidence: 0.7,
    because: 'the beginning of its name',
    fits: (a, b) => /\p{Script=Han}{2}/u.test(a.bare) && b.bare.startsWith(a.bare),
  },
  {
    confidence: 0.6,
    because: 'one letter is different',
    fits: (a, b) => a.bare.length > 4 && distance(a.bare, b.bare) === 1,
  },
]

const MOST_AREAS = 50_000
const MOST_NAMES = 300

/** Areas that unmatched names may mean, each by the surest rule that finds one; names that no rule finds are left out. */
export function proposeAliases(unmatched: [string, number][], areas: Iterable<string>): Alias[] {
  const known = [...new Set(areas)].slice(0, MOST_AREAS).map(spelt)
  return unmatched.slice(0, MOST_NAMES).flatMap(([published, rows]) => {
    const name = spelt(published)
    for (const { confidence, because, fits } of RULES) {
      const found = known.filter((area) => area.name !== published && fits(name, area)).map((area) => area.name)
      if (found.length > 0) return [{ published, rows, areas: found, because, confidence }]
    }
    return []
  })
}

/** Those that name one area only. */
export const plainAliases = (aliases: Alias[]): Alias[] => aliases.filter(({ areas }) => areas.length === 1)
