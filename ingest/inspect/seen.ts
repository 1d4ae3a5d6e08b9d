import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import type { Recipe } from '../recipe.ts'
import { Recipe as RecipeSchema } from '../recipe.ts'
import type { Progress } from '../progress.ts'
import { readRecords } from '../read/records.ts'
import { readJson } from '../read/text.ts'
import { withContent } from '../read/unpack.ts'
import { withArchive } from '../read/zip.ts'
import { type Received, receive } from '../receive.ts'
import { readDelimited } from './delimited.ts'
import { blank } from './blank.ts'
import { findDocument } from './document.ts'
import { seeWorkbook } from './workbook.ts'
import { type Row, Tallies, type Tally } from './tally.ts'
import { isWideName } from './wide.ts'

/** What a recipe must state so that ingest reads the file as it was read here. */
export type Stated = Partial<
  Pick<
    Recipe,
    | 'format'
    | 'encoding'
    | 'delimiter'
    | 'skip'
    | 'header_rows'
    | 'footer'
    | 'duplicate_headers'
    | 'short_rows'
    | 'rows'
    | 'member'
    | 'sheet'
  >
>

/** A file read through once. */
export interface Seen {
  path: string
  name: string
  /** The sheet or the member of an archive, where the file has several. */
  part?: string
  bytes: number
  format: Recipe['format']
  stated: Stated
  encoding: string
  delimiter: string | null
  records: number
  /** Records that cannot be split into the columns. */
  bad: number
  columns: Tally[]
  sample: Row[]
  geometry: 'polygon' | 'line' | 'point' | null
  /** Lines before the header: a title, a unit. */
  titles: string[]
  /** How it is laid out, and what speaks for it. */
  remarks: string[]
  /** What nobody can know from the file alone. */
  unsure: string[]
}

const isWorkbook = (name: string) => /\.xlsx$/i.test(name)
const isJson = (name: string) => /\.(?:geo|topo)?json(?:\.gz|\.zip)?$/i.test(name)

/** Reads a file of any kind the reading room knows. Errors: IngestError. */
export async function see(path: string, progress: Progress): Promise<Seen[]> {
  const file = receive(path)
  const members = /\.zip$/i.test(path) ? await dataMembers(path) : []
  if (members.length < 2) return seeContent(file, members[0] ?? path, progress)
  const seen: Seen[] = []
  for (const member of members) {
    for (const each of await seeContent(file, member, progress, member)) {
      const part = each.part === undefined ? basename(member) : `${basename(member)} ${each.part}`
      seen.push({ ...each, part, stated: { ...each.stated, member } })
    }
  }
  return seen
}

async function dataMembers(path: string): Promise<string[]> {
  const names = await withArchive(path, ({ members }) => Promise.resolve(members.map(({ name }) => name)))
  return names.filter((name) => /\.(?:csv|tsv|txt|json|geojson|topojson|xlsx)$/i.test(name) && !/readme/i.test(name))
}

async function seeContent(file: Received, named: string, progress: Progress, member?: string): Promise<Seen[]> {
  const folder = await mkdtemp(join(tmpdir(), 'inspect-'))
  const format = isWorkbook(named) ? 'xlsx' : 'csv'
  const wanted = member === undefined ? { format } : { format, member }
  try {
    const seen = await withContent(file, wanted as Recipe, join(folder, 'content'), async (content) => {
      if (isWorkbook(named)) return seeWorkbook(content)
      return isJson(named) || /^\s*[{[]/.test(content.head.toString('latin1'))
        ? [await seeDocument(content)]
        : [readDelimited(content, progress)]
    })
    return seen.map((each) => ({ ...each, path: file.path }))
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function seeDocument(file: Received): Promise<Seen> {
  const { format, rows, others } = findDocument(await readJson(file.path, 'auto', file.name), file.name)
  const stated: Stated = { format, ...(rows === undefined ? {} : { rows }) }
  const label = { zh: '-', en: '-' }
  const target = 'measure'
  const recipe = RecipeSchema.parse({ id: 'seen', label, publisher: '-', licence: '-', target, fields: {}, ...stated })
  const read = await readRecords(recipe, file.path, basename(file.name))
  const header = [...new Set(read.flatMap(({ values }) => Object.keys(values)))]
  const tallies = new Tallies(header, (name) => !isWideName(name))
  for (const { values } of read) tallies.add(header.map((name) => values[name] ?? null))
  tallies.end()
  const types = new Set(read.flatMap(({ geometry }) => (geometry ? [geometry.type as string] : [])))
  const is = (kind: string) => [...types].some((type) => type.endsWith(kind))
  const geometry = is('Polygon') ? 'polygon' : is('LineString') ? 'line' : is('Point') ? 'point' : null
  const remarks = others.length > 0 ? [`it also holds ${others.join(', ')}, which this draft leaves out`] : []
  const { columns, sample } = tallies
  const records = tallies.rows + tallies.blanks
  return { ...blank(file), format, stated, records, columns, sample, geometry, remarks }
}
