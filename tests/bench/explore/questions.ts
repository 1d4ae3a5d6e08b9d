/** What is asked of every endpoint: the same brushes of all of them, and none twice. */
import { drawsOf } from '../answer/draw.ts'
import {
  CATEGORIES,
  categoryName,
  CHANNELS,
  channelName,
  DAYS,
  DEPARTMENTS,
  departmentName,
  districtCode,
  FIRST_DAY,
} from './city.ts'

export const KINDS = ['map', 'trend', 'top'] as const
export type Kind = (typeof KINDS)[number]

export interface Question {
  kind: Kind
  /** Inclusive days. */
  from: string
  to: string
  /** Filters by parameter of the product; of `area` one district. */
  filters: Record<string, readonly string[]>
}

const DAY_MS = 86_400_000
const dayAt = (i: number) => new Date(Date.parse(FIRST_DAY) + i * DAY_MS).toISOString().slice(0, 10)

function some(random: () => number, most: number, of: number, name: (code: number) => string): string[] {
  const count = 1 + Math.floor(most * random())
  return [...new Set(Array.from({ length: count }, () => name(1 + Math.floor(of * random()))))]
}

function span(random: () => number, least: number, most: number) {
  const length = least + Math.floor((most - least + 1) * random())
  const first = Math.floor((DAYS - length + 1) * random())
  return { from: dayAt(first), to: dayAt(first + length - 1) }
}

/** Days of the longest brush: an analyst drags across three years. */
export const THREE_YEARS = 1095
export const YEAR = 365

/**
 * Brushes of 30 to `longest` days. Of maps and trends one to five categories; a trend is of one district; top lists are of all
 * categories, of every second one within a district.
 */
export function brushes(kind: Kind, count: number, seed: string, longest = THREE_YEARS): Question[] {
  const random = drawsOf(`${kind} ${seed} ${longest}`)
  return Array.from({ length: count }, (_, i) => {
    const category = some(random, 5, CATEGORIES, categoryName)
    const area = [districtCode(1 + Math.floor(10 * random()))]
    const filters =
      kind === 'map'
        ? { category }
        : kind === 'trend'
          ? { category, area }
          : i % 2 === 0
            ? { area }
            : ({} as Question['filters'])
    return { kind, ...span(random, 30, longest), filters }
  })
}

/** Wide questions over one to five years: under some categories only, or under any three filters. */
export function wideQuestions(filters: 'category' | 'three', count: number, seed: string): Question[] {
  const random = drawsOf(`${filters} ${seed}`)
  const URBAN = ['urban', 'fringe', 'rural']
  const any: Record<string, () => string[]> = {
    category: () => some(random, 5, CATEGORIES, categoryName),
    channel: () => some(random, 3, CHANNELS, channelName),
    department: () => some(random, 4, DEPARTMENTS, departmentName),
    urban_class: () => some(random, 2, 3, (code) => URBAN[code - 1] as string),
    status: () => [random() < 0.5 ? 'open' : 'closed'],
    area: () => some(random, 2, 10, districtCode),
  }
  return Array.from({ length: count }, () => {
    const kind = KINDS[Math.floor(3 * random())] as Kind
    const names = Object.keys(any).toSorted(() => random() - 0.5)
    const chosen = filters === 'category' ? ['category'] : names.slice(0, 3)
    const drawn = Object.fromEntries(chosen.map((name) => [name, any[name]?.() ?? []]))
    return { kind, ...span(random, 365, DAYS), filters: drawn }
  })
}

/** The parameters of a question for the endpoints of the peers. */
export function peerPath({ kind, from, to, filters }: Question): string {
  const asked = Object.entries(filters).map(([name, values]) => [name, values.join(',')])
  return `/${kind}?${new URLSearchParams([['from', from], ['to', to], ...asked] as [string, string][]).toString()}`
}

const DIMENSIONS: Record<Kind, string> = { map: 'cell:9', trend: 'day', top: 'category' }

/** The same question as a user puts it to the product: cases by member, as the others tell them, with the status of each. */
export function productPath({ kind, from, to, filters }: Question): string {
  const asked = Object.entries(filters).map(([name, values]) => `&${name}=${values.join(',')}`)
  return `/api/query?indicators=case_count&by=${DIMENSIONS[kind]}&from=${from}&to=${to}${asked.join('')}&parts=value&format=arrow`
}
