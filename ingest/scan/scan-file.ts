import { type Decoding, decodeFile } from '../decode.ts'
import { IngestError } from '../ingest-error.ts'
import { REASONS } from '../reasons.ts'
import { footerOf } from './footer.ts'
import { checkWidth, MOST_COLUMNS, nameColumns } from './header.ts'
import { type BadRecord, HeaderError, Scanner } from './scanner.ts'
import { findShape, type Layout } from './shape.ts'

export interface Scanned {
  header: string[]
  delimiter: string
  /** sound + bad + footer. */
  records: number
  sound: number
  bad: number
  footer: number
  /** Sum of the lines of the sound records. */
  lineSum: number
  /** Whether no value of a column begins or ends with a blank, as far as that was looked at. */
  trimmed: boolean[]
}

export interface FileSink {
  /** Comes once, before any sound record. */
  header?(names: string[], delimiter: string): void
  sound(line: number, bytes: Buffer, from: number, to: number, delimiter: string): void
  rewritten(line: number, text: string, delimiter: string): void
  bad(record: BadRecord, header: string[], delimiter: string): void
}

/** How far a scan has come. */
export interface ScanStep {
  bytes: number
  records: number
}

const SAMPLE = 1 << 16

/**
 * Scans a delimited file: what its first 64 KiB show of delimiter and shape, then every record, as UTF-8, to the sink.
 * It pauses after each chunk. Errors: IngestError for an empty file, a header that cannot be used, or a shape that would
 * lose columns.
 */
export function* scanInSteps(
  file: { path: string; name: string },
  decoding: Decoding,
  layout: Layout,
  sink: FileSink,
  chunkSize?: number,
): Generator<ScanStep, Scanned> {
  let header: string[] = []
  let scanner: Scanner | null = null
  let delimiter = ','
  let first: Buffer = Buffer.alloc(0)
  let done = 0

  const start = (isWhole: boolean) => {
    const shape = findShape(first, isWhole, layout, file.name)
    delimiter = shape.delimiter
    const options = {
      delimiter,
      hasSurplus: shape.hasSurplus,
      isPadded: layout.short_rows === 'pad',
      skip: layout.skip ?? 0,
      headerRows: layout.header_rows ?? 1,
      footer: footerOf(layout.footer),
    }
    const begun = new Scanner(options, {
      header: (rows) => {
        header = nameColumns(rows, file.name, layout.duplicate_headers)
        sink.header?.(header, delimiter)
      },
      sound: (line, bytes, from, to) => sink.sound(line, bytes, from, to, delimiter),
      rewritten: (line, text) => sink.rewritten(line, text, delimiter),
      bad: (record) => sink.bad(record, header, delimiter),
    })
    begun.push(first)
    return begun
  }
  try {
    for (const chunk of decodeFile(file.path, decoding, chunkSize)) {
      done += chunk.length
      if (scanner) scanner.push(chunk)
      else {
        first = Buffer.concat([first, chunk])
        if (first.length < SAMPLE) continue
        scanner = start(false)
      }
      yield { bytes: done, records: scanner.count.records }
    }
    scanner ??= start(true)
    scanner.end()
  } catch (cause) {
    if (cause instanceof HeaderError) throw unusable(cause, file.name)
    throw cause
  }
  if (header.length === 0) {
    throw new IngestError({
      zh: `${file.name} 是空的，没有表头。请重新导出。`,
      en: `${file.name} is empty: it has no header. Export it again.`,
    })
  }
  return { header, delimiter, trimmed: scanner.trimmed, ...scanner.count }
}

/** The same without pauses. */
export function scanFile(...args: Parameters<typeof scanInSteps>): Scanned {
  const steps = scanInSteps(...args)
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
  }
}

function unusable(cause: HeaderError, name: string): IngestError {
  if (cause.columns > MOST_COLUMNS) checkWidth(cause.columns, name)
  const { label, suggestion } = REASONS[cause.reason]
  return new IngestError(
    {
      zh: `${name} 的表头无法读取：${label.zh}。${suggestion.zh}`,
      en: `The header of ${name} cannot be read: ${label.en}. ${suggestion.en}`,
    },
    cause,
  )
}
