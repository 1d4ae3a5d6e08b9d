import { describe, expect, it } from 'vitest'
import { THEMES } from '../../../web/theme/themes.ts'
import { classOf, fillOf, stepOf } from '../../../web/map/classes.ts'

const breaks = [100, 130, 160, 190, 230, 280]

describe('map classes', () => {
  it('fills each verdict apart from the others, what cannot be told as what is similar, under its hatch', () => {
    for (const theme of Object.values(THEMES)) {
      const fills = (['better', 'worse', 'higher', 'lower', 'similar'] as const).map((each) =>
        fillOf(each, theme).join(),
      )
      expect(new Set(fills).size).toBe(5)
      expect(fillOf('unclear', theme)).toEqual(fillOf('similar', theme))
    }
  })

  it('puts a value at a break into the higher class', () => {
    expect(stepOf(99.9, breaks)).toBe(0)
    expect(stepOf(100, breaks)).toBe(1)
    expect(stepOf(280, breaks)).toBe(6)
  })

  it('never colours what is protected, missing or not there as a value', () => {
    expect(classOf(null, 'suppressed', breaks)).toBe('suppressed')
    expect(classOf(null, 'missing', breaks)).toBe('missing')
    expect(classOf(null, 'zero_denominator', breaks)).toBe('none')
    expect(classOf(0, 'ok', breaks)).toBe('zero')
  })
})
