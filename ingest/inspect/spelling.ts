import { type Trim, trimmer } from '../locate/gazetteer.ts'
import type { Known } from './table.ts'

/** How a column may be brought into the spelling of the codes or names of known areas. */
export interface Spelling extends Trim {
  by: 'code' | 'name'
}

export interface Join {
  spelling: Spelling
  /** Share of the rows with a value whose value is an area. */
  share: number
  /** Different areas named. */
  areas: number
  /** Values that are no area, and how often; the most frequent first. */
  unmatched: [string, number][]
}

const escaped = (text: string) => text.replaceAll(/[.*+?^${}()|[\]\\/]/g, '\\$&')

const FORMERLY = /[（(]原.+[）)]$/u
/** A name without the former one that stands behind it in brackets: 南门街道（原城关镇）. */
export const WITHOUT_FORMERLY = '^(.+?)(?:[（(]原.+[）)])?$'
export const isFormerly = (text: string): boolean => FORMERLY.test(text)

/** Beginning that all values share. */
function commonStart(values: string[]): string {
  const [first = '', ...rest] = values
  let length = first.length
  for (const value of rest) {
    let k = 0
    while (k < length && value[k] === first[k]) k++
    length = k
  }
  return first.slice(0, length)
}

/** Ways a code may have suffered: ".0", hyphens, lost zeros, zeros behind it. `width`: of the known codes. */
export function codeSpellings(column: Known, width: number | null): Spelling[] {
  const found: Spelling[] = [{ by: 'code' }]
  const { code } = column
  if (!code) return found
  const isDotted = code.dotZero > 0
  const plain = isDotted ? { extract: '^(\\d+)' } : {}
  if (isDotted) found.push({ by: 'code', ...plain })
  if (code.hyphens > 0) found.push({ by: 'code', remove: '-' })
  if (width !== null) {
    found.push({ by: 'code', ...plain, pad: width })
    if (code.width !== null && code.width > width) found.push({ by: 'code', extract: `^(\\d{${width}})0+(?:\\.0)?$` })
  }
  return found
}

/** Ways a name may be told: as it is, behind what all values begin with, or behind the name of a parent. */
export function nameSpellings(column: Known): Spelling[] {
  const values = [...column.tally.values.keys()].slice(0, 2000)
  const start = values.length > 1 ? commonStart(values) : ''
  const found: Spelling[] = [{ by: 'name' }]
  if (values.some(isFormerly)) found.push({ by: 'name', extract: WITHOUT_FORMERLY })
  if (start.trim().length >= 2) found.push({ by: 'name', extract: `^${escaped(start)}(.+)$` })
  else if (column.han > 0.8 && values.every((value) => value.length > 4))
    found.push({ by: 'name', extract: '^.{3}(.+)$' })
  return found
}

/** How many rows of a column name a known area, spelled so. `has`: text → the area's key, or null. */
export function joinOf(column: Known, spelling: Spelling, has: (text: string) => string | null): Join {
  const trim = trimmer(spelling)
  const areas = new Set<string>()
  const unmatched: [string, number][] = []
  let [joined, all] = [0, 0]
  for (const [value, n] of column.tally.values) {
    all += n
    const text = trim(value)
    const area = text === null ? null : has(text)
    if (area === null) unmatched.push([value, n])
    else {
      joined += n
      areas.add(area)
    }
  }
  unmatched.sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
  return { spelling, share: all === 0 ? 0 : joined / all, areas: areas.size, unmatched }
}
