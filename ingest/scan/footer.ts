import { IngestError } from '../ingest-error.ts'
import { type RecordSpan, splitRecord } from './record.ts'

interface Passed {
  bytes: Buffer
  line: number
  record: RecordSpan
}

export const MOST_NOTES = 100
const LOOKED_AT = 4000

/** Errors: IngestError when the recipe's pattern is not one. */
export function footerOf(footer: number | string | undefined): number | RegExp | undefined {
  if (typeof footer !== 'string') return footer
  try {
    return new RegExp(footer, 'u')
  } catch (cause) {
    throw new IngestError(
      {
        zh: `配方的 footer（${footer}）不是有效的正则表达式。`,
        en: `The footer of the recipe, ${footer}, is not a pattern.`,
      },
      cause,
    )
  }
}

/** Keeps the notes at the end of a table apart: by number, a queue of records; by pattern, all from the first match. */
export class Footer {
  readonly #rule: number | RegExp | undefined
  readonly #delimiter: string
  readonly #queue: Passed[] = []
  #first: number | null = null
  #count = 0

  constructor(rule: number | RegExp | undefined, delimiter: string) {
    this.#rule = rule
    this.#delimiter = delimiter
  }

  /** Records that wait; at the end of the file they are the footer. */
  get held(): number {
    return this.#queue.length
  }

  /**
   * What the next record lets out: rows of the table, or null for a note.
   * Errors: IngestError for more than 100 notes, which are no footer.
   */
  pass(bytes: Buffer, line: number, record: RecordSpan): (Passed | null)[] {
    if (typeof this.#rule === 'number') {
      this.#queue.push({ bytes: Buffer.from(bytes), line, record })
      const [first] = this.#queue.length > this.#rule ? this.#queue.splice(0, 1) : []
      return first ? [first] : []
    }
    if (this.#first === null && !this.#isNote(bytes)) return [{ bytes, line, record }]
    this.#first ??= line
    if (++this.#count > MOST_NOTES) {
      throw new IngestError({
        zh: `配方的 footer 从第 ${this.#first} 行开始，其后却有 ${MOST_NOTES} 多条记录，不会是附注。请把表达式写得更严格。`,
        en: `More than ${MOST_NOTES} records follow line ${this.#first}, where the footer of the recipe begins; that is no footer. Make its pattern narrower.`,
      })
    }
    return [null]
  }

  #isNote(bytes: Buffer): boolean {
    const text = bytes.toString('utf8', 0, LOOKED_AT)
    const first = splitRecord(text, this.#delimiter).find((value) => value.trim() !== '') ?? ''
    return this.#rule instanceof RegExp && this.#rule.test(first.trim())
  }
}
