import { type Trim, trimmer } from '../locate/gazetteer.ts'
import { nameKey } from '../locate/spelling.ts'
import { filledCode, filledLengths, LENGTHS, levelName, notFinest } from './levels-in-codes.ts'
import { isFormerly, WITHOUT_FORMERLY } from './spelling.ts'
import type { Known, Table } from './table.ts'

/** A column and what to do to its text. */
export interface Source extends Trim {
  from: string
}

/** Areas of one level that rows may name. */
export interface KnownAreas {
  level: string
  /** Columns that tell them in their own table. */
  code: Source
  name: Source | null
  /** The code is the name itself. */
  isNamed: boolean
  parent: { level: string } | null
  /** Code → name. */
  areas: Map<string, string>
  /** Spelling of a name → codes that bear it. */
  names: Map<string, string[]>
  /** Code → code of the area above. */
  parentCodes(): Map<string, string>
}

/** Areas that one table tells, and how an area recipe would read them. */
export interface AreaPlan extends KnownAreas {
  table: Table
  englishName: Source | null
  parent: { level: string; source: Source } | null
  hasGeometry: boolean
  /** Year in the name of its file, where files of other years draw the same level. */
  vintage?: number
  remarks: string[]
}

const INDEX = /objectid|^fid$|shape_|st_?area|^_id$|^ivid$|sort/iu

const complete = (column: Known) => column.tally.empty === 0 && column.filled > 0 && !column.tally.name.startsWith('_')

/** The column that best tells the areas of a table apart. */
export function codeColumn({ columns }: Table): Known | null {
  const usable = columns.filter(
    (c) => complete(c) && c.name !== '' && !INDEX.test(c.name) && c.personal?.isSure !== true,
  )
  const score = (c: Known) => {
    const [isCode, isName] = [c.role === 'code' || c.role === 'identifier', c.role === 'name']
    const kind = isCode ? 4 : isName ? 2 : c.role === 'text' ? 1 : -10
    const fixed = c.code?.width ? 1 : 0
    const named = /code|fips|^id$|geoid|zip|代码|代碼/iu.test(c.name) ? 1 : 0
    const apart = c.isUnique ? 4 : (c.distinct / Math.max(1, c.filled)) * 3
    return kind + fixed + named + apart
  }
  const best = usable.toSorted((a, b) => score(b) - score(a))[0]
  return best && score(best) > 0 ? best : null
}

/** The column that names what `code` numbers: text, one for each code. */
export function nameColumn({ columns }: Table, code: Known, isEnglish: boolean): Known | null {
  const fits = columns.filter(
    (c) => c !== code && complete(c) && (c.role === 'name' || c.role === 'text') && !c.personal,
  )
  const texts = fits.filter((c) => c.han > 0.3 !== isEnglish && c.number === null && !c.code?.width && digits(c) < 0.2)
  const score = (c: Known) => c.distinct + (/name|名/iu.test(c.name) ? 1e-3 : 0) - (/id$|code/i.test(c.name) ? 1e-3 : 0)
  return texts.filter((c) => c.distinct >= code.distinct * 0.3).toSorted((a, b) => score(b) - score(a))[0] ?? null
}

/** Share of the characters of its values that are digits. */
const digits = (column: Known) => {
  const text = [...column.tally.values.keys()].slice(0, 200).join('')
  return text === '' ? 0 : text.replaceAll(/\D/g, '').length / text.length
}

const indexOf = (table: Table, column: Known) => table.columns.indexOf(column)

/** Where, in a code, the code of a larger area ends that `column` names: "64000010-001" holds 三民區 in 8 characters. */
function prefixFor(table: Table, code: Known, column: Known): number | null {
  const [codeAt, nameAt] = [indexOf(table, code), indexOf(table, column)]
  const first = table.sample[0]?.[codeAt] ?? ''
  const hyphen = first.indexOf('-')
  const lengths = [...new Set([...(hyphen > 0 ? [hyphen] : []), ...LENGTHS])]
    .filter((k) => k < first.length)
    .toSorted((a, b) => a - b)
  for (const length of hyphen > 0 ? lengths.filter((k) => k <= hyphen) : lengths) {
    const names = new Map<string, string>()
    const isFitting = table.sample.every((row) => {
      const [prefix, name] = [(row[codeAt] ?? '').slice(0, length), row[nameAt] ?? '']
      const known = names.get(prefix)
      names.set(prefix, known ?? name)
      return known === undefined || known === name
    })
    if (isFitting && names.size > 1 && names.size <= table.sample.length / 2) return length
  }
  return null
}

function collect(table: Table, code: Source, name: Source | null): Pick<AreaPlan, 'areas' | 'names'> {
  const column = table.columns.find((c) => c.name === code.from)
  const trim = trimmer(code)
  const areas = new Map<string, string>()
  for (const value of column?.tally.values.keys() ?? []) {
    const own = trim(value)
    if (own !== null) areas.set(own, own)
  }
  const names = new Map<string, string[]>()
  const at = table.columns.findIndex((c) => c.name === name?.from)
  const codeAt = table.columns.findIndex((c) => c.name === code.from)
  if (at < 0) {
    for (const own of areas.keys()) names.set(nameKey(own), [own])
    return { areas, names }
  }
  for (const row of table.sample) {
    const [own, called] = [trim(row[codeAt]?.trim() ?? ''), row[at]?.trim() ?? '']
    if (own === null || called === '') continue
    areas.set(own, called)
    const key = nameKey(called)
    const bearers = names.get(key) ?? []
    if (!bearers.includes(own)) names.set(key, [...bearers, own])
  }
  return { areas, names }
}

