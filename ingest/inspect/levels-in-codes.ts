import { isTotalWord } from '../locate/total-words.ts'
import type { Known } from './table.ts'

/** Lengths at which codes of public divisions end: state, county, town, village. */
export const LENGTHS = [2, 4, 5, 6, 8, 9, 12]
const MOST_LISTED = 40
const escaped = (text: string) => text.replaceAll(/[.*+?^${}()|[\]\\/]/g, '\\$&')

const valuesOf = (column: Known) => [...column.tally.values.keys()]

/**
 * Lengths of larger areas that a column of codes lists beside their parts, filled up with zeros: 330000 and 330100 beside
 * 330102. Such a length counts where most of the codes that begin alike have their larger area in the column too.
 */
export function filledLengths(column: Known): number[] {
  const width = column.code?.width ?? 0
  if (width < 5 || column.tally.isCut) return []
  const codes = valuesOf(column).filter((code) => code.length === width && /^\d+$/.test(code))
  if (codes.length < column.distinct * 0.98) return []
  const found: number[] = []
  for (const length of LENGTHS.filter((each) => each < width)) {
    const isFilled = (code: string) => /^0+$/.test(code.slice(length)) && !/^0+$/.test(code)
    const isTaken = (code: string) => found.some((shorter) => /^0+$/.test(code.slice(shorter)))
    const larger = new Set(
      codes.filter((code) => isFilled(code) && !isTaken(code)).map((code) => code.slice(0, length)),
    )
    const begun = new Set(
      codes.filter((code) => !isFilled(code) && !/^0+$/.test(code)).map((code) => code.slice(0, length)),
    )
    const both = [...larger].filter((start) => begun.has(start)).length
    if (both > 0 && both >= begun.size * 0.6 && both >= larger.size * 0.6) found.push(length)
  }
  return found
}

/** What a code of the finest areas must not be: a word for a total, zeros alone, or a larger area filled with zeros. */
export function notFinest(column: Known, lengths: number[]): string {
  const words = valuesOf(column).filter(isTotalWord)
  const zeros = valuesOf(column).some((code) => /^0{2,}$/.test(code))
  const parts = [
    ...words.slice(0, MOST_LISTED).map(escaped),
    ...(zeros ? ['0+'] : []),
    ...lengths.map((length) => `\\d{${length}}0+`),
  ]
  return parts.length === 0 ? '' : `(?!(?:${parts.join('|')})$)`
}

/** Pattern for the codes of one length, in a list that fills them up with zeros. */
export function filledCode(length: number, lengths: number[], width: number): string {
  const larger = ['0+', ...lengths.filter((each) => each < length).map((each) => `\\d{${each}}0+`)]
  const not = `(?!(?:${larger.join('|')})$)`
  return `^${not}(\\d{${length}})0{${width - length}}$`
}

/** What the levels of codes of the mainland are called; codes of others have no name of their own. */
const MAINLAND: Record<number, string> = { 2: 'province', 4: 'prefecture', 6: 'county', 9: 'township', 12: 'village' }

export function levelName(column: Known, length: number): string {
  const isMainland = valuesOf(column).every((code) => /^(?:[1-5]\d|6[1-5]|71|8[12])\d*$/.test(code))
  return (isMainland ? MAINLAND[length] : undefined) ?? `level_${length}`
}
