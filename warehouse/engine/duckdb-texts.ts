import type { DuckDBVector } from '@duckdb/node-api'

/** Bytes of a text that stand in the vector itself, behind its length. */
const INLINE = 12
const SLOTS = 1 << 14
/** Places tried for one text before it is forgotten. */
const TRIES = 8

/** What a vector of texts holds, where the engine's own accessor makes a string of each. */
interface Data {
  dataView: DataView
  /** `data` is null where every value is there. */
  validity: { data: BigUint64Array | null }
}

/**
 * Answers for texts of at most 12 bytes, remembered by their bytes: a vector holds each as its length and the bytes,
 * zeros behind, which are four words to compare, where to make a string of them costs many times more.
 */
export class ShortTexts {
  /** The answers of the last vector looked at. */
  readonly found: (number | null)[] = []
  readonly #words = new Int32Array(4 * SLOTS)
  readonly #answers: (number | null | undefined)[] = Array.from({ length: SLOTS })

  /** Fills `found` for a VARCHAR vector; asks `find` for the answer of a row whose text is not known. */
  look(vector: DuckDBVector, rows: number, find: (row: number) => number | null): void {
    const { dataView, validity } = vector as unknown as Data
    const words = new Int32Array(dataView.buffer, dataView.byteOffset, 4 * rows)
    const bits = validity.data && new Uint32Array(validity.data.buffer, validity.data.byteOffset)
    for (let i = 0; i < rows; i++) {
      const isThere = bits === null || (((bits[i >> 5] as number) >>> (i & 31)) & 1) === 1
      if (!isThere) this.found[i] = null
      else this.found[i] = (words[4 * i] as number) <= INLINE ? this.#recall(words, i, find) : find(i)
    }
  }

  #recall(words: Int32Array, row: number, find: (row: number) => number | null): number | null {
    const at = 4 * row
    const [a, b, c, d] = [words[at], words[at + 1], words[at + 2], words[at + 3]] as [number, number, number, number]
    let mixed = Math.imul(a ^ Math.imul(b, 0x9e3779b1), 0x85ebca6b) ^ Math.imul(c, 0xc2b2ae35)
    mixed = Math.imul(mixed ^ (mixed >>> 15) ^ d, 0x27d4eb2f)
    mixed ^= mixed >>> 13
    const kept = this.#words
    for (let k = 0; k < TRIES; k++) {
      const slot = (mixed + k) & (SLOTS - 1)
      const own = 4 * slot
      const answer = this.#answers[slot]
      if (answer === undefined) {
        kept.set(words.subarray(at, at + 4), own)
        return (this.#answers[slot] = find(row))
      }
      if (kept[own] === a && kept[own + 1] === b && kept[own + 2] === c && kept[own + 3] === d) return answer
    }
    return find(row)
  }
}
