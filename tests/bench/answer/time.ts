/** Milliseconds that a task took. */
export async function milliseconds(task: () => Promise<void> | void): Promise<number> {
  const started = performance.now()
  await task()
  return performance.now() - started
}

/** The value below which a share of the list lies. */
export function quantile(list: readonly number[], share: number): number {
  const sorted = [...list].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN
}

export const median = (list: readonly number[]): number => quantile(list, 0.5)
