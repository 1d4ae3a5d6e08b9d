import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { forecast, type ForecastOptions, MONTHLY } from '../../../warehouse/stats/forecast.ts'

/** Seasons of four, one ahead, the level told by two: small enough to count. */
const SMALL: ForecastOptions = { season: 4, horizon: 1, level: 2 }
const repeated = (season: number[], times: number) =>
  Float64Array.from({ length: season.length * times }, (_, t) => season[t % season.length] ?? 0)

describe('a forecast', () => {
  it('of a season that comes again and again is that season, without any doubt', () => {
    const found = forecast(repeated([10, 20, 30, 40], 8), SMALL)
    expect(found).toMatchObject({ method: 'seasonal_naive', ratio: 1, tried: 26 })
    expect([...(found?.value ?? [])]).toEqual([10])
    expect([...(found?.band95.low ?? []), ...(found?.band95.high ?? [])]).toEqual([10, 10])
    expect(found?.mase).toBeNaN()
  })

  it('of a season that doubles each time takes the level with it', () => {
    const counts = Float64Array.from({ length: 32 }, (_, t) => ([10, 20, 30, 40][t % 4] ?? 0) * 2 ** Math.floor(t / 4))
    const found = forecast(counts, SMALL)
    expect(found?.method).toBe('levelled')
    // The last two are twice those of the season before; the season before began with 10 × 2⁷.
    expect(found?.ratio).toBe(2)
    expect(found?.value[0]).toBe(2560)
    expect(found?.mase).toBeLessThan(1)
  })

  it('has bands at the quantiles of the errors of the past', () => {
    // Errors against the season before are +2 and −2 in turn, in units of √forecast.
    const counts = Float64Array.from({ length: 40 }, (_, t) => (Math.floor(t / 4) % 2 === 0 ? 4 : 6))
    const found = forecast(counts, { ...SMALL, level: 4 })
    expect(found).toMatchObject({ method: 'seasonal_naive', mase: 1 })
    expect(found?.value[0]).toBe(6)
    expect(found?.band95.low[0]).toBeCloseTo(6 - (2 / Math.sqrt(6)) * Math.sqrt(6), 9)
    expect(found?.band95.high[0]).toBeCloseTo(6 + (2 / Math.sqrt(4)) * Math.sqrt(6), 9)
  })

  it('of five years of months reaches three months ahead', () => {
    const months = repeated([9, 9, 9, 9, 9, 30, 30, 9, 9, 9, 9, 9], 5)
    expect([...(forecast(months, MONTHLY)?.value ?? [])]).toEqual([9, 9, 9])
    expect([...(forecast(months.subarray(0, 53), MONTHLY)?.value ?? [])]).toEqual([30, 30, 9])
  })

  it('is none of a series too short to be tried on, and refuses to reach beyond a season', () => {
    expect(forecast(new Float64Array(25).fill(3), SMALL)).toBeNull()
    expect(forecast(new Float64Array(26).fill(3), SMALL)).not.toBeNull()
    expect(() => forecast(new Float64Array(99), { season: 4, horizon: 5, level: 2 })).toThrow(RangeError)
  })

  it('never lies below 0, and the wider band holds the narrower', () => {
    const counts = fc.array(fc.nat(60), { minLength: 40, maxLength: 60 })
    fc.assert(
      fc.property(counts, (list) => {
        const found = forecast(Float64Array.from(list), { season: 4, horizon: 3, level: 3 })
        if (!found) return
        for (let h = 0; h < 3; h++) {
          const [low95, low80] = [found.band95.low[h] as number, found.band80.low[h] as number]
          const [high80, high95] = [found.band80.high[h] as number, found.band95.high[h] as number]
          expect(low95).toBeGreaterThanOrEqual(0)
          expect(low95).toBeLessThanOrEqual(low80)
          expect(high80).toBeLessThanOrEqual(high95)
        }
      }),
      { seed: 23 },
    )
  })

  it('holds about as many of the next counts as its band says, where nothing but chance moves them', () => {
    const draw = uniform(5)
    let inside = 0
    let all = 0
    for (let run = 0; run < 40; run++) {
      const counts = Float64Array.from({ length: 173 }, () => poisson(30, draw))
      const found = forecast(counts.subarray(0, 160))
      for (let h = 0; h < 13; h++) {
        const seen = counts[160 + h] as number
        all++
        if (seen >= (found?.band80.low[h] ?? Infinity) && seen <= (found?.band80.high[h] ?? -Infinity)) inside++
      }
    }
    expect(inside / all).toBeGreaterThan(0.74)
    expect(inside / all).toBeLessThan(0.88)
  })
})

/** A fixed stream of numbers between 0 and 1 (Park and Miller 1988). */
function uniform(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 48_271) % 2_147_483_647
    return state / 2_147_483_647
  }
}

function poisson(mean: number, draw: () => number): number {
  let count = 0
  for (let product = draw(); product > Math.exp(-mean); product *= draw()) count++
  return count
}
