import { describe, expect, it } from 'vitest'
import { hasteOf } from '../../../warehouse/answer/loop-haste.ts'
import type { DictEntry } from '../../../warehouse/catalog/snapshot-catalog.ts'

const NAMES = ['parks', 'roads', 'sewers', 'streets', 'taxes', 'water']
const DEPARTMENTS = NAMES.map(
  (value, i): DictEntry => ({
    field: 'department',
    code: i + 1,
    value,
    label_zh: value,
    label_en: value,
    parent: null,
  }),
)

/** Closed, closed within minutes, in the last hour before the limit and in the five before; by office in the order of NAMES. */
function haste(counts: readonly (readonly [number, number, number, number])[]) {
  const column = (k: number) => counts.map((each) => each[k] ?? 0)
  return hasteOf(
    {
      rows: counts.length,
      columns: {
        department: counts.map((_, i) => i + 1),
        closed: column(0),
        within_minutes: column(1),
        last_hour: column(2),
        usual_hours: column(3),
      },
    },
    DEPARTMENTS,
  )
}

const USUAL = [400, 8, 10, 50] as const

describe('signs of haste', () => {
  it('flag the office that closes within minutes, and it alone', () => {
    const offices = haste([USUAL, USUAL, [400, 180, 10, 50], USUAL, USUAL, USUAL])
    expect(offices.filter(({ is_hasty }) => is_hasty).map(({ code }) => code)).toEqual(['sewers'])
    expect(offices.some(({ is_bunched }) => is_bunched)).toBe(false)
  })

  it('flag the office that closes in the last hour before the limit, against the hours before it', () => {
    const offices = haste([USUAL, USUAL, USUAL, [400, 8, 60, 50], USUAL, USUAL])
    expect(offices.filter(({ is_bunched }) => is_bunched).map(({ code }) => code)).toEqual(['streets'])
    expect(offices[3]?.bunching.ratio).toBe(6)
    expect(offices.some(({ is_hasty }) => is_hasty)).toBe(false)
  })

  it('flag nobody where chance explains it, or where there are too few', () => {
    expect(
      haste([USUAL, USUAL, [400, 12, 14, 50], USUAL, USUAL, USUAL]).some(
        ({ is_hasty, is_bunched }) => is_hasty || is_bunched,
      ),
    ).toBe(false)
    expect(
      haste([USUAL, USUAL, [20, 20, 20, 1], USUAL, USUAL, USUAL]).some(
        ({ is_hasty, is_bunched }) => is_hasty || is_bunched,
      ),
    ).toBe(false)
    expect(haste([])).toEqual([])
  })
})
