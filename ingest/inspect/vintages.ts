import type { Table } from './table.ts'

const DATED = /^(.*?)[-_ ]?((?:19|20|21)\d\d)(?!\d)(.*)$/u

/** Name without its year, and the year, of boundaries that other files draw for other years; null for all else. */
export function vintageOf(table: Table, tables: readonly Table[]): { stem: string; year: number } | null {
  const own = dated(table)
  const isOther = (each: ReturnType<typeof dated>) => each?.stem === own?.stem && each?.year !== own?.year
  return own && tables.some((other) => isOther(dated(other))) ? own : null
}

function dated({ stem, files }: Table): { stem: string; year: number } | null {
  const [, before = '', year, after = ''] = DATED.exec(stem) ?? []
  const isDrawn = files[0]?.geometry === 'polygon'
  return isDrawn && year !== undefined && /[^\W\d]/u.test(before + after)
    ? { stem: before + after, year: Number(year) }
    : null
}
