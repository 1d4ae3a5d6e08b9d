import { streamOf } from '../../../warehouse/stats/random.ts'

/** Numbers evenly between 0 and 1, the same for the same name. */
export function drawsOf(name: string): () => number {
  const stream = streamOf(name)
  return () => (stream.next() + 0.5) / 2 ** 32
}

/** A Poisson count, by inversion; for means up to some hundreds. */
export function countOf(mean: number, draw: () => number): number {
  let left = draw()
  let chance = Math.exp(-mean)
  let count = 0
  while (left > chance && count < 10_000) {
    left -= chance
    count++
    chance *= mean / count
  }
  return count
}
