import { type CaseColumns, type Codes, kindsOf } from './case-columns.ts'
import type { Selection } from './case-filter.ts'

/** Rows from `start[k]` on and before `end[k]`, counted into `slot[k]`; the first `count` entries. */
export interface Segments {
  count: number
  start: Uint32Array
  end: Uint32Array
  slot: Uint32Array
}

/** First row of `from`..`end` whose code is not below `code`. */
function lowerBound(column: Codes, from: number, end: number, code: number): number {
  let low = from
  let high = end
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((column[middle] as number) < code) low = middle + 1
    else high = middle
  }
  return low
}

class Growing implements Segments {
  count = 0
  start = new Uint32Array(1024)
  end = new Uint32Array(1024)
  slot = new Uint32Array(1024)

  /** Joins what lies end to end and counts into one slot. */
  add(start: number, end: number, slot: number): void {
    if (end <= start) return
    const last = this.count - 1
    if (last >= 0 && this.end[last] === start && this.slot[last] === slot) {
      this.end[last] = end
      return
    }
    if (this.count === this.start.length) this.#grow()
    this.start[this.count] = start
    this.end[this.count] = end
    this.slot[this.count] = slot
    this.count++
  }

  #grow(): void {
    const twice = (list: Uint32Array) => {
      const longer = new Uint32Array(2 * list.length)
      longer.set(list)
      return longer
    }
    this.start = twice(this.start)
    this.end = twice(this.end)
    this.slot = twice(this.slot)
  }
}

/** The rows that days, kinds and places of a selection leave, by day of the columns, by kind, or all into slot 0. */
export function segmentsOf(columns: CaseColumns, selection: Selection, by: 'day' | 'kind' | 'all'): Segments {
  const { runs, place } = columns
  const { kinds, places, isAllKinds } = selection.where
  const count = kindsOf(columns)
  const found = new Growing()
  if (places === null && isAllKinds && by !== 'kind') {
    for (let day = selection.first; day < selection.end; day++)
      found.add(runs[day * count] as number, runs[(day + 1) * count] as number, by === 'day' ? day : 0)
    return found
  }
  for (let day = selection.first; day < selection.end; day++) {
    for (const kind of kinds) {
      const run = day * count + kind
      const end = runs[run + 1] as number
      const slot = by === 'day' ? day : by === 'kind' ? kind : 0
      let at = runs[run] as number
      if (places === null) {
        found.add(at, end, slot)
        continue
      }
      for (let k = 0; k < places.length && at < end; k += 2) {
        at = lowerBound(place, at, end, places[k] as number)
        const stop = lowerBound(place, at, end, places[k + 1] as number)
        found.add(at, stop, slot)
        at = stop
      }
    }
  }
  return found
}
