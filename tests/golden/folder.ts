import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect } from 'vitest'
import { z } from 'zod'

const folder = process.env.GOLDEN_DIR ?? fileURLToPath(new URL('../../../shared/golden', import.meta.url))

export const hasGolden = existsSync(folder)
if (!hasGolden) console.warn(`Golden values are skipped: there is no folder ${folder}. Set GOLDEN_DIR to it.`)

/** Names of the cases held for a method. */
export function goldenCases(method: string): string[] {
  return hasGolden ? readdirSync(`${folder}/${method}`).sort() : []
}

/** What the reference packages found for a case, checked against the shape the test expects. */
export function goldenExpected<T>(method: string, name: string, shape: z.ZodType<T>): T {
  const text = readFileSync(`${folder}/${method}/${name}/expected.json`, 'utf8')
  return z.looseObject({ expected: shape }).parse(JSON.parse(text)).expected as T
}

export function goldenParams<T>(method: string, name: string, shape: z.ZodType<T>): T {
  const text = readFileSync(`${folder}/${method}/${name}/expected.json`, 'utf8')
  return z.looseObject({ params: shape }).parse(JSON.parse(text)).params as T
}

/** Records of the input file of a case, or of another beside it; every value as text. */
export function goldenInput(method: string, name: string, file = 'input.csv'): Record<string, string>[] {
  const [head, ...lines] = readFileSync(`${folder}/${method}/${name}/${file}`, 'utf8').trim().split(/\r?\n/)
  const names = (head ?? '').split(',').map((s) => s.replaceAll('"', ''))
  return lines.map((line) => {
    const cells = line.split(',').map((s) => s.replaceAll('"', ''))
    return Object.fromEntries(names.map((n, k) => [n, cells[k] ?? '']))
  })
}

/** Equal within 1e-9 of the value, the tolerance of the golden set; null stands for NaN. */
export function expectNear(actual: number, expected: number | null, what: string): void {
  if (expected === null) {
    expect(actual, what).toBeNaN()
    return
  }
  const allowed = Math.max(1e-9 * Math.abs(expected), 1e-12)
  expect(Math.abs(actual - expected), `${what}: ${actual} against ${expected}`).toBeLessThanOrEqual(allowed)
}
