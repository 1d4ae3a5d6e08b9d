import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { AnswerBody } from '../../api/schema/answer.ts'
import { openTiny, publishTiny, type TinyServer } from './tiny-city.ts'

const PUBLISHES = 20
const READERS = 4
const QUERY = '/api/query?indicators=case_count,case_rate&by=area:district&from=2026-08-01&to=2026-08-31'

let tiny: TinyServer
beforeAll(async () => {
  tiny = await openTiny()
})
afterAll(() => tiny.close())

/** Version n has 2n cases among 100 people and n among 50, and 3n in all: anything else is a mixture. */
function isWhole(answer: AnswerBody): boolean {
  const n = Number.parseInt(answer.snapshot, 16)
  const cases = Object.fromEntries(answer.keys[0]?.codes.map((code, i) => [code, answer.series[0]?.value[i]]) ?? [])
  const rates = Object.fromEntries(answer.keys[0]?.codes.map((code, i) => [code, answer.series[1]?.value[i]]) ?? [])
  return (
    cases['990101'] === 2 * n &&
    cases['990102'] === n &&
    Math.abs((rates['990101'] ?? 0) - 200 * n) < 1e-6 &&
    answer.total[0]?.value === 3 * n
  )
}

describe('publishing under load', () => {
  it(`${PUBLISHES} publishes give no error and no mixed answer`, async () => {
    let isOver = false
    const seen = new Set<string>()
    const told: string[] = []
    const wrong: unknown[] = []
    tiny.reader.onPublish((id) => told.push(id))
    const ask = async () => {
      while (!isOver) {
        const response = await tiny.get(QUERY)
        const body = (await response.json()) as AnswerBody
        const isRight =
          response.status === 200 && isWhole(body) && response.headers.get('etag')?.includes(body.snapshot)
        if (!isRight) wrong.push(body)
        seen.add(body.snapshot)
        await new Promise((resolve) => setTimeout(resolve, 5))
      }
    }
    const readers = Array.from({ length: READERS }, ask)
    for (let n = 2; n <= PUBLISHES + 1; n++) {
      await publishTiny(tiny.dataDir, n)
      await tiny.reader.refresh()
    }
    isOver = true
    await Promise.all(readers)
    expect(wrong).toEqual([])
    expect(told).toHaveLength(PUBLISHES)
    expect(seen.size).toBeGreaterThan(PUBLISHES / 2)
  })

  it('an older version can still be cited', async () => {
    const body = (await (await tiny.get(`${QUERY}&v=0000000000000001`)).json()) as AnswerBody
    expect(body.snapshot).toBe('0000000000000001')
    expect(isWhole(body)).toBe(true)
  })
})
