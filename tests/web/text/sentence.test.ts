import { describe, expect, it } from 'vitest'
import { manyOf, oneOf } from '../../../web/text/sentence.ts'

describe('the name of a level inside a sentence', () => {
  it.each([
    ['Sub-district', 'sub-district', 'sub-districts'],
    ['Community', 'community', 'communities'],
    ['Bay', 'bay', 'bays'],
    ['Sub-district, town', 'sub-district, town', 'sub-districts, town'],
    ['ZIP code', 'ZIP code', 'ZIP codes'],
  ])('%s is one %s, several %s', (level, one, many) => {
    expect([oneOf(level, 'en'), manyOf(level, 'en')]).toEqual([one, many])
  })

  it('is the same in Chinese for one and several', () => {
    expect([oneOf('街道', 'zh'), manyOf('街道', 'zh')]).toEqual(['街道', '街道'])
  })
})
