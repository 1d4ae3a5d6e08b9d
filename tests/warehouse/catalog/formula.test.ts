import { describe, expect, it } from 'vitest'
import { INDICATORS } from '../../../warehouse/catalog/index.ts'
import type { Indicator } from '../../../warehouse/catalog/types.ts'
import { componentText, formulaText } from '../../../warehouse/catalog/formula.ts'

const known: readonly Indicator[] = INDICATORS
const languages = ['zh', 'en'] as const

describe('a formula in words', () => {
  it('says what is summed and which rows count', () => {
    expect(
      componentText({ from: 'population', sum: 'n', where: [{ field: 'basis', op: '=', value: 'resident' }] }, 'en'),
    ).toEqual({ sum: 'sum of n', where: ['basis = resident'] })
    expect(componentText({ from: 'housing', sum: 'price', times: 'dwellings' }, 'zh')).toEqual({
      sum: 'price × dwellings 之和',
      where: [],
    })
  })

  it('says every kind of condition without an undefined in it', () => {
    for (const indicator of known) {
      for (const language of languages) {
        const parts = [indicator.numerator, indicator.denominator].filter((part) => part !== undefined)
        const lines = [
          ...formulaText(indicator, language),
          ...parts.flatMap((part) => [componentText(part, language).sum, ...componentText(part, language).where]),
        ]
        for (const line of lines) expect(line, `${indicator.id} ${language}`).not.toMatch(/undefined|null|\[object/)
      }
    }
  })

  it('names the instant the data end, a column beside a column, and a limit in minutes', () => {
    const where = [
      { field: 'due_at', op: '<=', as_of: true },
      { field: 'closed_at', op: '<=', column: 'due_at' },
      { field: 'closed_at', op: 'within', of: 'opened_at', hours: 0.25 },
      { field: 'age_class', op: 'in', values: ['child', 'old'] },
    ] as const
    expect(componentText({ from: 'cases', at: 'due_at', where }, 'en').where).toEqual([
      'dated by due_at',
      'due_at ≤ end of the data',
      'closed_at ≤ due_at',
      'closed_at − opened_at ≤ 15 min',
      'age_class ∈ {child, old}',
    ])
  })
})
