import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bucketsOf, dayEdges, dragged, monthEdges, stepped } from '../../../web/state/brush-window.ts'
import { dayNumber } from '../../../web/text/dates.ts'

const all = { from: '2025-01-01', to: '2026-10-31' }
const edges = dayEdges(all)
const quarter = { from: '2026-07-01', to: '2026-09-30' }

describe('the window', () => {
  it('keeps its length when it is moved as a whole, and stops at the ends of the data', () => {
    const day = dayNumber('2026-10-20')
    expect(dragged(edges, quarter, 'both', day, day + 92)).toEqual({ from: '2026-08-01', to: '2026-10-31' })
    expect(stepped(edges, quarter, 'both', -1)).toEqual({ from: '2026-06-30', to: '2026-09-29' })
    expect(stepped(edges, quarter, 'both', -10_000).from).toBe(all.from)
  })

  it('never closes when an end is drawn over the other', () => {
    const before = dayNumber('2026-01-01')
    expect(dragged(edges, quarter, 'to', before, before)).toEqual({ from: '2026-07-01', to: '2026-07-01' })
    expect(stepped(edges, quarter, 'from', 500)).toEqual({ from: '2026-09-30', to: '2026-09-30' })
  })

  it('goes by whole months where those are published', () => {
    const months = monthEdges(all)
    const [from, to] = [dayNumber('2026-03-10'), dayNumber('2026-05-20')]
    expect(dragged(months, quarter, 'new', from, to)).toEqual({ from: '2026-03-01', to: '2026-05-31' })
    expect(stepped(months, quarter, 'both', 1)).toEqual({ from: '2026-08-01', to: '2026-10-31' })
  })

  it('lies on edges within the data wherever it is dragged', () => {
    const at = fc.integer({ min: dayNumber('2024-06-01'), max: dayNumber('2027-06-01') })
    const grip = fc.constantFrom('from', 'to', 'both', 'new')
    fc.assert(
      fc.property(fc.constantFrom(edges, monthEdges(all)), grip, at, at, (known, which, a, b) => {
        const window = dragged(known, quarter, which, Math.min(a, b), Math.max(a, b))
        expect(known).toContain(window.from)
        expect(window.from >= all.from && window.from <= window.to && window.to <= all.to).toBe(true)
        if (which === 'both') expect(bucketsOf(known, window)).toBe(bucketsOf(known, quarter))
      }),
      { seed: 20261130, numRuns: 200 },
    )
  })
})
