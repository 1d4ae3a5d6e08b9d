/** Random numbers that are the same everywhere: a stream is named by a text. Pure; never the clock, never `Math.random`. */

const rotate = (value: number, bits: number) => (value << bits) | (value >>> (32 - bits))

/** MurmurHash3 x86 of 32 bits (Appleby 2008) of the UTF-8 bytes of a text; an integer from 0 to 2³² − 1. */
export function murmur3(text: string, seed: number): number {
  const bytes = new TextEncoder().encode(text)
  const mix = (word: number) => Math.imul(rotate(Math.imul(word, 0xcc9e2d51), 15), 0x1b873593)
  const byte = (at: number) => bytes[at] ?? 0
  const word = (at: number) => byte(at) | (byte(at + 1) << 8) | (byte(at + 2) << 16) | (byte(at + 3) << 24)
  const whole = bytes.length & ~3
  let hash = seed
  for (let at = 0; at < whole; at += 4) hash = (Math.imul(rotate(hash ^ mix(word(at)), 13), 5) + 0xe6546b64) | 0
  if (whole < bytes.length) hash ^= mix(word(whole))
  hash ^= bytes.length
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}

/** xoshiro128** 1.1 (Blackman and Vigna 2018, public domain): 32 bits a step, period 2¹²⁸ − 1. */
export class Xoshiro128 {
  #a: number
  #b: number
  #c: number
  #d: number

  /** Four words of 32 bits, not all 0. Throws RangeError if they are. */
  constructor(a: number, b: number, c: number, d: number) {
    if ((a | b | c | d) === 0) throw new RangeError('A state of zeros stays one.')
    this.#a = a | 0
    this.#b = b | 0
    this.#c = c | 0
    this.#d = d | 0
  }

  /** The next integer from 0 to 2³² − 1. */
  next(): number {
    const b = this.#b
    const result = Math.imul(rotate(Math.imul(b, 5), 7), 9)
    const c = this.#c ^ this.#a
    const d = this.#d ^ b
    this.#b = b ^ c
    this.#a ^= d
    this.#c = c ^ (b << 9)
    this.#d = rotate(d, 11)
    return result >>> 0
  }

  /** An integer from 0 to `n` − 1, each as likely (Lemire 2019); 1 ≤ `n` ≤ 2²¹, so that the product stays exact. */
  below(n: number): number {
    for (;;) {
      const value = this.next()
      const rest = Math.imul(value, n) >>> 0
      if (rest >= n || rest >= 2 ** 32 % n) return Math.floor((value * n) / 2 ** 32)
    }
  }
}

/** The stream of a name: its state is the four hashes of the text with the seeds 0 to 3. The same name, the same stream. */
export function streamOf(name: string): Xoshiro128 {
  return new Xoshiro128(murmur3(name, 0), murmur3(name, 1), murmur3(name, 2), murmur3(name, 3) | 1)
}
