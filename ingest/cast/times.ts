import type { Recipe } from '../recipe.ts'
import { canonical, type Reader, readersOf } from './formats.ts'
import { literal } from './literal.ts'
import { foldExpression, gapExpression, shiftExpression } from './zones.ts'

export interface Zones {
  source: string
  city: string
  fold: Recipe['fold']
}

/** SQL of a time read from a text, in the layers of the cast: civil time of the source first, then that of the city. */
export interface TimeReading {
  /** A column before all others; null where none is needed. */
  first: string | null
  /** Civil time of the source, or of the city where the text carries an offset; `at` is the column that holds `first`. */
  civil(at: string): string
  /** TIMESTAMP in the city's civil time, over the column `at` that holds `civil`. */
  value(at: string): string
  /** Boolean over the text: it names a month and no day. Null where no format does. */
  isMonth: string | null
  gap(at: string): string | null
  fold(at: string): string | null
}

const coalesce = (parts: string[]) => (parts.length === 1 ? (parts[0] ?? 'null') : `coalesce(${parts.join(', ')})`)
const finite = (time: string) => `case when isfinite(${time}) then ${time} end`

function monthExpression(readers: Reader[]): string | null {
  if (!readers.some((reader) => reader.isMonth)) return null
  if (readers.every((reader) => reader.isMonth)) return 'true'
  return `(case ${readers.map(({ sql, isMonth }) => `when (${sql}) is not null then ${isMonth}`).join(' ')} else false end)`
}

/** How a text becomes a time of the city. Dates without a clock are read with both zones alike. */
export function readTime(text: string, formats: string[] | undefined, zones: Zones): TimeReading {
  const readers = readersOf(text, formats)
  const isShifted = zones.source !== zones.city
  const zoned = readers.filter((reader) => reader.isZoned).map(({ sql }) => `(${sql}) is not null`)
  const isZoned = zoned.length > 0 ? `(${zoned.join(' or ')})` : 'false'
  const inCity = (reader: Reader) =>
    reader.isZoned ? `timezone(${literal(zones.city)}, ${reader.sql})` : `(${reader.sql})`
  const unlessZoned = (sql: string | null) =>
    sql && (zoned.length > 0 ? `(case when ${sql} then not ${isZoned} else false end)` : sql)
  const known = canonical(text, formats)
  const read = finite(coalesce(readers.map(inCity)))
  return {
    first: known && known.sql,
    civil: (at) => (known ? `case when ${known.isSame(at)} then ${at} else ${read} end` : read),
    value: (at) => {
      if (!isShifted) return at
      const shifted = shiftExpression(at, zones.source, zones.city, zones.fold)
      return zoned.length > 0 ? `case when ${isZoned} then ${at} else ${shifted} end` : shifted
    },
    isMonth: monthExpression(readers),
    gap: (at) => unlessZoned(gapExpression(at, zones.source)),
    fold: (at) => (isShifted ? unlessZoned(foldExpression(at, zones.source)) : null),
  }
}
