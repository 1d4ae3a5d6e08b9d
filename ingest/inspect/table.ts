import { type Column, profile } from './column.ts'
import { findKeys } from './keys.ts'
import { guessRole, type RoleGuess } from './roles.ts'
import type { Seen } from './seen.ts'
import { mergedTally, type Row } from './tally.ts'
import { findWide, type Wide } from './wide.ts'

export interface Known extends Column, RoleGuess {}

/** One kind of table: a file, or the files of several years with (nearly) one header. */
export interface Table {
  /** Name without year and ending, for ids. */
  stem: string
  files: Seen[]
  columns: Known[]
  sample: Row[]
  records: number
  bad: number
  bytes: number
  wide: Wide | null
  keys: { names: string[]; isSampled: boolean }[]
  /** Lines before the header of its files. */
  titles: string[]
  remarks: string[]
  unsure: string[]
}

const ALIKE = 0.7
const LONG = 5

const names = (seen: Seen) => new Set(seen.columns.map(({ name }) => name))

/** Two files of one publication: named alike but for digits, or with long headers that are the same. */
function isAlike(a: Seen, b: Seen): boolean {
  if (a.geometry !== null || b.geometry !== null || a.format !== b.format) return false
  if (JSON.stringify(a.stated) !== JSON.stringify(b.stated)) return false
  const [left, right] = [names(a), names(b)]
  const both = [...left].filter((name) => right.has(name)).length
  const share = both / new Set([...left, ...right]).size
  const masked = (seen: Seen) => stemOf(seen).replaceAll(/\d+/g, '0')
  return masked(a) === masked(b) ? share >= ALIKE : share === 1 && left.size >= LONG
}

/** Files with nearly one header as one table, in order of name; boundaries stay apart. */
export function groupTables(files: Seen[]): Table[] {
  const groups: Seen[][] = []
  for (const seen of files.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    const group = groups.find(([first]) => first && isAlike(first, seen))
    if (group) group.push(seen)
    else groups.push([seen])
  }
  return groups.map(tableOf)
}

const stemOf = ({ name, part }: Seen) =>
  (part === undefined || /\.[A-Za-z]+$/.test(part) ? (part ?? name) : `${name.replace(/\.[A-Za-z]+$/, '')} ${part}`)
    .replace(/\.(?:gz|zip)$/i, '')
    .replace(/\.[A-Za-z]+$/, '')

function tableOf(files: Seen[]): Table {
  const [first] = files
  if (!first) throw new RangeError('a table without files')
  const header = [...new Set(files.flatMap((seen) => seen.columns.map(({ name }) => name)))]
  const samples = files.flatMap((seen) => {
    const at = header.map((name) => seen.columns.findIndex((column) => column.name === name))
    return files.length === 1 ? seen.sample : seen.sample.map((row) => at.map((k) => (k < 0 ? null : (row[k] ?? null))))
  })
  const columns = header.map((name, index): Known => {
    const tallies = files.flatMap((seen) => seen.columns.filter((tally) => tally.name === name).slice(0, 1))
    const column = profile(mergedTally(tallies), samples, index)
    return { ...column, ...guessRole(column) }
  })
  const remarks = [...new Set(files.flatMap((seen) => seen.remarks))]
  if (files.length > 1) remarks.push(...headerDrift(files, header))
  return {
    stem: files.length === 1 ? stemOf(first) : stemOf(first).replace(/[-_ ]?\d{2,8}$/, ''),
    files,
    columns,
    sample: samples,
    records: files.reduce((sum, seen) => sum + seen.records, 0),
    bad: files.reduce((sum, seen) => sum + seen.bad, 0),
    bytes: files.reduce((sum, seen) => sum + seen.bytes, 0),
    wide: findWide(header),
    keys: findKeys(columns, samples),
    titles: [...new Set(files.flatMap((seen) => seen.titles))],
    remarks,
    unsure: [...new Set(files.flatMap((seen) => seen.unsure))],
  }
}

function headerDrift(files: Seen[], header: string[]): string[] {
  const partial = header.filter((name) => files.some((seen) => !names(seen).has(name)))
  if (partial.length === 0) return []
  const where = partial.slice(0, 5).map((name) => {
    const has = files.filter((seen) => names(seen).has(name)).length
    return `${name === '' ? '(no name)' : name} in ${has} of ${files.length} files`
  })
  return [`the headers differ: ${where.join(', ')}; what a file lacks is empty`]
}
