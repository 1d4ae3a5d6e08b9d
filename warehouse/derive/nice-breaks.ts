/** Six ascending class breaks that people can read. Pure arithmetic. */

const MANTISSAS = [1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8]
const CLASSES = 7
/** From this ratio between the last and the first quantile on, breaks are spaced by factors, not by steps. */
const SKEWED = 4
/** Values closer than this are one value to a reader. */
const ALIKE = 1 + 1e-6

const tidy = (value: number) => Number(value.toPrecision(12))

/** The value below which the share `p` of the sorted list lies, linear between neighbours. */
export function quantile(sorted: readonly number[], p: number): number {
  const at = (sorted.length - 1) * p
  const low = Math.floor(at)
  const from = sorted[low] ?? Number.NaN
  const to = sorted[Math.min(low + 1, sorted.length - 1)] ?? from
  return from + (to - from) * (at - low)
}

/** Position on the endless ladder … 0.8, 1, 1.2, 1.5, 2 … 8, 10, 12 … and back. */
function rung(value: number): number {
  const power = Math.floor(Math.log10(value) + 1e-9)
  const mantissa = value / 10 ** power
  const distances = [...MANTISSAS, 10].map((m) => Math.abs(Math.log(m / mantissa)))
  return power * MANTISSAS.length + distances.indexOf(Math.min(...distances))
}

function atRung(step: number): number {
  const power = Math.floor(step / MANTISSAS.length)
  return tidy((MANTISSAS[step - power * MANTISSAS.length] ?? 1) * 10 ** power)
}

/** The 1, 2 or 5 times a power of ten that is nearest by factor. */
function evenStep(size: number): number {
  const power = 10 ** Math.floor(Math.log10(size))
  const mantissa = size / power
  return tidy(power * (mantissa < Math.sqrt(2) ? 1 : mantissa < Math.sqrt(10) ? 2 : mantissa < Math.sqrt(50) ? 5 : 10))
}

/** Whole steps, each more than the one before. */
function climbing(steps: number[]): number[] {
  const result: number[] = []
  for (const step of steps) result.push(Math.max(step, (result.at(-1) ?? Number.NEGATIVE_INFINITY) + 1))
  return result
}

/**
 * Breaks at the sevenths of the positive values, rounded. Zero is left out because maps draw it as a class of its own.
 * Null when no value is positive.
 */
export function niceBreaks(values: readonly number[]): number[] | null {
  const sorted = values.filter((value) => Number.isFinite(value) && value > 0).sort((a, b) => a - b)
  if (sorted.length === 0) return null
  const sevenths = Array.from({ length: CLASSES - 1 }, (_, i) => quantile(sorted, (i + 1) / CLASSES))
  const first = sevenths[0] ?? 1
  const last = sevenths.at(-1) ?? first
  if (last / first >= SKEWED || last / first < ALIKE) return climbing(sevenths.map(rung)).map(atRung)
  const step = evenStep((last - first) / (2 * (CLASSES - 1)))
  return climbing(sevenths.map((value) => Math.round(value / step))).map((n) => tidy(n * step))
}
