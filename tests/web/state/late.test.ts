import { describe, expect, it } from 'vitest'
import { daysLate } from '../../../web/state/late.ts'

describe('data that are late', () => {
  it('are those of which even a monthly file should have come since', () => {
    expect(daysLate('2026-10-31', '2026-10-31')).toBeNull()
    expect(daysLate('2026-10-31', '2026-12-05')).toBeNull()
    expect(daysLate('2026-10-31', '2026-12-06')).toBe(36)
  })

  it('of a city that publishes whole months may be older, for it waits until a month is over', () => {
    expect(daysLate('2026-10-31', '2027-02-02', true)).toBeNull()
    expect(daysLate('2026-10-31', '2027-02-03', true)).toBe(95)
  })

  it('are never those of days to come', () => {
    expect(daysLate('2026-10-31', '2024-02-29')).toBeNull()
  })
})