/** Code → code of the area above, as the table of the areas tells it. */
function parentsOf({ table, code, parent }: AreaPlan): Map<string, string> {
  const parents = new Map<string, string>()
  if (!parent) return parents
  const at = (name: string) => table.columns.findIndex((column) => column.name === name)
  const [own, above, ownAt, aboveAt] = [trimmer(code), trimmer(parent.source), at(code.from), at(parent.source.from)]
  for (const row of table.sample) {
    const [lower, upper] = [own(row[ownAt] ?? ''), above(row[aboveAt] ?? '')]
    if (lower !== null && upper !== null) parents.set(lower, upper)
  }
  return parents
}

export interface PlanInput {
  level: string
  table: Table
  code: Known
}

/** What of a column is the code, where not all of it is. */
function extractOf(code: Known, not: string, isDotted: boolean): string | undefined {
  if (isDotted) return `^${not}(\\d+)`
  if (code.code === null && [...code.tally.values.keys()].some(isFormerly))
    return WITHOUT_FORMERLY.replace('^', `^${not}`)
  return not === '' ? undefined : `^${not}(.+)$`
}

/** Areas as one table tells them, and the larger ones hidden in their codes, largest first. */
export function planAreas({ level, table, code }: PlanInput, levelId: (name: string) => string): AreaPlan[] {
  const [zh, en] = [nameColumn(table, code, false), nameColumn(table, code, true)]
  const isHyphened = (code.code?.hyphens ?? 0) > 0.9 && /^\d+-\d+$/.test(table.sample[0]?.[indexOf(table, code)] ?? '')
  const isDotted = (code.code?.dotZero ?? 0) > 0.9
  const filled = code.isUnique && !isHyphened && !isDotted ? filledLengths(code) : []
  const not = notFinest(code, filled)
  const extract = extractOf(code, not, isDotted)
  const own: Source = {
    from: code.name,
    ...(isHyphened ? { remove: '-' } : {}),
    ...(extract === undefined ? {} : { extract }),
  }
  const hasGeometry = table.files[0]?.geometry === 'polygon'
  const plan = (id: string, source: Source, name: Known | null, english: Known | null): AreaPlan => {
    const called = name ? { from: name.name } : null
    const made: AreaPlan = {
      level: id,
      table,
      code: source,
      name: called,
      englishName: english ? { from: english.name } : null,
      parent: null,
      hasGeometry: hasGeometry && source === own,
      isNamed: source === own && code.code === null,
      remarks: [],
      ...collect(table, source, called ?? (english ? { from: english.name } : null)),
      parentCodes: () => parentsOf(made),
    }
    return made
  }
  const finest = filled.length > 0 ? levelName(code, code.code?.width ?? 0) : 'level_'
  const base = plan(finest.startsWith('level_') ? level : levelId(finest), own, zh, en)
  if (hasGeometry || !code.isUnique || !code.code) return [base]
  const hidden = table.columns
    .filter((c) => c !== code && c !== zh && c !== en && c.role === 'name' && complete(c) && c.distinct > 1)
    .flatMap((column) => {
      const length = prefixFor(table, code, column)
      return length === null ? [] : [{ column, length }]
    })
    .toSorted((a, b) => a.length - b.length)
    .filter(({ length }, i, all) => all.findIndex((other) => other.length === length) === i)
  const width = code.code.width ?? 0
  const steps = [...new Set([...hidden.map(({ length }) => length), ...filled])].toSorted((a, b) => a - b)
  const hasZeros = [...code.tally.values.keys()].some((each) => /^0+$/.test(each))
  const larger: AreaPlan[] = []
  for (const length of steps) {
    const column = hidden.find((each) => each.length === length)?.column
    const isHan = (column?.han ?? 0) > 0.3
    const isFilled = filled.includes(length)
    const id = levelId(column?.name ?? levelName(code, length))
    const made = isFilled
      ? plan(id, { from: code.name, extract: filledCode(length, filled, width) }, zh, en)
      : plan(
          id,
          {
            from: code.name,
            extract: `^${hasZeros ? '(?!0+$)' : ''}(.{${length}})`,
          },
          column && isHan ? column : null,
          column && !isHan ? column : null,
        )
    made.remarks.push(
      isFilled
        ? `codes that end in ${width - length} zeros are larger areas beside their parts: level ${id}`
        : `${column?.name ?? ''} depends on the first ${length} characters of ${code.name} in all ${table.sample.length} rows looked at`,
    )
    made.parent = parentIn(larger.at(-1), made, code)
    larger.push(made)
  }
  base.parent = parentIn(larger.at(-1), base, code)
  return [...larger, base]
}

const MOST_ORPHANS = 40

/** The area above by the beginning of the code; codes whose beginning no area has are left without. */
function parentIn(above: AreaPlan | undefined, plan: AreaPlan, code: Known): AreaPlan['parent'] {
  const length = [...(above?.areas.keys() ?? [])][0]?.length
  if (!above || length === undefined) return null
  const own = trimmer(plan.code)
  const starts = new Set(
    [...code.tally.values.keys()].filter((text) => own(text) !== null).map((text) => text.slice(0, length)),
  )
  const orphans = [...starts].filter((start) => !above.areas.has(start))
  if (orphans.length > MOST_ORPHANS) return null
  if (orphans.length > 0)
    plan.remarks.push(
      `unsure: no area of level ${above.level} has the code ${orphans.join(', ')}; what begins so stands in none`,
    )
  const not = orphans.length === 0 ? '' : `(?!${orphans.join('|')})`
  return { level: above.level, source: { from: code.name, extract: `^${not}(.{${length}})` } }
}
