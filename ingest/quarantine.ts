import { rmSync } from 'node:fs'
import type { Engine } from '../warehouse/engine/engine.ts'
import { REASONS } from './reasons.ts'
import type { Recipe } from './recipe.ts'
import { splitRecord } from './scan/record.ts'
import type { BadRecord } from './scan/scanner.ts'
import { cutText } from './scan/shown-text.ts'
import { Spool } from './scan/spool.ts'

const COLUMNS = ['load_id', 'line', 'field', 'reason', 'raw', 'suggestion_zh', 'suggestion_en']
const MASK = '***'
const RAW_SHOWN = 2000

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
    const { zh, en } = REASONS[record.reason].suggestion
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
