import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { earsBounds, type EarsMode } from '../../warehouse/stats/ears.ts'
import { goldenCases, goldenColumn, goldenExpected, goldenList, goldenListOf, goldenParams, lacks } from './folder.ts'

const mode = z.object({ t: goldenListOf(z.number()), upperbound: goldenList, alarm: goldenList })
const params = z.looseObject({
  baseline: z.number(),
  alpha_C1_C2: z.number(),
  alpha_C3: z.number(),
  minSigma: z.number(),
})

describe.skipIf(lacks('ears'))('EARS C1, C2 and C3 equal surveillance::earsC', () => {
  it.each(goldenCases('ears'))('%s', (name) => {
    const { baseline, alpha_C1_C2, alpha_C3, minSigma: leastDeviation } = goldenParams('ears', name, params)
    const modes = goldenExpected('ears', name, z.partialRecord(z.enum(['C1', 'C2', 'C3']), mode))
    const counts = goldenColumn('ears', name, 'y')
    for (const [id, { t, upperbound, alarm }] of Object.entries(modes)) {
      const alpha = id === 'C3' ? alpha_C3 : alpha_C1_C2
      const bounds = earsBounds(counts, id as EarsMode, { baseline, leastDeviation, alpha })
      if (counts.length > baseline + 4) expect(t.length).toBeGreaterThan(0)
      for (const [i, at] of t.entries()) {
        const what = `${id} at ${at}`
        const [bound, wanted] = [bounds[at - 1] ?? Number.NaN, upperbound[i] ?? null]
        if (wanted === null) expect(bound, what).toBeNaN()
        else {
          expect(Math.abs(bound - wanted), what).toBeLessThan(1e-9 * Math.max(1, wanted))
          expect((counts[at - 1] ?? 0) > bound, what).toBe(alarm[i] === 1)
        }
      }
    }
  })
})
