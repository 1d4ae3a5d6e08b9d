import { trimmer } from '../locate/gazetteer.ts'
import { exactIndex } from '../locate/polygons.ts'
import { type Alias, plainAliases, proposeAliases } from './aliases.ts'
import { percent } from './draft-parts.ts'
import type { KnownCity } from './known.ts'
import { type Placing, placings } from './place.ts'
import { aligned } from './print.ts'
import type { Table } from './table.ts'

/** How the rows of one table find the areas of one level. */
export interface Match {
  level: string
  by: string
  column: string
  /** Share of the rows with a value. */
  share: number
  /** Different areas found, of all. */
  areas: number
  of: number
  unmatched: [string, number][]
  aliases: Alias[]
  /** Of the column that tells namesakes apart. */
  within: { column: string; level: string; unmatched: [string, number][]; aliases: Alias[] } | null
}

const POINTS = 500

function spelt(unmatched: [string, number][], { join }: Pick<Placing, 'join'>): [string, number][] {
  const trim = trimmer(join.spelling)
  return unmatched.flatMap(([value, n]): [string, number][] => {
    const text = trim(value)
    return text === null ? [] : [[text, n]]
  })
}

function matchOf(place: Placing, city: KnownCity): Match {
  const { plan, column, join, within } = place
  const { by, extract, pad, remove } = join.spelling
  const how = [
    by,
    extract ? `after ${extract}` : '',
    pad ? `filled up to ${pad}` : '',
    remove ? `without ${remove}` : '',
  ]
  const aliases = (unmatched: [string, number][], of: Pick<Placing, 'join'>, level: string) =>
    of.join.spelling.by === 'name'
      ? proposeAliases(spelt(unmatched, of), city.levels.find((each) => each.level === level)?.areas.values() ?? [])
      : []
  return {
    level: plan.level,
    by: `${how.filter(Boolean).join(' ')}${within ? ` within ${within.level} (${within.column.name})` : ''}`,
    column: column.name,
    share: join.share,
    areas: join.areas,
    of: plan.areas.size,
    unmatched: join.unmatched,
    aliases: within ? [] : aliases(join.unmatched, place, plan.level),
    within: within && {
      column: within.column.name,
      level: within.level,
      unmatched: within.join.unmatched,
      aliases: aliases(within.join.unmatched, within, within.level),
    },
  }
}

/** Points of the rows kept that lie in an area of each level with boundaries. */
function pointMatches({ columns, sample }: Table, city: KnownCity): Match[] {
  const at = (role: string) => columns.findIndex((column) => column.role === role)
  const [lon, lat] = [at('lon'), at('lat')]
  if (lon < 0 || lat < 0) return []
  const points = sample.map((row): [number, number] => [Number(row[lon] || Number.NaN), Number(row[lat] || Number.NaN)])
  const step = Math.max(1, Math.floor(points.length / POINTS))
  const kept = points.filter(([x, y], i) => i % step === 0 && Number.isFinite(x) && Number.isFinite(y))
  if (kept.length === 0) return []
  return city.levels
    .filter(({ shapes }) => shapes.length > 0)
    .map(({ level, shapes, areas }): Match => {
      const areaAt = exactIndex(shapes)
      const found = kept.map(([x, y]) => areaAt(x, y)).filter((area) => area > 0)
      const column = `${columns[lon]?.name}, ${columns[lat]?.name}`
      const by = `point (${kept.length} of ${sample.length} rows kept)`
      return {
        level,
        by,
        column,
        share: found.length / kept.length,
        areas: new Set(found).size,
        of: areas.size,
        unmatched: [],
        aliases: [],
        within: null,
      }
    })
}

/** How well a table joins the areas of a city, at every level where it does at all. */
export function matchesOf(table: Table, city: KnownCity): Match[] {
  return [...placings(table, city.levels).map((place) => matchOf(place, city)), ...pointMatches(table, city)]
}

const SHOWN = 12
const quoted = (text: string) => (/^[\p{L}][\p{L}\p{N} /.-]*$/u.test(text) ? text : JSON.stringify(text))

function aliasText(aliases: Alias[], at: string): string[] {
  const [plain, open] = [plainAliases(aliases), aliases.filter(({ areas }) => areas.length > 1)]
  const lines = plain.map(
    ({ published, areas, because, confidence, rows }) =>
      `        ${quoted(published)}: ${quoted(areas[0] ?? '')}  # ${because} (${Math.round(confidence * 100)} %), ${rows} rows`,
  )
  const doubts = open.map(
    ({ published, areas, because, rows }) =>
      `      ? ${published} (${rows} rows) ${because}: ${areas.slice(0, 4).join(' or ')}${areas.length > 4 ? ` or ${areas.length - 4} more` : ''}; not chosen`,
  )
  return [
    ...(lines.length > 0 ? [`      to paste into the recipe, ${at}:`, '      aliases:', ...lines] : []),
    ...doubts,
  ]
}

const missing = (unmatched: [string, number][]) => {
  const rest = unmatched.length - SHOWN
  return `${unmatched
    .slice(0, SHOWN)
    .map(([value, n]) => `${value} (${n})`)
    .join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`
}

/** What is said of one table against a city. */
export function againstText(table: Table, matches: Match[], told: string): string {
  const title = `${table.files
    .map(({ name }) => name)
    .slice(0, 3)
    .join(', ')} against ${told}`
  if (matches.length === 0) return `${title}\n  no column names areas in half of its rows or more\n`
  const rows = matches.map(({ level, by, column, share, areas, of }) => [
    level,
    column,
    by,
    percent(share),
    `${areas} of ${of}`,
  ])
  const details = matches.flatMap(({ level, column, unmatched, aliases, within }) => [
    ...(unmatched.length > 0 ? [`    ${column} finds no ${level}: ${missing(unmatched)}`] : []),
    ...aliasText(aliases, `beside from: ${column}`),
    ...(within && within.unmatched.length > 0
      ? [`    ${within.column} finds no ${within.level}: ${missing(within.unmatched)}`]
      : []),
    ...(within ? aliasText(within.aliases, `under within: ${within.column}`) : []),
  ])
  return [title, aligned([['level', 'column', 'by', 'rows', 'areas'], ...rows]), ...details, ''].join('\n')
}
