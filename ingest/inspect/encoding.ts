import { type Decoding, decodeFile, detectEncoding, type Encoding } from '../decode.ts'
import { IngestError } from '../ingest-error.ts'
import type { Received } from '../receive.ts'

export interface FoundEncoding {
  decoding: Decoding
  /** What the recipe must state, when detection at ingest would refuse. */
  stated?: Encoding
  evidence: string
  isUnsure: boolean
}

const LOOK_AT = 1 << 20

/** Share of characters outside ASCII that are such as text in that encoding is made of. */
function likely(file: Received, encoding: Encoding): number {
  let [odd, fitting, read] = [0, 0, 0]
  for (const chunk of decodeFile(file.path, { encoding, mark: 0, isLossy: true })) {
    for (const character of chunk.toString()) {
      if (character < '\u0080') continue
      odd++
      const isFit =
        encoding === 'windows-1252' ? /[\u00C0-\u00FF‘’“”–—°²]/u : /[\u4E00-\u9FFF\u3000-\u303F\uFF00-\uFFEF]/u
      if (isFit.test(character)) fitting++
    }
    read += chunk.length
    if (read > LOOK_AT) break
  }
  return odd === 0 ? 0 : fitting / odd
}

/** Finds the encoding as ingest will, and where that would refuse proposes one to state. Errors: IngestError. */
export function findEncoding(file: Received): FoundEncoding {
  try {
    const decoding = detectEncoding(file, 'auto')
    const mark =
      decoding.mark > 0
        ? 'byte order mark'
        : `every byte is ${decoding.encoding === 'utf-8' ? 'UTF-8' : decoding.encoding}`
    return { decoding, evidence: mark, isUnsure: false }
  } catch (refused) {
    if (!(refused instanceof IngestError)) throw refused
    const [a, b, c, d] = file.head
    const utf16 = a && !b && c && !d ? 'utf-16le' : !a && b && !c && d ? 'utf-16be' : null
    if (utf16) return stating(utf16, 'every second byte is NUL: UTF-16 without a byte order mark', false)
    const [chinese, western] = [likely(file, 'big5'), likely(file, 'windows-1252')]
    if (Math.max(chinese, western) < 0.8) throw refused
    const said = (name: string, share: number) =>
      `${Math.round(share * 100)} % of its marked characters read as ${name} text`
    return chinese > western
      ? stating('big5', said('Big5', chinese), true)
      : stating('windows-1252', said('Western European', western), true)
  }
}

const stating = (encoding: Encoding, evidence: string, isUnsure: boolean): FoundEncoding => ({
  decoding: { encoding, mark: 0, isLossy: true },
  stated: encoding,
  evidence,
  isUnsure,
})
