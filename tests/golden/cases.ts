import { existsSync, readdirSync, statSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** Holds `<method>/<case>/expected.json` and the input beside it. */
export const folder = process.env.GOLDEN_DIR ?? fileURLToPath(new URL('../../../shared/golden', import.meta.url))

export const isThere = existsSync(folder)

function namesIn(path: string): string[] {
  return existsSync(path) && statSync(path).isDirectory() ? readdirSync(path).sort() : []
}

/** Names of the cases held for a method; none where the folder holds no such method. */
export function goldenCases(method: string): string[] {
  return namesIn(`${folder}/${method}`).filter((name) => existsSync(`${folder}/${method}/${name}/expected.json`))
}

/** Every method that the folder holds cases for. */
export function goldenMethods(): string[] {
  return namesIn(folder).filter((method) => goldenCases(method).length > 0)
}

/** Whether the folder holds no case of any of these methods, or is absent itself. */
export const lacks = (...methods: string[]) => methods.every((method) => goldenCases(method).length === 0)
