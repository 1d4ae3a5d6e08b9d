import type { Codes } from './case-columns.ts'
import type { Mask } from './case-filter.ts'
import type { Segments } from './segments.ts'

/** Rows looked at before those left are counted, where several masks apply. */
const BLOCK = 4096

function sizes({ count, start, end, slot }: Segments, n: Uint32Array): void {
  for (let k = 0; k < count; k++) {
    const at = slot[k] as number
    n[at] = (n[at] as number) + (end[k] as number) - (start[k] as number)
  }
}

function codesOf({ count, start, end }: Segments, by: Codes, n: Uint32Array): void {
  for (let k = 0; k < count; k++) {
    const stop = end[k] as number
    for (let i = start[k] as number; i < stop; i++) {
      const code = by[i] as number
      n[code] = (n[code] as number) + 1
    }
  }
}

function sizesKept({ count, start, end, slot }: Segments, { column, keep }: Mask, n: Uint32Array): void {
  for (let k = 0; k < count; k++) {
    const stop = end[k] as number
    let kept = 0
    for (let i = start[k] as number; i < stop; i++) kept += keep[column[i] as number] as number
    const at = slot[k] as number
    n[at] = (n[at] as number) + kept
  }
}

function codesKept({ count, start, end }: Segments, { column, keep }: Mask, by: Codes, n: Uint32Array): void {
  for (let k = 0; k < count; k++) {
    const stop = end[k] as number
    for (let i = start[k] as number; i < stop; i++) {
      if (keep[column[i] as number] === 0) continue
      const code = by[i] as number
      n[code] = (n[code] as number) + 1
    }
  }
}

function manyMasks({ count, start, end, slot }: Segments, masks: readonly Mask[], by: Codes | null, n: Uint32Array) {
  const rows = new Uint32Array(BLOCK)
  for (let k = 0; k < count; k++) {
    const stop = end[k] as number
    for (let from = start[k] as number; from < stop; from += BLOCK) {
      let left = Math.min(BLOCK, stop - from)
      for (let i = 0; i < left; i++) rows[i] = from + i
      for (const { column, keep } of masks) {
        let kept = 0
        for (let i = 0; i < left; i++) {
          const row = rows[i] as number
          rows[kept] = row
          kept += keep[column[row] as number] as number
        }
        left = kept
      }
      for (let i = 0; i < left; i++) {
        const at = by ? (by[rows[i] as number] as number) : (slot[k] as number)
        n[at] = (n[at] as number) + 1
      }
    }
  }
}

/** Adds the rows of the segments that all masks keep to `n`: by their code in a column, or by slot. */
export function tally(segments: Segments, masks: readonly Mask[], by: Codes | null, n: Uint32Array): void {
  const [mask, second] = masks
  if (mask && second) manyMasks(segments, masks, by, n)
  else if (mask && by) codesKept(segments, mask, by, n)
  else if (mask) sizesKept(segments, mask, n)
  else if (by) codesOf(segments, by, n)
  else sizes(segments, n)
}
