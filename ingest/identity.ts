import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const ROOT = join(import.meta.dirname, '..')

export const sha256 = (content: string | Buffer): string => createHash('sha256').update(content).digest('hex')

/**
 * Hash of the program that turns files into a store: every .ts file under ingest/ and warehouse/, and the versions of
 * the libraries.
 */
export function codeHash(): string {
  const hash = createHash('sha256').update(readFileSync(join(ROOT, 'package.json')))
  for (const room of ['ingest', 'warehouse']) {
    const files = readdirSync(join(ROOT, room), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .sort()
    for (const name of files)
      hash
        .update(`${room}/${name}\0`)
        .update(readFileSync(join(ROOT, room, name)))
        .update('\0')
  }
  return hash.digest('hex')
}

/** Same files, recipes, pack and program in any order: same id. 16 hex digits. */
export function snapshotId(parts: { inputs: string[]; recipes: string[]; pack: string[]; code: string }): string {
  const { inputs, recipes, pack, code } = parts
  return sha256(JSON.stringify([[...inputs].sort(), [...recipes].sort(), [...pack].sort(), code])).slice(0, 16)
}
