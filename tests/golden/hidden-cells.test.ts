import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { hiddenBounds } from '../../warehouse/stats/hidden-cells.ts'
import { expectNear, goldenCases, goldenExpected, goldenInput, lacks } from './folder.ts'

const shape = z.looseObject({
  intervals: z.array(
    z.looseObject({
      row: z.number(),
      col: z.number(),
      primary: z.boolean(),
      low: z.number(),
      high: z.number(),
      exactly_disclosed: z.boolean(),
    }),
  ),
  safe: z.boolean(),
})

describe.skipIf(lacks('sdc_audit'))('what a table gives away of hidden cells equals linear programming', () => {
  it.each(goldenCases('sdc_audit'))('%s', (name) => {
    const wanted = goldenExpected('sdc_audit', name, shape)
    const hidden = goldenInput('sdc_audit', name).filter((cell) => cell.suppressed === '1')
    const numbers = (key: string) => hidden.map((cell) => Number(cell[key]))
    const rows = Int32Array.from(numbers('row'))
    const columns = Int32Array.from(numbers('col'))
    const { low, high } = hiddenBounds(rows, columns, Float64Array.from(numbers('count')))
    expect(wanted.intervals.length).toBe(hidden.length)
    let isSafe = true
    for (const cell of wanted.intervals) {
      const at = hidden.findIndex((_, k) => rows[k] === cell.row && columns[k] === cell.col)
      const where = `row ${cell.row}, column ${cell.col}`
      expectNear(low[at] ?? Number.NaN, cell.low, `least of ${where}`)
      expectNear(high[at] ?? Number.NaN, cell.high, `most of ${where}`)
      const isGivenAway = low[at] === high[at]
      expect(isGivenAway, where).toBe(cell.exactly_disclosed)
      if (cell.primary && isGivenAway) isSafe = false
    }
    expect(isSafe).toBe(wanted.safe)
  })
})
