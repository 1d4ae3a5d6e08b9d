let table: Map<string, number[]> | undefined

/** Every character below U+28000 or so → its bytes, found by decoding all that could stand for one. */
function made(): Map<string, number[]> {
  const decoder = new TextDecoder('gb18030')
  const known = new Map<string, number[]>()
  const add = (...bytes: number[]) => known.set(decoder.decode(Uint8Array.from(bytes)), bytes)
  for (let a = 0x81; a <= 0xfe; a++) for (let b = 0x40; b <= 0xfe; b++) add(a, b)
  for (let a = 0x81; a <= 0x95; a++) {
    for (let n = 0; n < 10 * 126 * 10; n++) {
      add(a, 0x30 + Math.floor(n / 1260), 0x81 + (Math.floor(n / 10) % 126), 0x30 + (n % 10))
    }
  }
  return known
}

/** Text in GB18030, which Node reads and does not write. */
export function gb18030(text: string): Buffer {
  table ??= made()
  return Buffer.concat(Array.from(text, (c) => Buffer.from(c < '\x80' ? c : (table?.get(c) ?? []))))
}
