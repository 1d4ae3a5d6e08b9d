import { createHmac, randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { EngineFunction } from '../warehouse/engine/engine.ts'

/** The secret of a city, made once; whoever lacks it cannot try phone numbers against the stored keys. */
export function readSecret(cityDir: string): string {
  const path = join(cityDir, 'secret')
  if (!existsSync(path)) {
    mkdirSync(cityDir, { recursive: true })
    writeFileSync(path, randomBytes(32).toString('hex'), { mode: 0o600, flag: 'wx' })
  }
  return readFileSync(path, 'utf8').trim()
}

/** SQL `reporter_key(text)`: HMAC-SHA256 under the secret, 32 hex digits; null for null. */
export function reporterKey(secret: string): EngineFunction {
  const keyOf = (value: string) => createHmac('sha256', secret).update(value).digest('hex').slice(0, 32)
  return {
    name: 'reporter_key',
    takes: ['VARCHAR'],
    returns: 'VARCHAR',
    run: ([values = []], rows) =>
      Array.from({ length: rows }, (_, i) => (typeof values[i] === 'string' ? keyOf(values[i]) : null)),
  }
}
