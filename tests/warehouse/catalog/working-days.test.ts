import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { WorkingDays } from '../../../warehouse/catalog/working-days.ts'

// In 2026 National Day is off from Thursday 1 to Wednesday 7 October; Saturday 10 October is worked.
const calendar = new WorkingDays(['2026-10-01', '2026-10-02', '2026-10-05', '2026-10-06', '2026-10-07'], ['2026-10-10'])

describe('working days', () => {
  it('leave out weekends and holidays, and count weekends that are worked', () => {
    expect(calendar.between('2026-09-28', '2026-10-02')).toBe(2)
    expect(calendar.between('2026-09-30', '2026-10-08')).toBe(1)
    expect(calendar.between('2026-10-09', '2026-10-10')).toBe(1)
    expect(calendar.between('2026-10-10', '2026-10-11')).toBe(0)
  })

  it('are none on the same day or before it, and add up', () => {
    expect(calendar.between('2026-10-12', '2026-10-12')).toBe(0)
    expect(calendar.between('2026-10-12', '2026-10-09')).toBe(0)
    const whole = calendar.between('2026-09-20', '2026-10-20')
    expect(calendar.between('2026-09-20', '2026-10-03') + calendar.between('2026-10-03', '2026-10-20')).toBe(whole)
  })

  it('are those of a count day by day', () => {
    const days = fc.integer({ min: -800, max: 40_000 }).map((n) => new Date(n * 86_400_000).toISOString().slice(0, 10))
    const near = fc.integer({ min: 0, max: 60 })
    fc.assert(
      fc.property(
        days,
        near,
        fc.array(near, { maxLength: 8 }),
        fc.array(near, { maxLength: 8 }),
        (from, length, off, worked) => {
          const after = (k: number) => new Date(Date.parse(from) + k * 86_400_000).toISOString().slice(0, 10)
          const [holidays, workdays] = [off.map(after), worked.map(after)]
          let count = 0
          for (let k = 1; k <= length; k++) {
            const isWeekend = [0, 6].includes(new Date(`${after(k)}T00:00:00Z`).getUTCDay())
            if (workdays.includes(after(k)) || (!isWeekend && !holidays.includes(after(k)))) count++
          }
          expect(new WorkingDays(holidays, workdays).between(from, after(length))).toBe(count)
        },
      ),
      { seed: 20_261_007 },
    )
  })

  it('end a limit on the last day before one more of them', () => {
    fc.assert(
      fc.property(fc.integer({ min: -60, max: 60 }), fc.integer({ min: 0, max: 20 }), (start, limit) => {
        const after = (days: number) => new Date(Date.UTC(2026, 9, 1 + start + days)).toISOString().slice(0, 10)
        const days = calendar.daysWithin(after(0), limit)
        expect(calendar.between(after(0), after(days))).toBe(limit)
        expect(calendar.between(after(0), after(days + 1))).toBe(limit + 1)
      }),
      { seed: 20_261_008 },
    )
  })

  it('are told of years without a list of holidays', () => {
    expect(calendar.yearsWithout('2024-12-31', '2026-10-10')).toEqual(['2024', '2025'])
    expect(calendar.yearsWithout('2026-01-01', '2026-12-31')).toEqual([])
  })
})
