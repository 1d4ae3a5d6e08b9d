import { Column, dateDay, dictionary, float64, int8, nullType, uint32, uint64, utf8 } from '@uwdata/flechette'
import type { Component, Indicator } from '../../warehouse/catalog/types.ts'
import { dayNumber, dayOf } from '../../warehouse/catalog/periods.ts'
import type { Status } from '../../warehouse/catalog/types.ts'
import { STATUS_CODES } from '../../warehouse/catalog/words.ts'
import type { Answer, KeyColumn, Series } from '../../warehouse/answer/types.ts'
import { toTotal } from './json.ts'
import { type ArrowColumn, arrowBytes, batchOf } from './arrow-columns.ts'
import { type Part, PARTS } from '../schema/query.ts'
import { describeFile, type Provenance } from './provenance.ts'

/**
 * The answer as one Arrow record batch, built on its typed arrays. Columns: each key by its dimension (`area:district`; cells as
 * 64-bit integers, days and weeks as dates) with `:zh` and `:en` names, then `<indicator>.numerator` … `<indicator>.status`.
 * Counts of cases are 32-bit integers, other numbers doubles. Totals, notes and provenance stand in the schema's metadata under
 * `answer`, as JSON. `parts`: what to tell of each value beside its status; unset: all there is.
 */
export function toArrow(answer: Answer, about: Provenance, parts?: readonly Part[]): Uint8Array<ArrayBuffer> {
  const columns = [
    ...answer.keys.flatMap(keyColumns),
    ...answer.series.flatMap((series) => seriesColumns(series, about.indicators.get(series.indicator), parts)),
  ]
  const { query } = about
  const metadata = { ...describeFile(answer, about), query, total: answer.total.map(toTotal), notes: answer.notes }
  return arrowBytes(columns, new Map([['answer', JSON.stringify(metadata)]]))
}

function keyColumns(key: KeyColumn): ArrowColumn[] {
  if (key.cells) return [cells(key.dimension, key.cells)]
  if (key.dimension === 'day' || key.dimension === 'week') return [days(key.dimension, key.codes)]
  const named = key.dimension.startsWith('area:') || !isTime(key.dimension)
  return [
    texts(key.dimension, key.codes),
    ...(named
      ? [
          texts(
            `${key.dimension}:zh`,
            key.labels.map((label) => label.zh),
          ),
          texts(
            `${key.dimension}:en`,
            key.labels.map((label) => label.en),
          ),
        ]
      : []),
  ]
}

const isTime = (dimension: string) => ['day', 'week', 'month', 'quarter', 'year', 'hour', 'weekday'].includes(dimension)

const isCount = (part: Component | undefined): boolean => part?.from === 'cases' && part.sum === undefined

/** Where a series keeps each part. */
const LISTS = {
  numerator: 'numerator',
  denominator: 'denominator',
  value: 'value',
  low: 'low',
  high: 'high',
  before: 'before',
  before_low: 'beforeLow',
  before_high: 'beforeHigh',
  change: 'change',
  smoothed: 'smoothed',
} as const satisfies Record<Part, keyof Series>

function seriesColumns(
  series: Series,
  indicator: Indicator | undefined,
  parts: readonly Part[] | undefined,
): ArrowColumn[] {
  const isWhole = indicator?.kind === 'count' && isCount(indicator.numerator)
  const ofCases: Partial<Record<Part, boolean>> = {
    numerator: isCount(indicator?.numerator),
    denominator: isCount(indicator?.denominator),
    value: isWhole,
    before: isWhole,
  }
  // A count is its own value, and written once.
  const written = new Map<Float64Array, ArrowColumn>()
  const columns: ArrowColumn[] = []
  const whole = series.counts && wholeNumbers('', series.counts)
  for (const part of parts ?? PARTS) {
    const name = `${series.indicator}.${part}`
    if (whole && (part === 'numerator' || part === 'value')) {
      columns.push({ ...whole, name })
      continue
    }
    const data = series[LISTS[part]]
    if (!data) continue
    const known = written.get(data)
    const found = known ? { ...known, name } : ofCases[part] ? wholes(name, data) : numbers(name, data)
    written.set(data, found)
    columns.push(found)
  }
  return [...columns, statuses(`${series.indicator}.status`, series.statusCodes ?? codesOf(series.status))]
}

/** A bitmap of the rows that are not null; without any null none is needed. */
function validity(length: number, isNull: (row: number) => boolean): { nullCount: number; validity?: Uint8Array } {
  const bits = new Uint8Array((length + 7) >> 3)
  let nullCount = 0
  for (let row = 0; row < length; row++) {
    if (isNull(row)) nullCount++
    else bits[row >> 3] = (bits[row >> 3] ?? 0) | (1 << (row & 7))
  }
  return nullCount === 0 ? { nullCount } : { nullCount, validity: bits }
}

