import { readFileSync } from 'node:fs'
import { expect, TestRunner } from 'vitest'
import { z } from 'zod'
import { type Neighbours, neighboursFrom } from '../../warehouse/stats/neighbours.ts'
import { folder, isThere } from './cases.ts'

export { goldenCases, lacks } from './cases.ts'

declare module 'vitest' {
  interface TaskMeta {
    /** Cases that a test held its subject to, as method/case; `count.ts` counts them. */
    golden?: string[]
  }
}

if (!isThere) console.warn(`Golden values are skipped: there is no folder ${folder}. Set GOLDEN_DIR to it.`)

/** What the reference packages found for a case, checked against the shape the test expects. */
export function goldenExpected<T>(method: string, name: string, shape: z.ZodType<T>): T {
  const text = readFileSync(`${folder}/${method}/${name}/expected.json`, 'utf8')
  const meta = TestRunner.getCurrentTest()?.meta
  if (meta) meta.golden = [...(meta.golden ?? []), `${method}/${name}`]
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

const ABSENT = ['', 'NA', 'NaN', 'null']

/** A column of the input file as numbers; NaN where it says nothing. */
export function goldenColumn(method: string, name: string, column: string): Float64Array {
  return Float64Array.from(goldenInput(method, name), (row) => {
    if (row[column] === undefined) throw new Error(`${method}/${name} has no column ${column}.`)
    return ABSENT.includes(row[column]) ? Number.NaN : Number(row[column])
  })
}

/** Neighbours of the areas of a case, by their ids, in the order of its input file; an area without a line or a list has none. */
export function goldenNeighbours(method: string, name: string): Neighbours {
  const lists = new Map(
    goldenInput(method, name, 'neighbours.csv').map(({ id, nbrs }) => [
      id,
      ABSENT.includes(nbrs ?? '') ? [] : (nbrs ?? '').split(';').map((text) => text.trim()),
    ]),
  )
  const ids = goldenInput(method, name).map(({ id }) => id)
  const at = new Map(ids.map((id, i) => [id, i]))
  return neighboursFrom(ids.map((id) => (lists.get(id) ?? []).map((other) => at.get(other) ?? Number.NaN)))
}

/** A list as the reference writes it: one of a single value as that value. */
export const goldenListOf = <T extends z.ZodType>(item: T) =>
  z.union([z.array(item), item.transform((value) => [value])])

/** Numbers or nothing. */
export const goldenList = goldenListOf(z.number().nullable())

/** Equal within 1e-9 of the value, the tolerance of the golden set; null stands for NaN. */
export function expectNear(actual: number, expected: number | null, what: string): void {
  if (expected === null) {
    expect(actual, what).toBeNaN()
    return
  }
  const allowed = Math.max(1e-9 * Math.abs(expected), 1e-15)
  expect(Math.abs(actual - expected), `${what}: ${actual} against ${expected}`).toBeLessThanOrEqual(allowed)
}
