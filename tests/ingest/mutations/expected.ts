import { naiveRecords } from '../scan/naive-records.ts'
import type { Mutated } from './mutate.ts'

export interface Expected {
  /** Records after the header, whatever became of them. */
  records: number
  /** Values by column name of the records that are sound, by line. */
  sound: Map<number, Record<string, string>>
}

function strictText(bytes: Buffer, encoding: string): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}

/** Text by other means than the program's: the whole file at once. Null when it is in no encoding to be found. */
function textOf({ bytes, meant }: Mutated): string | null {
  if (meant !== undefined) return meant
  const mark = bytes.length >= 2 ? bytes.readUInt16BE(0) : 0
  if (mark === 0xfffe || mark === 0xfeff) return strictText(bytes, mark === 0xfffe ? 'utf-16le' : 'utf-16be')
  return strictText(bytes, 'utf-8') ?? strictText(bytes, 'gb18030')
}

const MOST_BYTES = 1 << 20

/** What a mutated file holds, by a slow reading of its own that shares nothing with the scanner. */
export function expect(file: Mutated): Expected | null {
  const text = textOf(file)
  if (text === null) return null
  const [header, ...records] = naiveRecords(text, file.delimiter, file.hasSurplus ? 1 : 0)
  const names = header?.values.map((name) => name.trim()) ?? []
  const isText = (value: string) => !/[\uFFFD\uFEFF]/.test(value) && Buffer.byteLength(value) < MOST_BYTES
  const sound = records.filter(({ fault, values }) => fault === null && values.every(isText))
  const named = (values: string[]) => Object.fromEntries(names.map((name, i) => [name, values[i] ?? '']))
  return { records: records.length, sound: new Map(sound.map(({ line, values }) => [line, named(values)])) }
}
