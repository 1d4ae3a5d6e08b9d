import { join } from 'node:path'
import { setImmediate as turn } from 'node:timers/promises'
import type { Engine } from '../warehouse/engine/engine.ts'
import { rawColumns } from './cast/columns.ts'
import { type Cast, compileCast } from './cast/compile.ts'
import { literal } from './cast/literal.ts'
import type { FactTarget } from './cast/targets.ts'
import { detectEncoding } from './decode.ts'
import type { Decided } from '../warehouse/catalog/decisions.ts'
import { checkSpool, closeSpool, HEADER_LINE, openSpool, readingSpool } from './load-spool.ts'
import { repeatedPairs } from './locate/points.ts'
import type { AreaRow, Locator, Pair } from './locate/types.ts'
import type { Progress } from './progress.ts'
import { BadRecords, setAside } from './quarantine.ts'
import { readJsonTable } from './read/json-table.ts'
import { spoolTable } from './read/table-spool.ts'
import { withContent } from './read/unpack.ts'
import { readXlsx } from './read/xlsx.ts'
import type { Received } from './receive.ts'
import type { Recipe } from './recipe.ts'
import { type Scanned, scanInSteps } from './scan/scan-file.ts'
import { Spool } from './scan/spool.ts'
import { compareTotals, type TotalsFound } from './totals.ts'

export interface StageInput {
  engine: Engine
  dir: string
  recipe: Recipe
  target: FactTarget
  file: Received
  loadId: number
  cityZone: string
  locator: Locator
  areas: readonly AreaRow[]
  progress: Progress
  /** Parquet file to write the rows to. */
  rows: string
}

/** What became of the records of one file. JSON: it is kept beside the rows. */
export interface FileOutcome {
  /** Levels its rows name directly, in columns `d_<level>`. */
  levels: string[]
  encoding: string
  records: number
  /** Records that are not ours: outside `only`, or of the footer. */
  filtered: number
  /** Notes after the table. */
  footer: number
  /** Records set aside, by the scanner or by the cast. */
  quarantined: number
  decided: Decided
  totals: TotalsFound | null
}

/** A file whose rows stand typed, placed and judged in `cast_<loadId>` of the stage. */
export interface StagedFile extends FileOutcome {
  loadId: number
  /** Date in the file's name, where the recipe says how to find one. */
  edition: string | null
}

/**
 * Scans, loads, casts and places one file into `rows`, seen as `cast_<loadId>`, and writes what is wrong with it to
 * stage table `quarantine`. The result is kept and used again while the bytes of the file, recipe, pack, areas, bridges
 * and program are the same, so it may depend on nothing else: not on other files, the file's name, the load id or the time.
 */
export async function stageFile(input: StageInput): Promise<FileOutcome> {
  const { engine, recipe, file, loadId } = input
  const spool = join(input.dir, `spool_${loadId}.csv`)
  const bad = new BadRecords(join(input.dir, `bad_${loadId}.csv`), loadId, recipe)
  const unpacked = join(input.dir, `unpacked_${loadId}`)
  const { scanned, encoding } = await withContent(file, recipe, unpacked, (content) =>
    toSpool(input, content, spool, bad),
  ).finally(() => bad.close())
  const rawTable = `raw_${loadId}`
  await openSpool(engine, rawTable, spool, scanned, file.name)
  input.progress.step('cast', file.name)
  const raw = rawColumns(scanned.header, scanned.trimmed)
  const castBy = (repeated: Pair[]) =>
    compileCast({
      recipe,
      target: input.target,
      file: file.name,
      rawTable,
      raw,
      delimiter: scanned.delimiter,
      cityZone: input.cityZone,
      locate: (column) => input.locator.expressions(recipe, column, repeated),
    })
  let cast = castBy([])
  await write(input, cast)
  const repeated = await repeatedPairs(engine, `cast_${loadId}`, recipe)
  const isKept = recipe.points.repeated.treat === 'keep'
  if (repeated.pairs.length > 0 && !isKept) {
    cast = castBy(repeated.pairs)
    await write(input, cast)
  }
  const others = await checkRead(input, cast, rawTable, scanned)
  await bad.load(engine)
  const { dir, areas } = input
  const faulty = await setAside({ engine, dir, recipe, areas, loadId, cast, raw })
  await closeSpool(engine, rawTable, spool)
  const decided = await countDecided(engine, cast, loadId)
  if (isKept && repeated.rows > 0) decided.point_repeated = repeated.rows
  const { levels, totals } = cast
  const { records, footer } = scanned
  const quarantined = scanned.bad + faulty
  const plain = { levels, encoding, records, footer, filtered: others + footer, quarantined, decided, totals: null }
  if (!totals) return plain
  const table = `cast_${loadId}`
  const beside = `(select line from ${table} group by line having bool_and(coalesce(fault = 0, false)))`
  const total = await count(engine, `${table} where fault = 0`)
  return {
    ...plain,
    filtered: plain.filtered + (await count(engine, beside)),
    decided: total > 0 ? { ...decided, total } : decided,
    totals: await compareTotals(engine, table, totals),
  }
}

