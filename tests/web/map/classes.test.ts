import { describe, expect, it } from 'vitest'
import { classOf, stepOf } from '../../../web/map/classes.ts'

const breaks = [100, 130, 160, 190, 230, 280]

describe('map classes', () => {
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
