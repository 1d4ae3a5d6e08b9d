import { holdsOn, type SnapshotCatalog } from '../catalog/snapshot-catalog.ts'
import type { Label } from '../catalog/types.ts'
import type { Filters } from '../query/plan.ts'
import { areaEntries } from './area-entries.ts'
import { addDays } from './days.ts'
import type { Scope } from './parts.ts'
import type { Period } from './types.ts'

/** Days of a period on which the same of the areas asked for hold; `which` tells those areas. */
export interface Spell extends Period {
  which: string
}

/** When the areas that a row is about hold: that of its key, and those of the question's filter. */
export interface Held {
  /** Which of them hold on a day; null where none does. */
  on(tokens: readonly string[], day: string): string | null
  /** The spells of a period in which any of them holds, in order of time. */
  spells(tokens: readonly string[], period: Period): Spell[]
}

type Areas = Pick<SnapshotCatalog, 'areas'>
const changesOf = new WeakMap<Areas, string[]>()

/** Days on which areas begin or cease to hold, ascending; none where all hold at all times. */
export function changeDays(catalog: Areas): string[] {
  const known = changesOf.get(catalog)
  if (known) return known
  const days = catalog.areas.flatMap(({ valid_from, valid_to }) => [valid_from, valid_to])
  const changes = [...new Set(days)].filter((day) => day !== null).toSorted()
  changesOf.set(catalog, changes)
  return changes
}

/** The year where a day begins one (or, as a last day, ends one), else the day. */
const short = (day: string, whole: string) => (day.endsWith(whole) ? day.slice(0, 4) : day)

/** What an area is called in an answer about a period; with its years where it does not hold on all its days. */
export function nameArea(area: SnapshotCatalog['areas'][number], { from, to }: Period) {
  const { code, name_zh: zh, name_en: en, valid_from, valid_to } = area
  if (holdsOn(area, from) && holdsOn(area, to)) return { code, label: { zh, en } }
  const first = valid_from === null ? '' : short(valid_from, '-01-01')
  const last = valid_to === null ? '' : short(addDays(valid_to, -1), '-12-31')
  const label = { zh: `${zh}（${first}–${last}）`, en: `${en} (${first}–${last})` }
  return { code, label, holds: { valid_from, valid_to } }
}

/** What an answer says of boundaries that change within its period, or between it and the one it is compared with. */
export function boundaryNotes({ snapshot, by, filters, period }: Scope, compared: Period | null): Label[] {
  const { catalog } = snapshot
  if (changeDays(catalog).length === 0) return []
  const level = by.find((dimension) => dimension.kind === 'area')?.level
  const named = new Set([...filters.areas.values()].flat())
  const asked = catalog.areas.filter(({ area_id, level: own }) => own === level || named.has(area_id))
  const changes = changeDays({ areas: asked })
  const within = changes.filter((day) => day > period.from && day <= period.to)
  const since = compared && changes.filter((day) => day > compared.from && day <= period.from)
  const notes: Label[] = []
  if (within.length > 0) {
    notes.push({
      zh: `区划于 ${within.join('、')} 调整：每个区域只计其有效期内的案件；计算率时，人口等按有效天数折算。`,
      en: `Boundaries changed on ${within.join(', ')}: each area counts the cases of the days on which it held; under a rate its people count for the share of those days.`,
    })
  }
  if (since && since.length > 0) {
    notes.push({
      zh: `区划于 ${since.join('、')} 调整：此前不存在的区域没有对比值。`,
      en: `Boundaries changed on ${since.join(', ')}: areas that did not hold before have no value to compare with.`,
    })
  }
  return notes
}

/** Null where all areas hold at all times. */
export function heldIn({ snapshot: { catalog }, by, filters }: Scope): Held | null {
  const changes = changeDays(catalog)
  if (changes.length === 0) return null
  const areas = areaEntries(catalog)
  const at = by.findIndex((dimension) => dimension.kind === 'area')
  const named = namedWith(catalog, filters)
  const on = (tokens: readonly string[], day: string): string | null => {
    const holds = (id: number) => {
      const area = areas.get(id)
      return area !== undefined && holdsOn(area, day)
    }
    const own = areas.get(Number(tokens[at]))?.area_id
    if (own !== undefined && !holds(own)) return null
    const wanted = named(own)
    const active = wanted?.filter(holds)
    return active?.length === 0 ? null : [own ?? '', ...(active ?? [])].join(' ')
  }
  const known = new Map<string, Spell[]>()
  const spells = (tokens: readonly string[], { from, to }: Period): Spell[] => {
    const key = `${tokens[at] ?? ''} ${from} ${to}`
    const found = known.get(key) ?? spellsOf({ from, to }, changes, (day) => on(tokens, day))
    known.set(key, found)
    return found
  }
  return { on, spells }
}

function spellsOf({ from, to }: Period, changes: string[], on: (day: string) => string | null): Spell[] {
  const spells: Spell[] = []
  const starts = from > to ? [] : [from, ...changes.filter((day) => day > from && day <= to)]
  for (const [k, start] of starts.entries()) {
    const next = starts[k + 1]
    const end = next === undefined ? to : addDays(next, -1)
    const which = on(start)
    const before = spells.at(-1)
    if (before && before.which === which && before.to === addDays(start, -1)) before.to = end
    else if (which !== null) spells.push({ from: start, to: end, which })
  }
  return spells
}

/** Of the areas a filter names those that are, lie in or hold the area of a row; null where the filter names none. */
function namedWith(catalog: SnapshotCatalog, filters: Filters): (own: number | undefined) => number[] | null {
  const areas = areaEntries(catalog)
  const chain = (id: number): number[] => {
    const above = areas.get(id)?.parent_id ?? null
    return above === null ? [id] : [id, ...chain(above)]
  }
  const named = [...filters.areas.values()].flat().toSorted((a, b) => a - b)
  const chains = new Map(named.map((id) => [id, chain(id)]))
  return (own) => {
    if (named.length === 0) return null
    if (own === undefined) return named
    const above = chain(own)
    return named.filter((id) => above.includes(id) || chains.get(id)?.includes(own))
  }
}
