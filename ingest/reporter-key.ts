import { createHash, randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Engine } from '../warehouse/engine/engine.ts'

/** The secret of a city, made once; whoever lacks it cannot try phone numbers against the stored keys. */
export function readSecret(cityDir: string): string {
  const path = join(cityDir, 'secret')
  if (!existsSync(path)) {
    mkdirSync(cityDir, { recursive: true })
    writeFileSync(path, randomBytes(32).toString('hex'), { mode: 0o600, flag: 'wx' })
  }
  return readFileSync(path, 'utf8').trim()
}

const BLOCK_BYTES = 64

/**
 * Makes SQL `reporter_key(text)`: HMAC-SHA256 (RFC 2104) under the secret, its first 128 bits as 32 hex digits; null for
 * null. A macro of the engine's own functions, because it is asked for every row.
 */
export async function defineReporterKey(engine: Engine, secret: string): Promise<void> {
  const bytes = Buffer.from(secret)
  const block = Buffer.alloc(BLOCK_BYTES)
  ;(bytes.length > BLOCK_BYTES ? createHash('sha256').update(bytes).digest() : bytes).copy(block)
  const pad = (mask: number) =>
    `'${Array.from(block, (byte) => String.raw`\x` + (byte ^ mask).toString(16).padStart(2, '0')).join('')}'::blob`
  const inner = `unhex(sha256(${pad(0x36)} || encode(value)))`
  await engine.exec({
    text: `create or replace macro reporter_key(value) as left(sha256(${pad(0x5c)} || ${inner}), 32)`,
  })
}
