import { describe, expect, it } from 'vitest'
import { queryPath } from '../../../web/data/client.ts'

describe('the address of a question', () => {
  it('joins lists with commas and leaves out what is empty', () => {
    const path = queryPath({ indicators: ['case_rate', 'case_count'], by: ['area:district'], area: [], compare: null })
    expect(path).toBe('/api/query?indicators=case_rate,case_count&by=area:district')
  })

  it('keeps signs that mean something in an address apart', () => {
    expect(queryPath({ category: ['a&b'] }, 'csv')).toBe('/api/query?category=a%26b&format=csv')
  })
})
