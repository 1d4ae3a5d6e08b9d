const LF = 0x0a
/** Share of two-byte characters that must lie in GB 2312, where nearly all running Chinese text does. */
const LIKELY = 0.8

/**
 * Bytes that are valid GB18030 need not be Chinese: most of Big5, of Latin-1 and of UTF-8 is valid too. This counts how
 * many two-byte characters are of the common set GB 2312, over all of a stream, and finds a line that is UTF-8 instead.
 */
export class ChineseBytes {
  /** The first line that is UTF-8 and hardly GB18030. */
  utf8Line: number | null = null
  #pairs = 0
  #common = 0
  #lead = 0
  #skip = 0
  #line = 1
  #linePairs = 0
  #lineCommon = 0
  #utf8Left = 0
  #isUtf8 = true

  push(chunk: Uint8Array): void {
    for (const byte of chunk) {
      if (byte >= 0x80 || this.#lead !== 0 || this.#skip > 0 || this.#utf8Left > 0) {
        this.#utf8(byte)
        this.#gb18030(byte)
      }
      if (byte === LF) this.#endLine()
    }
  }

  /** Call after the last push. */
  isLikely(): boolean {
    this.#endLine()
    return this.#common >= LIKELY * this.#pairs
  }

  #gb18030(byte: number): void {
    if (this.#skip > 0) this.#skip--
    else if (this.#lead === 0) this.#lead = byte >= 0x81 ? byte : 0
    else {
      const isFourBytes = byte >= 0x30 && byte <= 0x39
      if (isFourBytes) this.#skip = 2
      else this.#pair(this.#lead, byte)
      this.#lead = 0
    }
  }

  #pair(lead: number, trail: number): void {
    const isCommon = trail >= 0xa1 && lead >= 0xa1 && lead <= 0xf7 && (lead < 0xaa || lead > 0xaf)
    this.#linePairs++
    if (isCommon) this.#lineCommon++
  }

  #utf8(byte: number): void {
    if (this.#utf8Left > 0) {
      if (byte >> 6 !== 0b10) this.#isUtf8 = false
      this.#utf8Left--
    } else if (byte >= 0x80) {
      this.#utf8Left = byte >= 0xf0 ? 3 : byte >= 0xe0 ? 2 : 1
      if (byte < 0xc2 || byte > 0xf4) this.#isUtf8 = false
    }
  }

  #endLine(): void {
    const isHardlyGb = this.#linePairs >= 2 && this.#lineCommon < LIKELY * this.#linePairs
    if (this.#isUtf8 && isHardlyGb) this.utf8Line ??= this.#line
    this.#pairs += this.#linePairs
    this.#common += this.#lineCommon
    this.#line++
    this.#linePairs = this.#lineCommon = this.#lead = this.#skip = this.#utf8Left = 0
    this.#isUtf8 = true
  }
}
