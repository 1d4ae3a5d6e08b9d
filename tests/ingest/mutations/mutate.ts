import { gb18030 } from '../gb18030.ts'

/** A small sound CSV, and ways to spoil it: the same seed gives the same file. */
export interface Mutated {
  kind: Kind
  seed: number
  bytes: Buffer
  /** What the publisher meant, where the bytes cannot tell: a mix of encodings. */
  meant?: string
  delimiter: string
  /** Every row has a blank value too many. */
  hasSurplus: boolean
}

const COLUMNS = ['id', 'opened', 'kind', 'note', 'hops']
const NOTES = ['平安', '"多云，有雨"', '"He said ""no"", twice"', '', '"first\nsecond"', 'plain, no', '𠀀字', '5" pipe']
const ROWS = 14
const OVERLONG = 'x'.repeat((1 << 20) + 1000)

export type Random = (below: number) => number

/** mulberry32: whole numbers from 0 below a bound. */
export function randomOf(seed: number): Random {
  let state = seed >>> 0
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) % below
  }
}

/** Fields of sound rows, quoted where they must be. */
function soundRows(random: Random): string[][] {
  return Array.from({ length: ROWS }, (_, i) => {
    const note = NOTES[random(NOTES.length)] ?? ''
    const sound = note.includes(',') && !note.startsWith('"') ? `"${note}"` : note
    const opened = `2026-03-${String(1 + random(28)).padStart(2, '0')} 08:00:00`
    return [`A${i}`, opened, random(2) === 0 ? '噪声' : '道路', sound, String(random(9))]
  })
}

const join = (rows: string[][], mark = ',', end = '\n') => rows.map((row) => row.join(mark) + end).join('')
const places = (text: string, mark: string) => Array.from(text.matchAll(new RegExp(mark, 'g')), (match) => match.index)

function without(text: string, mark: string, random: Random): string {
  const all = places(text, mark)
  const at = all[random(Math.max(all.length, 1))]
  return at === undefined ? text : text.slice(0, at) + text.slice(at + 1)
}

function inserted(text: string, what: string, random: Random, from = 0): string {
  const at = from + random(text.length - from)
  return text.slice(0, at) + what + text.slice(at)
}

const bytesWith = (bytes: Buffer, at: number, ...more: number[]) =>
  Buffer.concat([bytes.subarray(0, at), Buffer.from(more), bytes.subarray(at)])

type Made = string | Buffer | (Partial<Omit<Mutated, 'kind'>> & { bytes: Buffer })
type Way = (rows: string[][], random: Random) => Made

const utf8 = (text: string) => Buffer.from(text)

/** A line put into a file in another encoding: the file, and what it was meant to be. */
function mixed(rows: string[][], random: Random, most: (text: string) => Buffer, one: (text: string) => Buffer): Made {
  const at = 1 + random(ROWS)
  const foreign = ['B1', '2026-03-01 08:00:00', '社区', '滨江道南', '1']
  const all = rows.toSpliced(at, 0, foreign)
  const lines = all.map((row) => (row === foreign ? one : most)(`${row.join(',')}\n`))
  return { bytes: Buffer.concat(lines), meant: join(all) }
}

const WAYS = {
  nothing: (rows) => join(rows),
  drop_quote: (rows, random) => without(join(rows), '"', random),
  add_quote: (rows, random) => inserted(join(rows), '"', random),
  drop_delimiter: (rows, random) => without(join(rows), ',', random),
  add_delimiter: (rows, random) => inserted(join(rows), ',', random),
  nul: (rows, random) => inserted(join(rows), '\0', random),
  bad_bytes: (rows, random) => {
    const bytes = Buffer.from(join(rows))
    return bytesWith(bytes, random(bytes.length), ...Array.from({ length: 1 + random(3) }, () => 0x80 + random(128)))
  },
  replacement_sign: (rows, random) => inserted(join(rows), '\uFFFD', random),
  truncate: (rows, random) => {
    const bytes = Buffer.from(join(rows))
    return bytes.subarray(0, random(bytes.length))
  },
  newline_style: (rows, random) => join(rows, ',', ['\r\n', '\r', '\r\r\n'][random(3)]),
  mixed_newlines: (rows, random) =>
    rows.map((row) => row.join(',') + (['\n', '\r\n', '\r', '\r\r\n', '\n\n'][random(5)] ?? '')).join(''),
  duplicate_name: (rows, random) => {
    const [names = [], ...rest] = rows
    return join([names.with(random(names.length), names[random(names.length)] ?? ''), ...rest])
  },
  no_header: (rows) => join(rows.slice(1)),
  header_again: (rows, random) => join(rows.toSpliced(1 + random(ROWS), 0, rows[0] ?? [])),
  gb18030: (rows) => gb18030(join(rows)),
  gb18030_within_utf8: (rows, random) => mixed(rows, random, utf8, gb18030),
  utf8_within_gb18030: (rows, random) => mixed(rows, random, gb18030, utf8),
  latin1: (rows, random) => {
    const names = ['Doña Ana', 'Peñuelas', 'Mayagüez', 'Añasco']
    const text = join(rows.map((row, i) => (i === 0 ? row : [...row.slice(0, 2), 'x', names[random(4)] ?? '', '1'])))
    return { bytes: Buffer.from(text, 'latin1'), meant: text }
  },
  utf16: (rows, random) => {
    const bytes = Buffer.from(`\uFEFF${join(rows)}`, 'utf16le')
    return random(2) === 0 ? bytes : bytes.swap16()
  },
  mark_within: (rows, random) => inserted(join(rows), '\uFEFF', random, 1),
  overlong_line: (rows, random) => {
    const at = 1 + random(ROWS)
    return join(rows.map((row, i) => (i === at ? row.with(3, OVERLONG) : row)))
  },
  ragged: (rows, random) => join(rows.map((row, i) => (i > 0 && random(4) === 0 ? row.slice(0, 1 + random(4)) : row))),
  reorder_columns: (rows, random) => {
    const order = COLUMNS.map((_, i) => i).sort(() => random(3) - 1)
    return join(rows.map((row) => order.map((i) => row[i] ?? '')))
  },
  trailing_delimiter: (rows) => ({
    bytes: Buffer.from(join(rows.map((row, i) => (i === 0 ? row : [...row, ''])))),
    hasSurplus: true,
  }),
  short_rows: (rows) => join(rows.map((row, i) => (i === 0 ? row : row.slice(0, -1)))),
  other_delimiter: (rows, random) => {
    const delimiter = [';', '\t', '|'][random(3)] ?? ';'
    return { bytes: Buffer.from(join(rows, delimiter)), delimiter }
  },
  title_line: (rows, random) => (random(2) === 0 ? '全市工单\n' : '全市工单,,,,\n') + join(rows),
  swap_bytes: (rows, random) => {
    const bytes = Buffer.from(join(rows))
    for (let n = 0; n < 3; n++) bytes[random(bytes.length)] = random(256)
    return bytes
  },
} satisfies Record<string, Way>

export type Kind = keyof typeof WAYS
export const KINDS = Object.keys(WAYS) as Kind[]

export function mutate(kind: Kind, seed: number): Mutated {
  const random = randomOf(seed * 1000 + KINDS.indexOf(kind))
  const made: Made = WAYS[kind]([COLUMNS, ...soundRows(random)], random)
  const common = { kind, seed, delimiter: ',', hasSurplus: false }
  if (typeof made === 'string') return { ...common, bytes: Buffer.from(made) }
  return Buffer.isBuffer(made) ? { ...common, bytes: made } : { ...common, ...made }
}
