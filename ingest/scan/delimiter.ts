import { nextRecord } from './record.ts'

const CANDIDATES = [',', '\t', ';', '|']
const LOOK_AT = 30

/** Finds the delimiter from the first bytes of a file: the one that splits most records into the same number (≥ 2). */
export function detectDelimiter(sample: Uint8Array, isWhole: boolean): string {
  let best = { delimiter: ',', score: 0 }
  for (const delimiter of CANDIDATES) {
    const counts: number[] = []
    let at = 0
    while (at < sample.length && counts.length < LOOK_AT) {
      const record = nextRecord(sample, at, sample.length, isWhole, delimiter.charCodeAt(0), 0)
      if (!record || record.next === at) break
      if (record.end > at) counts.push(record.columns)
      at = record.next
    }
    const header = counts[0] ?? 1
    const agreeing = counts.filter((n) => n === header).length
    const score = header < 2 ? 0 : (agreeing / counts.length) * 1000 + Math.min(header, 100)
    if (score > best.score) best = { delimiter, score }
  }
  return best.delimiter
}