/** Which numbers of a column are null: those that are no finite ones. `isEmpty`: all. */
function gapsIn(data: Float64Array): { nullCount: number; validity?: Uint8Array; isEmpty: boolean } {
  const nullCount = countGaps(data)
  const isEmpty = nullCount === data.length && nullCount > 0
  if (nullCount === 0 || isEmpty) return { nullCount, isEmpty }
  return { ...validity(data.length, (row) => !Number.isFinite(data[row])), isEmpty }
}

const column = (name: string, batch: ArrowColumn['batch'], isNullable = true): ArrowColumn => ({
  name,
  isNullable,
  batch,
})

/** A column that has no number at all is of the type of nothing, which takes no bytes. */
const nothing = (name: string, length: number) => column(name, batchOf(nullType(), { length, nullCount: length }))

function numbers(name: string, values: Float64Array): ArrowColumn {
  const { isEmpty, ...gaps } = gapsIn(values)
  return isEmpty
    ? nothing(name, values.length)
    : column(name, batchOf(float64(), { length: values.length, values, ...gaps }))
}

const wholeNumbers = (name: string, values: Uint32Array) =>
  column(name, batchOf(uint32(), { length: values.length, values }))

/** Numbers of cases; as doubles where one of them is none. */
function wholes(name: string, data: Float64Array): ArrowColumn {
  const { isEmpty, ...gaps } = gapsIn(data)
  const { length } = data
  if (isEmpty) return nothing(name, length)
  const values = new Uint32Array(length)
  for (let row = 0; row < length; row++) {
    const n = data[row] as number
    values[row] = n
    if (values[row] !== n && Number.isFinite(n)) return numbers(name, data)
  }
  return column(name, batchOf(uint32(), { length, values, ...gaps }))
}

function countGaps(data: Float64Array): number {
  // One gap makes the sum a gap. Most columns have none, and adding up is the quickest look.
  let sum = 0
  for (let row = 0; row < data.length; row++) sum += data[row] as number
  if (Number.isFinite(sum)) return 0
  let gaps = 0
  for (let row = 0; row < data.length; row++) if (!Number.isFinite(data[row] as number)) gaps++
  return gaps
}

const encoder = new TextEncoder()

const texts = (name: string, values: readonly (string | null)[]) => column(name, textBatch(values))

function textBatch(texts: readonly (string | null)[]): ArrowColumn['batch'] {
  const all = texts.join('')
  const values = encoder.encode(all)
  const isAscii = values.length === all.length
  const offsets = new Int32Array(texts.length + 1)
  let [end, hasNull] = [0, false]
  for (let row = 0; row < texts.length; row++) {
    const text = texts[row] ?? ''
    hasNull ||= texts[row] === null
    end += isAscii ? text.length : Buffer.byteLength(text, 'utf8')
    offsets[row + 1] = end
  }
  const nulls = hasNull ? validity(texts.length, (row) => texts[row] === null) : {}
  return batchOf(utf8(), { length: texts.length, offsets, values, ...nulls })
}

const cells = (name: string, values: BigUint64Array) =>
  column(name, batchOf(uint64(), { length: values.length, values }))

/** ISO days as dates; null where one is unknown. */
function days(name: string, codes: readonly (string | null)[]): ArrowColumn {
  const { length } = codes
  const values = new Int32Array(length)
  let next = Number.NaN
  for (let row = 0; row < length; row++) {
    const code = codes[row] as string | null
    // As a rule a day follows upon the one before, and nothing is to be read.
    if (code !== null && (Number.isNaN(next) || code !== dayOf(next))) next = dayNumber(code)
    if (code !== null) values[row] = next++
  }
  const nulls = codes.includes(null) ? validity(length, (row) => codes[row] === null) : {}
  return column(name, batchOf(dateDay(), { length, values, ...nulls }))
}

const codesOf = (status: readonly Status[]) => Uint8Array.from(status, (each) => STATUS_CODES.indexOf(each))

const STATUS_NAMES = new Column([textBatch(STATUS_CODES)])
/** The writer knows a dictionary by the very type of its names. */
const STATUS_TYPE = dictionary(STATUS_NAMES.type, int8())

function statuses(name: string, codes: Uint8Array): ArrowColumn {
  const values = new Int8Array(codes.buffer, codes.byteOffset, codes.length)
  const batch = batchOf(STATUS_TYPE, { length: codes.length, values })
  return column(
    name,
    (batch as unknown as { setDictionary(names: Column<unknown>): typeof batch }).setDictionary(STATUS_NAMES),
    false,
  )
}