/** A column with more distinct values in a row group is written as it is. */
const MOST_WORDS = 2000

/** Light compression: the rows are read once or twice, each a column or two at a time. */
async function write({ engine, file, loadId, rows }: StageInput, cast: Cast): Promise<void> {
  const copy = `copy (${cast.select}) to ${literal(rows)} (format parquet, compression lz4_raw, dictionary_size_limit ${MOST_WORDS})`
  await readingSpool(file.name, engine.exec({ text: copy }))
  await engine.exec({ text: `create or replace view cast_${loadId} as from read_parquet(${literal(rows)})` })
}

/** Compares what the engine read with what the scanner wrote. Returns the records outside `only`. */
async function checkRead(
  { engine, recipe, file, loadId }: StageInput,
  { only }: Cast,
  raw: string,
  scanned: Scanned,
): Promise<number> {
  const isEachRead = only === null && recipe.unpivot === undefined
  const others = only === null ? '0' : `count(*) filter (not coalesce(${only}, false))`
  const read = engine.query({
    text: `select count(*) as n, coalesce(sum(cast(line as bigint)), 0)::double as lines, ${others} as others
      from ${isEachRead ? `cast_${loadId}` : raw}`,
  })
  const { columns } = await readingSpool(file.name, read)
  checkSpool({ records: Number(columns.n?.[0]), lineSum: Number(columns.lines?.[0]) }, scanned, file.name)
  return Number(columns.others?.[0])
}

/** How often each rule decided, over the sound rows. */
async function countDecided(engine: Engine, cast: Cast, loadId: number): Promise<Decided> {
  if (cast.decisions.length === 0) return {}
  const found = await engine.query({
    text: `select decided, count(*) as n from cast_${loadId} where fault is null group by decided`,
  })
  const decided: Decided = {}
  for (const [k, bits] of Array.from(found.columns.decided ?? [], Number).entries()) {
    for (const [i, decision] of cast.decisions.entries()) {
      if (Math.floor(bits / 2 ** i) % 2 === 1)
        decided[decision] = (decided[decision] ?? 0) + Number(found.columns.n?.[k])
    }
  }
  return decided
}

type Spooled = { scanned: Scanned; encoding: string }

/** Content of the file → its sound records in a spool, below the names of its columns; the others to `bad`. */
async function toSpool(input: StageInput, content: Received, path: string, bad: BadRecords): Promise<Spooled> {
  const { recipe, progress } = input
  const { name } = content
  if (recipe.format !== 'csv') {
    const isXlsx = recipe.format === 'xlsx'
    const table = isXlsx ? await readXlsx(content.path, name, recipe) : await readJsonTable(recipe, content.path, name)
    const scanned = spoolTable(table, path, (record) => bad.add(record, table.header, ','))
    return { scanned, encoding: 'utf-8' }
  }
  const decoding = detectEncoding(content, recipe.encoding)
  const spool = new Spool(path)
  try {
    const steps = scanInSteps(content, decoding, recipe, {
      header: (names, delimiter) => spool.record([HEADER_LINE, ...names], delimiter),
      sound: (line, bytes, from, to, delimiter) => spool.line(line, delimiter.charCodeAt(0), bytes, from, to),
      rewritten: (line, text, delimiter) => spool.text(`${line}${delimiter}${text}\n`),
      bad: (record, header, delimiter) => bad.add(record, header, delimiter),
    })
    for (;;) {
      const step = steps.next()
      if (step.done) return { scanned: step.value, encoding: decoding.encoding }
      progress.at((step.value.bytes * input.file.bytes) / content.bytes, step.value.records)
      await turn()
    }
  } finally {
    spool.close()
  }
}

export async function count(engine: Engine, from: string): Promise<number> {
  const found = await engine.query({ text: `select count(*) as n from ${from}` })
  return Number(found.columns.n?.[0] ?? 0)
}
