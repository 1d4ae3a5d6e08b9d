import { createHash } from 'node:crypto'
import { createReadStream, statSync } from 'node:fs'
import { open, stat } from 'node:fs/promises'
import { openEngine } from '../engine/duckdb.ts'
import type { Label } from '../catalog/types.ts'
import { isReadable } from './manifest.ts'
import type { SnapshotInfo } from './types.ts'

const MAGIC = 'DUCK'
const MAGIC_AT = 8

/** SHA-256 of a file, hex. */
export async function hashFile(path: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const part of createReadStream(path, { highWaterMark: 2 ** 20 })) hash.update(part as Buffer)
  return hash.digest('hex')
}

/** Blocks are read once: with more memory than this, more of it is asked of the system and nothing gained. */
const SCAN_MEMORY = '512MB'

/** Reads every column of every row through a fresh read-only open, so each block's checksum is tested. Rows by table. */
export async function scanStore(path: string): Promise<Record<string, number>> {
  const engine = await openEngine({ memoryLimit: SCAN_MEMORY })
  try {
    await engine.attach(path, 'store')
    const names = await engine.query({
      text: `select table_name as name from duckdb_tables() where database_name = 'store' order by table_name`,
    })
    const rows: Record<string, number> = {}
    for (const name of names.columns.name ?? []) {
      const table = engine.dialect.table('store', String(name))
      const scan = await engine.query({ text: `select count(*) as n, max(hash(t)) as sum from ${table} as t` })
      rows[String(name)] = Number(scan.columns.n?.[0] ?? 0)
    }
    return rows
  } finally {
    await engine.close()
  }
}

const UNREADABLE: Label = { zh: '库文件无法读取', en: 'the store cannot be read' }
const NO_STORE: Label = { zh: '文件不是库', en: 'the file is not a store' }
const CHANGED: Label = { zh: '库文件与发布时不一致', en: 'the bytes of the store differ from those published' }

export const OTHER_PROGRAM: Label = {
  zh: '由另一版本的程序发布',
  en: 'it was published by another version of the program',
}

/** A look at schema, size and first bytes: null when they fit, else what is wrong. As fast on a large store. */
async function quickFault(path: string, manifest: SnapshotInfo): Promise<Label | null> {
  if (!isReadable(manifest)) return OTHER_PROGRAM
  try {
    const { size } = await stat(path)
    if (size !== manifest.bytes) {
      return {
        zh: `库文件为 ${size} 字节，清单为 ${manifest.bytes} 字节`,
        en: `the store has ${size} bytes, its manifest says ${manifest.bytes}`,
      }
    }
    const file = await open(path, 'r')
    try {
      const head = Buffer.alloc(MAGIC_AT + MAGIC.length)
      await file.read(head, 0, head.length, 0)
      return head.toString('latin1', MAGIC_AT) === MAGIC ? null : NO_STORE
    } finally {
      await file.close()
    }
  } catch {
    return UNREADABLE
  }
}

/** The quick look and the hash of every byte: null when the store is what was published, else what is wrong. */
export async function storeFault(path: string, manifest: SnapshotInfo): Promise<Label | null> {
  const quick = await quickFault(path, manifest)
  if (quick !== null) return quick
  try {
    return (await hashFile(path)) === manifest.sha256 ? null : CHANGED
  } catch {
    return UNREADABLE
  }
}

/** Names the bytes a store has now: another after it was placed or written anew, whatever its name. */
export function storeEdition(path: string): string {
  const seen = statSync(path, { bigint: true, throwIfNoEntry: false })
  return seen ? [path, seen.ino, seen.size, seen.mtimeNs, seen.ctimeNs].join(' ') : `${path} missing`
}

/** Remembers the stores whose every byte was compared, as long as they stay untouched. */
export class Verifier {
  readonly #whole = new Set<string>()

  /** As `storeFault`, but reads a store again only when it was written anew. */
  async fault(path: string, manifest: SnapshotInfo): Promise<Label | null> {
    const edition = `${storeEdition(path)} ${manifest.sha256}`
    if (this.#whole.has(edition)) return null
    const fault = await storeFault(path, manifest)
    if (fault === null) this.#whole.add(edition)
    return fault
  }
}
