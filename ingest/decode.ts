import { IngestError } from './ingest-error.ts'
import { type Received, readChunks } from './receive.ts'
import type { Recipe } from './recipe.ts'

export type Encoding = Exclude<Recipe['encoding'], 'auto'>

export interface Decoding {
  encoding: Encoding
  /** Bytes of the byte order mark to skip. */
  mark: number
  /** Not every byte is text: U+FFFD stands for what is not. Only where the recipe states the encoding. */
  isLossy: boolean
}

const MARKS: [Encoding, number[]][] = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
]

function isStrict(path: string, encoding: Encoding): boolean {
  const decoder = new TextDecoder(encoding, { fatal: true })
  try {
    for (const chunk of readChunks(path)) decoder.decode(chunk, { stream: true })
    decoder.decode()
    return true
  } catch {
    return false
  }
}

/**
 * Finds the encoding of a file: byte order mark, then strict UTF-8 over all of it, then strict GB18030. A stated
 * encoding is taken at its word; records with other bytes are then set aside one by one.
 * Errors: IngestError when nothing fits.
 */
export function detectEncoding(file: Received, stated: Recipe['encoding']): Decoding {
  const marked = MARKS.find(([, mark]) => mark.every((byte, i) => file.head[i] === byte))
  const mark = marked && (stated === 'auto' || stated === marked[0]) ? marked[1].length : 0
  const encoding = stated === 'auto' ? marked?.[0] : stated
  if (encoding === 'utf-8') return { encoding, mark, isLossy: !file.isUtf8 }
  if (encoding) return { encoding, mark, isLossy: !isStrict(file.path, encoding) }
  if (file.isUtf8) return { encoding: 'utf-8', mark: 0, isLossy: false }
  if (isStrict(file.path, 'gb18030')) return { encoding: 'gb18030', mark: 0, isLossy: false }
  throw new IngestError(
    `${file.name} is neither UTF-8 nor GB18030 from end to end. Save it as UTF-8, or state \`encoding\` in the recipe: ` +
      'then only the records with bad bytes are set aside.',
  )
}

/** The text of a file as UTF-8, in chunks cut anywhere. A chunk is only valid until the next one. */
export function* decodeFile(path: string, how: Decoding): Generator<Buffer> {
  let skip = how.mark
  const decoder =
    how.encoding === 'utf-8' && !how.isLossy ? null : new TextDecoder(how.encoding, { fatal: false, ignoreBOM: true })
  for (const chunk of readChunks(path)) {
    const bytes = chunk.subarray(skip)
    skip = 0
    yield decoder ? Buffer.from(decoder.decode(bytes, { stream: true })) : bytes
  }
  const rest = decoder?.decode() ?? ''
  if (rest !== '') yield Buffer.from(rest)
}
