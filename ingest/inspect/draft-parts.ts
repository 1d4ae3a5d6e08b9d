import { trimmer } from '../locate/gazetteer.ts'
import { plainAliases, proposeAliases } from './aliases.ts'
import type { KnownAreas, Source } from './areas.ts'
import type { Placing } from './place.ts'
import type { Planned } from './plan.ts'
import type { Commented } from './recipe-yaml.ts'
import type { Join } from './spelling.ts'
import type { Known, Table } from './table.ts'

/** One recipe to be written. */
export interface RecipeDraft extends Commented {
  id: string
  target: string
  /** Names or globs inside the folder of the data. */
  files: string[]
  /** File that holds the same records; the pack lists one of the two. */
  copyOf?: string
}

const DEFAULT_NULLS = ['', '-', 'NULL', 'null', 'N/A', 'NA', '无', '—']
const SHOWN = 5
const MOST_ALIASES = 30

export const percent = (share: number): string => `${(share * 100).toFixed(share > 0.99 && share < 1 ? 2 : 1)} %`

/** What every recipe of a table begins with, and what is said above it. */
export function begin(planned: Planned, id: string, target: string, files: string[]): RecipeDraft {
  const { table } = planned
  const [first] = table.files
  const words = [...new Set(table.columns.flatMap(({ tally }) => [...tally.nullWords.keys()]))]
  const more = words.filter((word) => !DEFAULT_NULLS.includes(word))
  const { format, ...stated } = first?.stated ?? {}
  const value: Record<string, unknown> = {
    id,
    label: { zh: table.stem, en: table.stem },
    publisher: 'unknown',
    licence: 'unknown',
    target,
    ...(format === undefined || format === 'csv' ? {} : { format }),
    ...stated,
    ...(more.length > 0 ? { nulls: [...DEFAULT_NULLS, ...more] } : {}),
  }
  const names = table.files.map(({ name }) => name)
  const head = [
    `Drafted by "city inspect" from ${names.length > 3 ? `${names.slice(0, 2).join(', ')} and ${names.length - 2} more` : names.join(', ')}: ${table.records} records.`,
    `Taken for ${target === 'area' ? 'areas' : target}: ${planned.because}.`,
    ...table.remarks,
    ...table.unsure.map((text) => `unsure: ${text}`),
  ]
  const remarks = [{ at: ['label'], text: 'Say what it is, who publishes it, and under which licence.' }]
  if (more.length > 0)
    remarks.push({
      at: ['nulls'],
      text: `Words for nothing beside the usual ones: ${more.map((word) => `"${word}"`).join(', ')}`,
    })
  return { id, target, files, value, head, remarks }
}

const MAGNITUDES = new Set(['千', '万', '萬', '亿', '億', '百万', '千万'])

/** Options under which the numbers of these columns are numbers. */
export function numberOptions(columns: Known[]): Record<string, unknown> {
  const guesses = columns.flatMap(({ number }) => (number ? [number] : []))
  const units = [...new Set(guesses.flatMap(({ units: words }) => [...words.keys()]))]
  const isWhole = guesses.every(
    ({ isInteger, dotZero, units: words }) => isInteger && dotZero === 0 && words.size === 0,
  )
  return {
    type: isWhole ? 'integer' : 'number',
    ...(guesses.some(({ thousands }) => thousands > 0) ? { thousands: true } : {}),
    ...(guesses.some(({ footnotes }) => footnotes > 0) ? { footnotes: true } : {}),
    ...(guesses.some(({ commas }) => commas > 0) ? { decimal: ',' } : {}),
    ...(guesses.some(({ accounting }) => accounting > 0) ? { accounting: true } : {}),
    ...(units.length === 0 ? {} : { units: units.every((word) => MAGNITUDES.has(word)) ? true : units }),
  }
}

/** Sets a field, with what is said of its column. */
export function setField(draft: RecipeDraft, name: string, field: Record<string, unknown>, column?: Known): void {
  const fields = (draft.value.fields ??= {}) as Record<string, unknown>
  fields[name] = field
  if (column?.doubt) draft.remarks.push({ at: ['fields', name], text: `unsure: ${column.doubt}` })
}

const formatOf = ({ time }: Known) =>
  !time || time.formats.length === 0 ? {} : { format: time.formats.length === 1 ? time.formats[0] : time.formats }

export const timeField = (column: Known): Record<string, unknown> => ({
  from: column.name,
  type: column.time?.precision === 'time' ? 'time' : 'date',
  ...formatOf(column),
})

