/** Finding areas by what people type: Chinese or English name, pinyin, its initials or any mix of both, or code. */

export interface Findable {
  code: string
  zh: string
  en: string
  /** Depth of its level, 0 the coarsest: of two equal finds the larger area comes first. */
  depth: number
  /** The Chinese name read aloud. */
  syllables: readonly string[]
}

const plain = (text: string) =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll('ü', 'v')
    .replaceAll(/[\s'’\-·.]+/g, '')

/** Whether a text is made of beginnings of the syllables from `at` on, one after another: of yin tang, "yt", "yint", "ytang". */
function reads(text: string, syllables: readonly string[], at: number): boolean {
  if (text === '') return true
  const syllable = plain(syllables[at] ?? '')
  for (let length = Math.min(syllable.length, text.length); length > 0; length--) {
    if (text.startsWith(syllable.slice(0, length)) && reads(text.slice(length), syllables, at + 1)) return true
  }
  return false
}

/** How well an area answers a query: smaller is better; null where it does not. */
export function rankOf(query: string, { code, zh, en, syllables }: Findable): number | null {
  const text = plain(query)
  if (text === '') return null
  const [chinese, english] = [plain(zh), plain(en)]
  if (code === text || chinese === text || english === text) return 0
  if (chinese.startsWith(text) || english.startsWith(text)) return 1
  if (reads(text, syllables, 0)) return 2
  if (code.startsWith(text)) return 3
  if (chinese.includes(text)) return 3
  if (
    en
      .toLowerCase()
      .split(/[\s-]+/)
      .some((part) => part.startsWith(text))
  )
    return 4
  return text.length > 1 && syllables.some((_, at) => at > 0 && reads(text, syllables, at)) ? 5 : null
}

/** The best finds, best first, then larger areas, then in the order given. */
export function findPlaces<T extends Findable>(query: string, places: readonly T[], most: number): T[] {
  return places
    .flatMap((place) => {
      const rank = rankOf(query, place)
      return rank === null ? [] : [{ place, rank }]
    })
    .toSorted((a, b) => a.rank - b.rank || a.place.depth - b.place.depth)
    .slice(0, most)
    .map(({ place }) => place)
}
