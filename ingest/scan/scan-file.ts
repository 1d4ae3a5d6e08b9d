import { type Decoding, decodeFile } from '../decode.ts'
import { IngestError } from '../ingest-error.ts'
import { REASONS } from '../reasons.ts'
import type { Recipe } from '../recipe.ts'
import { detectDelimiter } from './delimiter.ts'
import { type BadRecord, HeaderError, Scanner } from './scanner.ts'
import { Spool } from './spool.ts'

export interface Scanned {
  header: string[]
  delimiter: string
  records: number
  sound: number
  bad: number
}

const MOST_COLUMNS = 2000
const SAMPLE = 1 << 16

/** Refuses headers that cannot be told apart. Errors: IngestError. */
export function checkHeader(header: string[], name: string): void {
  if (header.length > MOST_COLUMNS) {
    throw new IngestError(`${name} has ${header.length} columns; ${MOST_COLUMNS} are allowed. Is the delimiter right?`)
  }
  const twice = header.find((column, i) => column !== '' && header.indexOf(column) !== i)
  if (twice !== undefined) throw new IngestError(`${name} has two columns named "${twice}". Rename one of them.`)
}

/**
 * Scans a delimited file into a spool: UTF-8, '\n' after each record, the physical line as first column, sound records
 * only. Faulty ones go to `onBad`. Errors: IngestError for an empty file or a header that cannot be used.
 */
export function scanFile(
  file: { path: string; name: string; bytes: number },
  decoding: Decoding,
  recipe: Pick<Recipe, 'delimiter' | 'skip'>,
  spoolPath: string,
  onBad: (record: BadRecord, header: string[], delimiter: string) => void,
  onProgress: (bytes: number, records: number) => void = () => {},
): Scanned {
  const spool = new Spool(spoolPath)
  let header: string[] = []
  let scanner: Scanner | null = null
  let delimiter: string = recipe.delimiter === 'auto' ? ',' : recipe.delimiter
  let first: Buffer = Buffer.alloc(0)
  let done = 0

  const start = (sample: Buffer, isWhole: boolean) => {
    if (recipe.delimiter === 'auto') delimiter = detectDelimiter(afterLines(sample, recipe.skip), isWhole)
    return new Scanner(
      { delimiter, skip: recipe.skip, isLossy: decoding.isLossy },
      {
        header: (names) => {
          checkHeader(names, file.name)
          header = names
        },
        sound: (line, bytes, from, to) => {
          spool.text(`${line}${delimiter}`)
          spool.bytes(bytes, from, to)
          spool.text('\n')
        },
        rewritten: (line, text) => spool.text(`${line}${delimiter}${text}\n`),
        bad: (record) => onBad(record, header, delimiter),
      },
    )
  }
  try {
    for (const chunk of decodeFile(file.path, decoding)) {
      done += chunk.length
      if (scanner) scanner.push(chunk)
      else {
        first = Buffer.concat([first, chunk])
        if (first.length < SAMPLE) continue
        scanner = start(first, false)
        scanner.push(first)
      }
      onProgress(done, scanner.count.records)
    }
    if (!scanner) {
      scanner = start(first, true)
      scanner.push(first)
    }
    scanner.end()
  } catch (cause) {
    if (!(cause instanceof HeaderError)) throw cause
    throw new IngestError(`The header of ${file.name} cannot be read: ${REASONS[cause.reason].label.en}.`, cause)
  } finally {
    spool.close()
  }
  if (header.length === 0) throw new IngestError(`${file.name} is empty: it has no header. Export it again.`)
  return { header, delimiter, ...scanner.count }
}

function afterLines(sample: Buffer, lines: number): Buffer {
  let at = 0
  for (let n = 0; n < lines; n++) {
    const lf = sample.indexOf(0x0a, at)
    if (lf < 0) break
    at = lf + 1
  }
  return sample.subarray(at)
}
