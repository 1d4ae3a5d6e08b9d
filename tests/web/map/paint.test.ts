import { describe, expect, it } from 'vitest'
import { CASE_INDICATORS } from '../../../warehouse/catalog/indicators/cases.ts'
import type { Indicator } from '../../../warehouse/catalog/types.ts'
import { classOf, fillOf } from '../../../web/map/classes.ts'
import { MARK, paint, paintOf, paletteOf } from '../../../web/map/paint.ts'
import { readingOf, readSpan } from '../../../web/state/block.ts'
import { THEMES } from '../../../web/theme/themes.ts'
import { COLUMN_STATUSES } from '../../../warehouse/stats/value-columns.ts'

const rate = CASE_INDICATORS.find(({ id }) => id === 'case_rate') as Indicator
const BREAKS = [10, 20, 30, 40, 50, 60]
const counts = [0, 3, 40, 900, 7, 0]
const people = [1000, 1000, 10_000, 100_000, Number.NaN, 0]

describe('the colours of a moving map', () => {
  it('are those of each place’s class, with a mark where it is unsure, zero or missing', () => {
    const view = {
      indicator: 'case_rate',
      dimension: 'cell:8',
      without: [],
      listed: 'seen_or_figure' as const,
      codes: ['a', 'b', 'c', 'd', 'e'],
      labels: [],
      numerator: Uint32Array.from([...counts.map(() => 0), ...counts]),
      denominator: null,
      seen: null,
      figures: Float64Array.from(people),
    }
    const block = { snapshot: 'x', edges: ['2026-01-01', '2026-02-01'], years: [2026], views: [view] }
    const reading = readingOf(view, rate)
    readSpan(block, reading, { from: 0, to: 1 })
    const painted = paintOf(5)
    paint(reading, BREAKS, paletteOf(THEMES.light), painted)
    for (const i of [0, 1, 2, 3, 4]) {
      const value = reading.columns.value[i] ?? Number.NaN
      const status = COLUMN_STATUSES[reading.columns.status[i] ?? 0] ?? 'ok'
      const fill = fillOf(classOf(Number.isNaN(value) ? null : value, status, BREAKS), THEMES.light)
      expect([...painted.bytes.subarray(i * 4, i * 4 + 4)]).toEqual(fill)
    }
    expect([...painted.marks]).toEqual([MARK.zero, MARK.hatch, MARK.none, MARK.none, MARK.missing])
  })
})
