/** Neighbours of each area, without itself: those of i stand at `start[i]` to `start[i + 1]` of `index`, from 0. */
export interface Neighbours {
  start: Int32Array
  index: Int32Array
}

/** Neighbours from a list for each area. Throws RangeError where an area is its own neighbour or there is no such area. */
export function neighboursFrom(lists: readonly (readonly number[])[]): Neighbours {
  const start = new Int32Array(lists.length + 1)
  for (const [i, list] of lists.entries()) {
    start[i + 1] = (start[i] as number) + list.length
    for (const j of list) {
      if (j === i || !(j >= 0 && j < lists.length))
        throw new RangeError(`Area ${j} cannot be a neighbour of area ${i}.`)
    }
  }
  return { start, index: Int32Array.from(lists.flat()) }
}
