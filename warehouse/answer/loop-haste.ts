import type { DictEntry } from '../catalog/snapshot-catalog.ts'
import type { Table } from '../engine/engine.ts'
import { bunching, proportionOf } from './loop-parts.ts'
import type { HasteOffice } from './loop-types.ts'
import { placeOffices } from './offices-compare.ts'

/** Fewest closed cases of an office that can be flagged. */
const FEWEST = 30
/** An office is flagged beyond what one in five hundred shows by chance. */
const SURE = 0.998

/**
 * What tells of haste, office by office: the share closed within minutes on a funnel about all offices, and the last hour before
 * the limit against the five before it. Flags are reasons to look, no verdict.
 */
export function hasteOf({ rows, columns }: Table, departments: readonly DictEntry[]): HasteOffice[] {
  const known = new Map(departments.map((member) => [member.code, member]))
  const at = (name: string, i: number) => Number(columns[name]?.[i] ?? 0)
  const found = Array.from({ length: rows }, (_, i) => ({
    member: known.get(Number(columns.department?.[i] ?? Number.NaN)),
    closed: at('closed', i),
    fast: at('within_minutes', i),
    last: at('last_hour', i),
    usual: at('usual_hours', i),
  }))
  const total = found.reduce((sum, { fast, closed }) => ({ n: sum.n + fast, of: sum.of + closed }), { n: 0, of: 0 })
  const named = found.flatMap(({ member, ...counts }) => (member ? [{ ...counts, member }] : []))
  if (!(total.of > 0)) return []
  const { placed } = placeOffices(
    named.map(({ member, fast, closed }) => ({ code: member.value, n: fast, of: closed })),
    total.n / total.of,
    FEWEST,
  )
  return named
    .map(({ member, closed, fast, last, usual }, k): HasteOffice => {
      const bunched = bunching(last, usual, SURE)
      return {
        code: member.value,
        label: { zh: member.label_zh, en: member.label_en },
        within_minutes: proportionOf(fast, closed),
        is_hasty: placed[k]?.position === 'high',
        bunching: bunched,
        is_bunched: closed >= FEWEST && bunched.low !== null && bunched.low > 1,
      }
    })
    .sort((a, b) => (a.code < b.code ? -1 : 1))
}
