import { gammaP } from './distributions.ts'
import type { Durations } from './kaplan-meier.ts'

export interface LogRank {
  chiSquare: number
  /** Groups that somebody was followed in, less one. */
  degrees: number
  p: number
}

/**
 * Whether groups end at the same pace (log-rank, Mantel 1966), open ones counted as far as they are known. Null with
 * fewer than two groups or where no group could differ (`no_variance`).
 */
export function logRank(groups: readonly Durations[]): LogRank | null {
  const present = groups.filter((group) => group.time.length > 0)
  const count = present.length
  const atRisk = present.map((group) => group.total.reduce((sum, n) => sum + n, 0))
  const next = new Int32Array(count)
  const excess = new Float64Array(count)
  const covariance = Array.from({ length: count }, () => new Float64Array(count))
  for (const time of [...new Set(present.flatMap((group) => [...group.time]))].sort((a, b) => a - b)) {
    const ended = new Float64Array(count)
    const left = new Float64Array(count)
    for (const [g, group] of present.entries()) {
      const k = next[g] ?? 0
      if (group.time[k] !== time) continue
      ended[g] = group.events[k] ?? 0
      left[g] = group.total[k] ?? 0
      next[g] = k + 1
    }
    const n = atRisk.reduce((sum, m) => sum + m, 0)
    const d = ended.reduce((sum, m) => sum + m, 0)
    const spread = n > 1 ? (d * (n - d)) / (n - 1) : 0
    for (let g = 0; g < count; g++) {
      const share = (atRisk[g] ?? 0) / n
      excess[g] = (excess[g] ?? 0) + (ended[g] ?? 0) - d * share
      const row = covariance[g]
      for (let h = 0; row && h < count; h++) {
        row[h] = (row[h] ?? 0) + spread * share * ((g === h ? 1 : 0) - (atRisk[h] ?? 0) / n)
      }
    }
    for (let g = 0; g < count; g++) atRisk[g] = (atRisk[g] ?? 0) - (left[g] ?? 0)
  }
  const degrees = count - 1
  const chiSquare = degrees < 1 ? null : quadraticForm(covariance, excess, degrees)
  return chiSquare === null ? null : { chiSquare, degrees, p: 1 - gammaP(degrees / 2, chiSquare / 2) }
}

/** x' M⁻¹ x of the first `size` rows, by elimination of a positive definite matrix; null when it is singular. */
function quadraticForm(matrix: Float64Array[], x: Float64Array, size: number): number | null {
  let sum = 0
  for (let k = 0; k < size; k++) {
    const row = matrix[k]
    const pivot = row?.[k] ?? 0
    if (!row || !(pivot > 1e-12)) return null
    sum += (x[k] ?? 0) ** 2 / pivot
    for (let i = k + 1; i < size; i++) {
      const below = matrix[i]
      const factor = (below?.[k] ?? 0) / pivot
      for (let j = k; below && j < size; j++) below[j] = (below[j] ?? 0) - factor * (row[j] ?? 0)
      x[i] = (x[i] ?? 0) - factor * (x[k] ?? 0)
    }
  }
  return sum
}
