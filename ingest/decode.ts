import { isUtf8 } from 'node:buffer'
import { ChineseBytes } from './chinese-bytes.ts'
import { Gathered } from './gathered.ts'
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

/** Bytes 80 to 9F of Windows-1252, a dot for those that stand for nothing. Node reads them as control characters. */
const WINDOWS = '€.‚ƒ„…†‡ˆ‰Š‹Œ.Ž..‘’“”•–—˜™š›œ.žŸ'

/** Text of the next bytes; without bytes, what was left open at the end. */
type Decoder = (bytes?: Uint8Array) => string

function decoder(encoding: Encoding): Decoder {
  if (encoding === 'windows-1252') {
    const character = (c: string) => WINDOWS[c.charCodeAt(0) - 0x80]?.replace('.', '\uFFFD') ?? c
    return (bytes) =>
      bytes
        ? Buffer.from(bytes)
            .toString('latin1')
            .replaceAll(/[\x80-\x9f]/g, character)
        : ''
  }
  const text = new TextDecoder(encoding, { fatal: false, ignoreBOM: true })
  return (bytes) => (bytes ? text.decode(bytes, { stream: true }) : text.decode())
}

function isStrict(path: string, encoding: Encoding, watch: (chunk: Buffer) => void = () => {}): boolean {
  if (encoding === 'windows-1252') return false
  const text = new TextDecoder(encoding, { fatal: true })
  try {
    for (const chunk of readChunks(path)) {
      text.decode(chunk, { stream: true })
      watch(chunk)
    }
    text.decode()
    return true
  } catch {
    return false
  }
}

/** What is wrong with the encoding of a file, and how to mend it. */
const unreadable = (zh: string, en: string) =>
  new IngestError({
    zh: `${zh}请另存为 UTF-8；如果知道编码，也可在配方中用 \`encoding\` 写明，这样只隔离含坏字节的记录。`,
    en: `${en} Save it as UTF-8; or, if its encoding is known, state it in the recipe as \`encoding\`: then only records with bad bytes are set aside.`,
  })

/** Text whose every second byte is NUL: UTF-16 that no mark announces. */
function refuseUnmarked({ head, name }: Received): void {
  const [a, b, c, d] = head
  const found = a && !b && c && !d ? 'utf-16le' : !a && b && !c && d ? 'utf-16be' : null
  if (found && head.length === 4) {
    throw new IngestError({
      zh: `${name} 看起来是没有字节序标记的 UTF-16，请在配方中写明 \`encoding: ${found}\`。`,
      en: `${name} looks like UTF-16 without a byte order mark; state \`encoding: ${found}\` in the recipe.`,
    })
  }
}

/**
 * Finds the encoding of a file: byte order mark, then strict UTF-8 over all of it, then strict GB18030 whose characters
 * are such as Chinese text is made of. A stated encoding is taken at its word; records with other bytes are then set
 * aside one by one. Errors: IngestError when nothing fits; no encoding is ever a last resort.
 */
export function detectEncoding(file: Received, stated: Recipe['encoding']): Decoding {
  const marked = MARKS.find(([, mark]) => mark.every((byte, i) => file.head[i] === byte))
  const mark = marked && (stated === 'auto' || stated === marked[0]) ? marked[1].length : 0
  const encoding = stated === 'auto' ? marked?.[0] : stated
  if (encoding === 'utf-8') return { encoding, mark, isLossy: !file.isUtf8 }
  if (encoding) return { encoding, mark, isLossy: !isStrict(file.path, encoding) }
  refuseUnmarked(file)
  if (file.isUtf8) return { encoding: 'utf-8', mark: 0, isLossy: false }
  const chinese = new ChineseBytes()
  if (!isStrict(file.path, 'gb18030', (chunk) => chinese.push(chunk))) {
    throw unreadable(
      `${file.name} 既不全是 UTF-8，也不全是 GB18030。`,
      `${file.name} is neither UTF-8 nor GB18030 from end to end.`,
    )
  }
  if (!chinese.isLikely()) {
    throw unreadable(
      `${file.name} 不是 UTF-8，按 GB18030 读出来也不成中文，可能是 big5 或 windows-1252。`,
      `${file.name} is not UTF-8, and read as GB18030 it does not make Chinese text; it may be big5 or windows-1252.`,
    )
  }
  if (chinese.utf8Line !== null) {
    throw unreadable(
      `${file.name} 混用了两种编码：第 ${chinese.utf8Line} 行是 UTF-8，其他行是 GB18030。`,
      `${file.name} mixes encodings: line ${chinese.utf8Line} is UTF-8, others are GB18030.`,
    )
  }
  return { encoding: 'gb18030', mark: 0, isLossy: false }
}

const PIECE = 1 << 12
const isInside = (byte: number | undefined) => byte !== undefined && byte >= 0x80 && byte < 0xc0

/** The last place up to `at` where no character goes on; behind a fourth byte that only goes on, none can. */
function cutBefore(bytes: Buffer, at: number): number {
  for (let back = 0; back < 4; back++) if (!isInside(bytes[at - back])) return at - back
  return at
}

/** Pieces that are UTF-8 as they stand, and between them small ones with U+FFFD for what is not. */
function* mended(bytes: Buffer): Generator<Buffer> {
  if (isUtf8(bytes)) yield bytes
  else if (bytes.length <= PIECE) yield Buffer.from(bytes.toString())
  else {
    const cut = cutBefore(bytes, bytes.length >> 1)
    yield* mended(bytes.subarray(0, cut))
    yield* mended(bytes.subarray(cut))
  }
}

/** UTF-8 with bytes that are none: only what is near them is decoded. */
function* mendUtf8(path: string, mark: number, chunkSize?: number): Generator<Buffer> {
  const unread = new Gathered()
  const text = new Gathered()
  let skip = mark
  for (const chunk of readChunks(path, chunkSize)) {
    unread.add(chunk.subarray(skip))
    skip = Math.max(0, skip - chunk.length)
    const bytes = unread.take()
    const cut = bytes.length > 4 ? cutBefore(bytes, bytes.length - 1) : 0
    for (const piece of mended(bytes.subarray(0, cut))) text.add(piece)
    unread.add(bytes.subarray(cut))
    if (cut > 0) yield text.take()
  }
  for (const piece of mended(unread.take())) text.add(piece)
  yield text.take()
}

/** The text of a file as UTF-8, in chunks cut anywhere. A chunk is only valid until the next one. */
export function* decodeFile(path: string, how: Decoding, chunkSize?: number): Generator<Buffer> {
  if (how.encoding === 'utf-8' && how.isLossy) return yield* mendUtf8(path, how.mark, chunkSize)
  let skip = how.mark
  const decode = how.encoding === 'utf-8' ? null : decoder(how.encoding)
  let text = Buffer.alloc(0)
  const utf8 = (decoded: string) => {
    if (text.length < 3 * decoded.length) text = Buffer.allocUnsafe(3 * decoded.length)
    return text.subarray(0, text.write(decoded))
  }
  for (const chunk of readChunks(path, chunkSize)) {
    const bytes = chunk.subarray(skip)
    skip = Math.max(0, skip - chunk.length)
    yield decode ? utf8(decode(bytes)) : bytes
  }
  if (decode) yield utf8(decode())
}
