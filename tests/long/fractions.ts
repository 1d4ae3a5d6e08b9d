/** Numbers from 0 to below 1 by a seeded generator: same seed, same numbers. */
export function fractions(seed: number, count: number): number[] {
  let state = seed
  return Array.from({ length: count }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  })
}
