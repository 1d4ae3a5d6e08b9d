import { tableFromIPC } from '@uwdata/flechette'
import { parquetReadObjects } from 'hyparquet'
import readXlsxFile from 'read-excel-file/node'
import { toArrow } from '../../api/formats/arrow.ts'
import { toCsv } from '../../api/formats/csv.ts'
import { toJson } from '../../api/formats/json.ts'
import { toParquet } from '../../api/formats/parquet.ts'
import type { Provenance } from '../../api/formats/provenance.ts'
import { writeWorkbook } from '../../api/formats/workbook.ts'
import type { Answer } from '../../warehouse/answer/types.ts'

/** One row of one indicator as a reader of a file finds it. */
export interface Told {
  codes: (string | null)[]
  indicator: string
  numerator: number | null
  denominator: number | null
  value: number | null
  low: number | null
  high: number | null
  status: string
}

type Cell = string | number | null | undefined
const PARTS = ['numerator', 'denominator', 'value', 'low', 'high'] as const
const number = (cell: Cell) => (cell === null || cell === undefined || cell === '' ? null : Number(cell))
const code = (cell: Cell) => (cell === null || cell === undefined || cell === '' ? null : String(cell))

function toldBy(dimensions: readonly string[], cell: (column: string) => Cell, of: (part: string) => string): Told {
  const part = (name: (typeof PARTS)[number]) => number(cell(of(name)))
  return {
    codes: dimensions.map((name) => code(cell(name))),
    indicator: String(cell('indicator') ?? ''),
    numerator: part('numerator'),
    denominator: part('denominator'),
    value: part('value'),
    low: part('low'),
    high: part('high'),
    status: String(cell(of('status'))),
  }
}

/** A long table, as CSV, XLSX and Parquet are. */
const ofTidy = (answer: Answer, rows: readonly Record<string, Cell>[]): Told[] => {
  const dimensions = answer.keys.map(({ dimension }) => dimension.replace(':', '_'))
  return rows.map((row) =>
    toldBy(
      dimensions,
      (name) => row[name],
      (part) => part,
    ),
  )
}

const named = ([head = [], ...rows]: Cell[][]): Record<string, Cell>[] =>
  rows.map((row) => Object.fromEntries(row.map((cell, i) => [String(head[i]), cell])))

/** Cells of a CSV whose texts hold no comma. */
const cellsOf = (csv: string): Cell[][] =>
  csv
    .replace('\uFEFF', '')
    .trim()
    .split('\r\n')
    .map((line) => line.match(/("([^"]|"")*"|[^,]*)(,|$)/g)?.map((cell) => cell.replace(/,$/, '')) ?? [])

/** Every way in which an answer leaves, and what is told when it is read back. */
export const FORMATS = {
  async json(answer: Answer, about: Provenance): Promise<Told[]> {
    const { keys, series, rows } = JSON.parse(JSON.stringify(toJson(answer, about.query))) as ReturnType<typeof toJson>
    return Array.from({ length: rows }, (_, i) => i).flatMap((i) =>
      series.map((each) => ({
        codes: keys.map(({ codes }) => codes[i] ?? null),
        indicator: each.indicator,
        numerator: each.numerator[i] ?? null,
        denominator: each.denominator[i] ?? null,
        value: each.value[i] ?? null,
        low: each.low[i] ?? null,
        high: each.high[i] ?? null,
        status: each.status[i] ?? '',
      })),
    )
  },
  async arrow(answer: Answer, about: Provenance): Promise<Told[]> {
    const table = tableFromIPC(toArrow(answer, about), { useDate: true })
    const told = (value: Cell | Date) => (value instanceof Date ? value.toISOString().slice(0, 10) : value)
    const columns = new Map(
      table.names.map((name) => [String(name), (Array.from(table.getChild(name)) as (Cell | Date)[]).map(told)]),
    )
    const dimensions = answer.keys.map(({ dimension }) => dimension)
    return Array.from({ length: answer.rows }, (_, i) => i).flatMap((i) =>
      answer.series.map(({ indicator }) => {
        const cell = (name: string) => (name === 'indicator' ? indicator : columns.get(name)?.[i])
        return toldBy(dimensions, cell, (part) => `${indicator}.${part}`)
      }),
    )
  },
  async csv(answer: Answer, about: Provenance): Promise<Told[]> {
    return ofTidy(answer, named(cellsOf(await new Response(toCsv(answer, about)).text())))
  },
  async parquet(answer: Answer, about: Provenance): Promise<Told[]> {
    return ofTidy(
      answer,
      (await parquetReadObjects({ file: toParquet(answer, about).buffer })) as Record<string, Cell>[],
    )
  },
  async xlsx(answer: Answer, about: Provenance): Promise<Told[]> {
    const sheets = await readXlsxFile(Buffer.from(await writeWorkbook(answer, about)))
    return ofTidy(answer, named((sheets.find(({ sheet }) => sheet === 'data')?.data ?? []) as Cell[][]))
  },
}
