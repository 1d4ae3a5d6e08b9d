import { rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Engine } from '../warehouse/engine/engine.ts'
import type { Cast } from './cast/compile.ts'
import type { RawColumns } from './cast/columns.ts'
import { list, literal } from './cast/literal.ts'
import { MASK, RAW_SHOWN } from './cast/source.ts'
import type { AreaRow } from './locate/types.ts'
import { mend } from './mend/mend.ts'
import { mendRecord } from './mend/record.ts'
import { REASONS } from './reasons.ts'
import type { Recipe } from './recipe.ts'
import { splitRecord } from './scan/record.ts'
import type { BadRecord } from './scan/scanner.ts'
import { cutText } from './scan/shown-text.ts'
import { Spool } from './scan/spool.ts'

const COLUMNS = ['load_id', 'line', 'field', 'reason', 'raw', 'suggestion_zh', 'suggestion_en']

/**
 * The text of a bad record as it may be kept. Personal columns are masked; where values cannot be told apart, all of
 * the record is.
 */
export function maskRecord(
  record: BadRecord,
  header: string[],
  delimiter: string,
  personal: Recipe['personal'],
): string {
  if (Object.keys(personal).length === 0) return cutText(record.text, RAW_SHOWN)
  if (!record.isWhole) return `${MASK} (holds personal columns that cannot be told apart)`
  const values = splitRecord(record.text, delimiter)
  const masked = values.map((value, i) => ((header[i] ?? '') in personal ? MASK : value))
  return cutText(masked.join(delimiter), RAW_SHOWN)
}

/** Records the scanner sets aside, kept in a file until the engine takes them. */
export class BadRecords {
  readonly #spool: Spool
  readonly #loadId: number
  readonly #recipe: Recipe

  constructor(path: string, loadId: number, recipe: Recipe) {
    this.#spool = new Spool(path)
    this.#loadId = loadId
    this.#recipe = recipe
  }

  add(record: BadRecord, header: string[], delimiter: string): void {
    const raw = maskRecord(record, header, delimiter, this.#recipe.personal)
    const { personal } = this.#recipe
    const isPersonal = Object.keys(personal).length > 0
    const fitting = mendRecord(record, header, delimiter, isPersonal)
    const { zh, en } = fitting ?? REASONS[record.reason].suggestion
    this.#spool.record([this.#loadId, record.line, null, record.reason, raw, zh, en])
  }

  close(): void {
    this.#spool.close()
  }

  /** Appends them to table `quarantine`. */
  async load(engine: Engine): Promise<void> {
    const table = `bad_${this.#loadId}`
    const found = await engine.load(table, { file: this.#spool.path, columns: COLUMNS })
    rmSync(this.#spool.path)
    if (found > 0) {
      const keep = `cast(load_id as integer), cast(line as bigint), nullif(field, ''), reason, raw, suggestion_zh, suggestion_en`
      await engine.exec({ text: `insert into quarantine select ${keep} from ${table}` })
    }
    await engine.exec({ text: `drop table ${table}` })
  }
}

/** Values at fault that get a sentence of their own; those beyond get the rule of their reason. */
const MOST_MENDED = 100_000

export interface SetAside {
  engine: Engine
  /** Folder for working files. */
  dir: string
  recipe: Recipe
  areas: readonly AreaRow[]
  loadId: number
  cast: Cast
  raw: RawColumns
}

/**
 * Copies the records the cast found fault with from `cast_<loadId>` to `quarantine`, each with how to mend its value.
 * Returns how many.
 */
export async function setAside(input: SetAside): Promise<number> {
  const { engine, recipe, loadId, cast, raw } = input
  const bad = `faulty_${loadId}`
  await engine.exec({
    text: `create table ${bad} as select line, min(fault) as fault, arg_min_null(fault_text, fault) as text,
      arg_min_null(fault_column, fault) as wide, any_value(raw_text) as raw
      from cast_${loadId} where fault > 0 group by line`,
  })
  const counted = await engine.query({ text: `select count(*) as n from ${bad}` })
  const faulty = Number(counted.columns.n?.[0] ?? 0)
  if (faulty > 0) {
    await writeMends(input, bad)
    const faults = cast.faults.map(({ reason, field }, i) => {
      const { zh, en } = REASONS[reason].suggestion
      return `(${i + 1}, ${list([reason, field, zh, en])}, ${field === recipe.unpivot?.value})`
    })
    const wide = raw.names.map((name, i) => `when ${literal(`c${i + 1}`)} then ${literal(name)}`)
    await engine.exec({
      text: `insert into quarantine
        select ${loadId}, bad.line, case when f.is_wide then case bad.wide ${wide.join(' ')} end else f.field end,
          f.reason, bad.raw, coalesce(m.zh, f.zh), coalesce(m.en, f.en)
        from ${bad} as bad
        join (values ${faults.join(', ')}) as f(fault, reason, field, zh, en, is_wide) on f.fault = bad.fault
        left join mend_${loadId} as m on cast(m.fault as smallint) = bad.fault and m.text = coalesce(bad.text, '')`,
    })
    await engine.exec({ text: `drop table mend_${loadId}` })
  }
  await engine.exec({ text: `drop table ${bad}` })
  return faulty
}

/** Fills table `mend_<loadId>` (fault, text, zh, en): how to mend each value that is at fault. */
async function writeMends({ engine, dir, recipe, areas, loadId, cast }: SetAside, bad: string): Promise<void> {
  const found = await engine.query({
    text: `select fault, text from ${bad} group by fault, text order by count(*) desc, fault, text limit ${MOST_MENDED}`,
  })
  const path = join(dir, `mend_${loadId}.csv`)
  const spool = new Spool(path)
  for (let i = 0; i < found.rows; i++) {
    const number = Number(found.columns.fault?.[i])
    const text = found.columns.text?.[i]
    const fault = cast.faults[number - 1]
    if (!fault) continue
    const { zh, en } = mend(recipe, areas, fault, typeof text === 'string' ? text : null)
    spool.record([number, typeof text === 'string' ? text : '', zh, en])
  }
  spool.close()
  await engine.load(`mend_${loadId}`, { file: path, columns: ['fault', 'text', 'zh', 'en'] })
  rmSync(path)
}
