/** What a stream of rows tells of one column, in bounded memory. */
export interface Tally {
  name: string
  rows: number
  /** Values that are blank or a word for nothing. */
  empty: number
  /** Words for nothing found, and how often. */
  nullWords: Map<string, number>
  /** Trimmed values and how often; only the first ones once `isCut`. */
  values: Map<string, number>
  isCut: boolean
}

export type Row = (string | null)[]

export const NULL_WORDS = new Set([
  '-',
  '--',
  '—',
  '——',
  'N/A',
  'n/a',
  'NA',
  'NULL',
  'null',
  'None',
  'nan',
  'NaN',
  '无',
  '無',
  '不详',
  '不詳',
  '…',
  '...',
  '..',
])
const MOST_VALUES = 200_000
const MOST_KEPT = 3_000_000
const MOST_CELLS = 600_000
const MOST_ROWS = 20_000

/** Counts rows as they come, and keeps some: the first ones, then every second, fourth, eighth of the rest. */
export class Tallies {
  readonly columns: Tally[]
  readonly sample: Row[] = []
  /** Records with any value. */
  rows = 0
  /** Records without. */
  blanks = 0
  #kept = 0
  #late: Row[] = []
  #step = 1
  readonly #counted: boolean[]
  readonly #room: number

  /** `isCounted`: whether the values of a column are worth keeping; the many columns of a wide table are not. */
  constructor(header: string[], isCounted: (name: string) => boolean) {
    this.columns = header.map((name) => ({
      name,
      rows: 0,
      empty: 0,
      nullWords: new Map(),
      values: new Map(),
      isCut: false,
    }))
    this.#counted = header.map(isCounted)
    this.#room = Math.max(20, Math.min(MOST_ROWS, Math.floor(MOST_CELLS / Math.max(1, header.length)))) / 2
  }

  add(row: Row): void {
    if (row.every((cell) => (cell?.trim() ?? '') === '')) {
      this.blanks++
      return
    }
    this.rows++
    for (const [k, tally] of this.columns.entries()) this.#count(tally, row[k] ?? null, this.#counted[k] === true)
    this.#keep(row)
  }

  end(): void {
    this.sample.push(...this.#late)
    this.#late = []
  }

  #count(tally: Tally, raw: string | null, isCounted: boolean): void {
    tally.rows++
    const text = raw?.trim() ?? ''
    if (text === '' || NULL_WORDS.has(text)) {
      tally.empty++
      if (text !== '') tally.nullWords.set(text, (tally.nullWords.get(text) ?? 0) + 1)
      return
    }
    const before = tally.values.get(text)
    if (before !== undefined) tally.values.set(text, before + 1)
    else if (!isCounted || tally.values.size >= MOST_VALUES || this.#kept >= MOST_KEPT) tally.isCut = true
    else {
      tally.values.set(text.length > 400 ? text.slice(0, 400) : text, 1)
      this.#kept++
    }
  }

  #keep(row: Row): void {
    if (this.sample.length < this.#room) {
      this.sample.push(row)
      return
    }
    if ((this.rows - this.sample.length) % this.#step !== 0) return
    this.#late.push(row)
    if (this.#late.length < this.#room) return
    this.#late = this.#late.filter((_, i) => i % 2 === 1)
    this.#step *= 2
  }
}

/** Tallies of the same column in several files as one. */
export function mergedTally(tallies: Tally[]): Tally {
  const [first, ...rest] = tallies
  if (!first) throw new RangeError('no tally')
  const all: Tally = { ...first, values: new Map(first.values), nullWords: new Map(first.nullWords) }
  for (const tally of rest) {
    all.rows += tally.rows
    all.empty += tally.empty
    all.isCut ||= tally.isCut
    for (const [word, n] of tally.nullWords) all.nullWords.set(word, (all.nullWords.get(word) ?? 0) + n)
    for (const [value, n] of tally.values) {
      if (all.values.has(value) || all.values.size < MOST_VALUES)
        all.values.set(value, (all.values.get(value) ?? 0) + n)
      else all.isCut = true
    }
  }
  return all
}
