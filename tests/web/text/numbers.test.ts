import { describe, expect, it } from 'vitest'
import { addDays, daysIn, formatBucket, formatPeriod } from '../../../web/text/dates.ts'
import { formatInterval, formatLarge, formatNumber, formatSigned } from '../../../web/text/numbers.ts'

describe('numbers as words', () => {
  it('uses a true minus and keeps decimals down a column', () => {
    expect(formatNumber(-1234.5, 1)).toBe('−1,234.5')
    expect(formatSigned(4.84)).toBe('+4.8')
    expect(formatSigned(0.04)).toBe('0.0')
    expect(formatInterval(179.8, 182.4)).toBe('179.8–182.4')
  })

  it('counts in 万 and 亿, or in k and M', () => {
    expect(formatLarge(4_123_010, 'zh')).toBe('412.3 万')
    expect(formatLarge(124_000_000, 'zh')).toBe('1.24 亿')
    expect(formatLarge(4_123_010, 'en')).toBe('4.12M')
    expect(formatLarge(128_400, 'en')).toBe('128.4k')
  })
})

describe('dates', () => {
  it('counts civil days over the change of clocks and of years', () => {
    expect(addDays('2026-03-28', 3)).toBe('2026-03-31')
    expect(daysIn('2025-12-31', '2026-01-01')).toBe(2)
  })

  it('says a period once', () => {
    expect(formatPeriod('2026-08-03', '2026-10-31', 'en')).toBe('2026-08-03 to 10-31')
    expect(formatBucket('2026-Q3', 'en')).toBe('Q3 2026')
    expect(formatBucket('2026-10', 'zh')).toBe('2026 年 10 月')
  })
})
