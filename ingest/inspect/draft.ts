import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { basename, dirname, join, relative, resolve } from 'node:path'
import { IngestError } from '../ingest-error.ts'
import { draftAreas, draftBasemap, draftCity } from './draft-areas.ts'
import { draftCases } from './draft-cases.ts'
import { draftFacts } from './draft-facts.ts'
import { draftPack } from './draft-pack.ts'
import type { RecipeDraft } from './draft-parts.ts'
import { type Planned, planTables } from './plan.ts'
import { type Commented, yamlText } from './recipe-yaml.ts'
import type { Table } from './table.ts'

export interface Drafts {
  pack: Commented
  recipes: RecipeDraft[]
  /** Folder of the data, for --from. */
  from: string
}

const slug = (text: string) =>
  text
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replace(/^[-\d]+/, '')
    .replace(/-+$/, '')
    .slice(0, 40)

/** The folder that holds all files. */
function commonFolder(tables: Table[]): string {
  const folders = tables.flatMap(({ files }) => files.map(({ path }) => dirname(resolve(path)).split('/')))
  const [first = [], ...rest] = folders
  let length = first.length
  for (const folder of rest) while (first.slice(0, length).join('/') !== folder.slice(0, length).join('/')) length--
  return first.slice(0, length).join('/') || '/'
}

/** Names of the files, or a glob where it means these and no others. */
function globs({ files }: Table, from: string): string[] {
  const names = files.map(({ path }) => relative(from, resolve(path)))
  const [first] = names
  if (names.length < 3 || first === undefined || first.includes('/')) return names
  const glob = first.replace(/\d+(?=\D*$)/, '*')
  const pattern = new RegExp(
    `^${glob
      .split('*')
      .map((part) => part.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&'))
      .join('.*')}$`,
  )
  const meant = readdirSync(from).filter((name) => pattern.test(name))
  return meant.length === names.length && names.every((name) => pattern.test(name)) ? [glob] : names
}

/** Recipes and a pack for tables never seen. `name`: of the city, until somebody writes the true one. Errors: IngestError. */
export function draftAll(tables: Table[], name: string): Drafts {
  const from = commonFolder(tables)
  const planned = planTables(tables)
  const taken = new Set<string>()
  const idOf = (text: string) => {
    const base = slug(text) || 'table'
    let id = base
    for (let n = 2; taken.has(id); n++) id = `${base}-${n}`
    taken.add(id)
    return id
  }
  const plans = planned.flatMap(({ areas }) => areas)
  const drawn = [
    ...new Set(
      plans
        .filter(({ hasGeometry }) => hasGeometry)
        .toSorted((a, b) => b.areas.size - a.areas.size)
        .map(({ level }) => level),
    ),
  ]
  const recipes: RecipeDraft[] = []
  const city = cityTable(planned)
  if (city)
    recipes.push(
      draftCity(
        city,
        city.table,
        idOf('whole-city'),
        globs({ ...city.table, files: city.table.files.slice(0, 1) }, from),
        name,
      ),
    )
  for (const one of planned) {
    const files = globs(one.table, from)
    const id = idOf(one.table.stem)
    for (const plan of one.areas)
      recipes.push(
        draftAreas(
          one,
          plan,
          idOf(plan.level.replaceAll('_', '-') === id ? `${id}-areas` : `${id}-${plan.level}`),
          files,
        ),
      )
    if (one.kind === 'basemap') recipes.push(draftBasemap(one, id, files))
    const rows = one.kind === 'cases' ? [draftCases(one, id, files, drawn)] : []
    if (one.kind === 'facts' || (one.kind === 'area' && hasPeople(one.table)))
      rows.push(...draftFacts(withOwnAreas(one), id, files))
    const copyOf = one.copyOf?.files[0]?.name
    recipes.push(...(copyOf === undefined ? rows : rows.map((draft) => ({ ...draft, copyOf }))))
  }
  if (recipes.length === 0)
    throw new IngestError({
      zh: '这些文件无法起草配方：没有一列给出地点、时间或数值。',
      en: 'Nothing in these files can be drafted: no column tells a place, a time or a figure.',
    })
  return { pack: draftPack(planned, recipes, { id: slug(name) || 'city', name, from }), recipes, from }
}

const hasPeople = ({ columns }: Table) =>
  columns.some(({ role }) => role === 'population' || role === 'dwellings' || role === 'households')

function withOwnAreas(one: Planned): Planned {
  if (one.kind !== 'area') return one
  const [plan] = one.areas.slice(-1)
  const column = plan && one.table.columns.find(({ name }) => name === plan.code.from)
  if (!plan || !column) return one
  const { from: _, ...trim } = plan.code
  const join = { spelling: { by: 'code' as const, ...trim }, share: 1, areas: plan.areas.size, unmatched: [] }
  return { ...one, because: `${one.because}, and figures beside them`, placed: [{ plan, column, join, within: null }] }
}

/** The table whose records make the outline of the city: the fewest polygons, else the shortest whole table. */
function cityTable(planned: Planned[]): Planned | undefined {
  const drawn = planned.filter(({ areas }) => areas.some(({ hasGeometry }) => hasGeometry))
  const lists = planned.filter(({ table, areas }) => areas.length > 0 && table.bad === 0)
  const whole = planned.filter(({ table, kind }) => table.bad === 0 && kind !== 'basemap' && table.bytes < 50e6)
  const from = drawn.length > 0 ? drawn : lists.length > 0 ? lists : whole
  return from.toSorted((a, b) => a.table.records - b.table.records)[0]
}

/** Writes drafts into a new folder. Errors: IngestError when something stands there. */
export function writeDrafts({ pack, recipes }: Drafts, out: string): string[] {
  if (existsSync(out) && readdirSync(out).length > 0) {
    throw new IngestError({
      zh: `${out} 不是空文件夹，而 inspect 从不覆盖。请用 --out 指定新的文件夹。`,
      en: `${out} is not empty, and inspect never writes over anything. Name a new folder with --out.`,
    })
  }
  mkdirSync(join(out, 'sources'), { recursive: true })
  const written = recipes.map((draft) => ({ path: join(out, 'sources', `${draft.id}.yaml`), text: yamlText(draft) }))
  written.push({ path: join(out, 'city.yaml'), text: yamlText(pack) })
  for (const { path, text } of written) writeFileSync(path, text, { flag: 'wx' })
  return written.map(({ path }) => path)
}

/** Name of a city until somebody writes the true one: that of the folder. */
export const nameFrom = (out: string): string => basename(resolve(out))
