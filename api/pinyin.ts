import { setImmediate } from 'node:timers/promises'

/** Thousands of names take a while: other requests get their turn this often. */
const TURN_NAMES = 100

/** Syllables of names as Mandarin is read, without tones, ü as v; what is not Chinese stays as it is. The dictionary is loaded when first asked for. */
export async function syllablesOf(names: readonly string[]): Promise<string[][]> {
  const { pinyin } = await import('pinyin-pro')
  const read: string[][] = []
  for (const name of names) {
    read.push(pinyin(name, { toneType: 'none', type: 'array', v: true, nonZh: 'consecutive' }))
    if (read.length % TURN_NAMES === 0) await setImmediate()
  }
  return read
}