/** Years written in several ways need all of them named. */
const yearFormat = ({ time }: Known) =>
  !time || time.formats.length === 0 ? {} : { format: time.formats.map((format) => (format === 'iso' ? '%Y' : format)) }

/** The field of the year of a table: from its column, its name, or a stand-in. */
export function setYear(draft: RecipeDraft, table: Table): void {
  const column = table.columns.find(
    ({ time, role }) => time && (role === 'year' || role === 'time' || role === 'opened'),
  )
  if (column) {
    const formats = column.time?.precision === 'year' ? yearFormat(column) : formatOf(column)
    setField(draft, 'year', { from: column.name, type: 'year', ...formats }, column)
    return
  }
  const texts = [...table.files.map(({ name }) => name), ...table.titles, ...table.columns.map(({ name }) => name)]
  const found = texts.map((text) => /(?:19|20)\d{2}(?!\d)/.exec(text)?.[0]).find((year) => year !== undefined)
  setField(draft, 'year', { constant: found ?? '2000', type: 'year' })
  const said = found
    ? `unsure: no column tells the year; ${found} stands in a name or title`
    : 'unsure: nothing tells the year; 2000 stands for it until you write the true one'
  draft.remarks.push({ at: ['fields', 'year'], text: said })
}

export const spelled = ({ from, extract, remove, pad }: Source): Record<string, unknown> => ({
  from,
  ...(extract === undefined ? {} : { extract }),
  ...(remove === undefined ? {} : { remove }),
  ...(pad === undefined ? {} : { pad }),
})

/** Adds a way for rows to find areas, with the share that does and the first that do not. */
export function addLocate(
  draft: RecipeDraft,
  { plan, column, join, within }: Placing,
  isRequired: boolean,
  of = 'rows',
): void {
  const locate = (draft.value.locate ??= []) as unknown[]
  const { by, ...trim } = join.spelling
  locate.push({
    level: plan.level,
    by,
    ...spelled({ from: column.name, ...trim }),
    ...(within
      ? {
          within: {
            level: within.level,
            ...spelled({ from: within.column.name, extract: within.join.spelling.extract }),
          },
        }
      : {}),
    ...(isRequired ? { required: true } : {}),
  })
  const at = ['locate', locate.length - 1]
  const [joined, known] = [percent(join.share), plan.areas.size.toLocaleString('en')]
  const missed = join.unmatched.slice(0, SHOWN).map(([value, n]) => `${value} (${n})`)
  const rest = join.unmatched.length - missed.length
  const doubt = missed.length === 0 ? '' : `; unsure of ${missed.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`
  draft.remarks.push({ at, text: `${joined} of the ${of} with ${column.name} name one of ${known} areas${doubt}` })
  if (!within) return addAliases(draft, at, join, plan, 'beside `from`')
  if (within.join.unmatched.length === 0) return
  const said = within.join.unmatched.slice(0, SHOWN).map(([value, n]) => `${value} (${n})`)
  draft.remarks.push({ at, text: `${within.column.name} finds no ${within.level} for ${said.join(', ')}` })
  addAliases(draft, at, within.join, within.plan, 'in `within`')
}

/** Aliases that names suggest, to be taken over by a person. */
function addAliases(draft: RecipeDraft, at: (string | number)[], join: Join, plan: KnownAreas, where: string): void {
  if (join.spelling.by !== 'name') return
  const trim = trimmer(join.spelling)
  const unmatched = join.unmatched
    .slice(0, MOST_ALIASES)
    .map(([value, n]): [string, number] => [trim(value) ?? value, n])
  const plain = plainAliases(proposeAliases(unmatched, plan.areas.values()))
  if (plain.length === 0) return
  const map = plain.map(({ published, areas }) => `${JSON.stringify(published)}: ${JSON.stringify(areas[0])}`)
  const reasons = [...new Set(plain.map(({ because }) => because))].join('; ')
  draft.remarks.push({ at, text: `if right, add ${where} (${reasons}):\naliases: { ${map.join(', ')} }` })
}

/** Personal columns, each with what speaks for it. */
export function addPersonal(draft: RecipeDraft, columns: Known[]): void {
  if (columns.length === 0) return
  draft.value.personal = Object.fromEntries(columns.map(({ name }) => [name, 'drop']))
  for (const { name, because } of columns) draft.remarks.push({ at: ['personal', name], text: because })
}
