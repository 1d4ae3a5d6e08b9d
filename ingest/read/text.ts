import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import type { Recipe } from '../recipe.ts'

/** A small file as text: the declared encoding, else strict UTF-8, else GB18030; the byte order mark is dropped. */
export async function readText(file: string, encoding: Recipe['encoding'] = 'auto'): Promise<string> {
  const bytes = await readFile(file)
  const names = encoding === 'auto' ? ['utf-8', 'gb18030'] : [encoding]
  for (const name of names) {
    try {
      return new TextDecoder(name, { fatal: true }).decode(bytes)
    } catch {
      continue
    }
  }
  throw new Error(`${basename(file)} is not text in ${names.join(' or ')}. Name its encoding in the recipe.`)
}

/** A JSON file as a value; says which file is broken. */
export async function readJson(file: string, encoding: Recipe['encoding'] = 'auto'): Promise<unknown> {
  const text = await readText(file, encoding)
  try {
    return JSON.parse(text) as unknown
  } catch (cause) {
    throw new Error(`${basename(file)} is not JSON: ${cause instanceof Error ? cause.message : String(cause)}`, {
      cause,
    })
  }
}
