import { holdsIn, membersOf, type SnapshotCatalog } from '../catalog/snapshot-catalog.ts'
import type { Label } from '../catalog/types.ts'
import { URBAN_CLASSES, CASE_STATUSES, WEEKDAYS } from '../catalog/words.ts'
import type { Dimension, Filters } from '../query/plan.ts'
import { bucketCode, bucketsIn } from './days.ts'
import { nameArea } from './held.ts'
import type { Holds, Period } from './types.ts'

/** Members of a dimension travel as text: area id, cell index, first day of a bucket, dictionary code. Unknown is this. */
export const UNKNOWN = '\u0000'
const UNKNOWN_LABEL: Label = { zh: '未知', en: 'Unknown' }

type Member = string | number | bigint | boolean | null | undefined
export const tokenOf = (value: Member): string => (value === null || value === undefined ? UNKNOWN : String(value))
export const joinTokens = (tokens: readonly string[]): string =>
  tokens.length === 1 ? (tokens[0] as string) : tokens.join('|')

/**
 * Areas of a level that hold on some day of the period and that the filter leaves: those named, those under one named,
 * and those above one named.
 */
function areaIds(catalog: SnapshotCatalog, level: string, filters: Filters, period: Period): number[] {
  const all = catalog.areas.filter((area) => area.level === level && holdsIn(area, period))
  const named = new Set([...filters.areas.values()].flat())
  if (named.size === 0) return all.map((area) => area.area_id)
  const parent = new Map(catalog.areas.map((area) => [area.area_id, area.parent_id]))
  const chain = (id: number): number[] => {
    const above = parent.get(id) ?? null
    return above === null ? [id] : [id, ...chain(above)]
  }
  const above = new Set([...named].flatMap(chain))
  return all
    .filter((area) => above.has(area.area_id) || chain(area.area_id).some((id) => named.has(id)))
    .map((area) => area.area_id)
}

const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => String(from + i))

/** All members of a dimension that an answer lists, in its order: those that exist by themselves and those seen in the data. */
export function membersFor(
  dimension: Dimension,
  catalog: SnapshotCatalog,
  filters: Filters,
  period: Period,
  seen: ReadonlySet<string>,
): string[] {
  const unknown = seen.has(UNKNOWN) ? [UNKNOWN] : []
  switch (dimension.kind) {
    case 'area':
      return [...areaIds(catalog, dimension.level, filters, period).map(String), ...unknown]
    case 'time':
      return bucketsIn(dimension.grain, period)
    case 'hour':
      return range(0, 23)
    case 'weekday':
      return range(1, 7)
    case 'cell':
      return [...seen].filter((token) => token !== UNKNOWN).sort()
    case 'coded':
      return [
        ...membersOf(catalog, dimension.column)
          .map((entry) => String(entry.code))
          .filter((code) => seen.has(code)),
        ...unknown,
      ]
    case 'status':
      return CASE_STATUSES.map((status) => status.code).filter((code) => seen.has(code))
    case 'urban':
    case 'urban_two':
      return [...URBAN_CLASSES.map((each) => each.code as string).filter((code) => seen.has(code)), ...unknown]
  }
}

export interface Name {
  code: string | null
  label: Label
  /** When an area holds that does not hold on every day of the period. */
  holds?: Holds
}

/** How a member is called in questions, exports and on screen, in an answer about a period. */
export function nameMember(dimension: Dimension, catalog: SnapshotCatalog, period: Period): (token: string) => Name {
  const same = (code: string): Name => ({ code, label: { zh: code, en: code } })
  const known = (name: (token: string) => Name) => (token: string) =>
    token === UNKNOWN ? { code: null, label: UNKNOWN_LABEL } : name(token)
  switch (dimension.kind) {
    case 'area': {
      const areas = new Map(catalog.areas.map((area) => [String(area.area_id), area]))
      return known((token) => {
        const area = areas.get(token)
        return area ? nameArea(area, period) : same(token)
      })
    }
    case 'cell':
      return known((token) => same(BigInt(token).toString(16)))
    case 'time':
      return known((token) => same(bucketCode(dimension.grain, token)))
    case 'coded': {
      const members = new Map(membersOf(catalog, dimension.column).map((entry) => [String(entry.code), entry]))
      return known((token) => {
        const entry = members.get(token)
        return entry ? { code: entry.value, label: { zh: entry.label_zh, en: entry.label_en } } : same(token)
      })
    }
    case 'hour':
      return known((token) => ({ code: token, label: { zh: `${token} 时`, en: `${token.padStart(2, '0')}:00` } }))
    case 'weekday':
      return known((token) => ({ code: token, label: WEEKDAYS[Number(token) - 1] ?? UNKNOWN_LABEL }))
    case 'status':
      return known((token) => ({
        code: token,
        label: CASE_STATUSES.find((status) => status.code === token)?.label ?? UNKNOWN_LABEL,
      }))
    case 'urban':
    case 'urban_two':
      return known((token) => ({
        code: token,
        label: URBAN_CLASSES.find((each) => each.code === token)?.label ?? UNKNOWN_LABEL,
      }))
  }
}
