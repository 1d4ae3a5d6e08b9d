import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { defineReporterKey } from '../../ingest/reporter-key.ts'
import { openEngine } from '../../warehouse/engine/duckdb.ts'
import type { Engine } from '../../warehouse/engine/engine.ts'

const SECRET = '000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f'

/** Counter 1, the secret's bytes, the text: SHA-256, its first half. */
const derived = (secret: string, text: string) =>
  createHash('sha256').update(Buffer.from('00000001', 'hex')).update(Buffer.from(secret, 'hex')).update(text).digest()

describe('the key of a reporter', () => {
  let engine: Engine
  beforeAll(async () => {
    engine = await openEngine()
  })
  afterAll(() => engine.close())

  async function keysOf(secret: string, texts: string): Promise<unknown[]> {
    await defineReporterKey(engine, secret)
    const found = await engine.query({
      text: `select replace(reporter_key(t)::varchar, '-', '') as k from (values ${texts}) as v(t)`,
    })
    return Array.from<unknown>(found.columns.k ?? [])
  }

  it('is derived from the secret and the text, whatever their length or script', async () => {
    const texts = ['10036443329', '彭女士', 'x'.repeat(500)]
    const keys = await keysOf(SECRET, texts.map((text) => `('${text}')`).join(', '))
    expect(keys).toEqual(texts.map((text) => derived(SECRET, text).subarray(0, 16).toString('hex')))
  })

  it('is null without a text, and another under another secret, made or written by hand', async () => {
    const [one, none] = await keysOf(SECRET, `('10036443329'), (null)`)
    const [other] = await keysOf('f'.repeat(64), `('10036443329')`)
    const [byHand] = await keysOf('a sentence of our own', `('10036443329')`)
    expect(none).toBeNull()
    expect(new Set([one, other, byHand]).size).toBe(3)
  })
})
