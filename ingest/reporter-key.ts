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

/** Counter 1 of the one-step derivation, 32 bits. */
const COUNTER = Buffer.from([0, 0, 0, 1])
const SECRET_BYTES = 32

/**
 * Makes SQL `reporter_key(text)`: the key that SHA-256 derives from the secret and the text in one step (NIST SP 800-56C
 * Rev. 2, 4.1: counter, secret, text), its first 128 bits as a UUID; null for null. What is cut off keeps anybody
 * from hashing on. A macro of the engine's own functions, because it is asked for every row.
 */
export async function defineReporterKey(engine: Engine, secret: string): Promise<void> {
  const isMade = secret.length === 2 * SECRET_BYTES && /^[0-9a-f]+$/.test(secret)
  const bytes = isMade ? Buffer.from(secret, 'hex') : createHash('sha256').update(secret).digest()
  const start = [...COUNTER, ...bytes].map((byte) => String.raw`\x` + byte.toString(16).padStart(2, '0')).join('')
  await engine.exec({
    text: `create or replace macro reporter_key(value) as cast(left(sha256('${start}'::blob || encode(value)), 32) as uuid)`,
  })
}
