import { describe, expect, it } from 'vitest'
import { isFirstVisit } from '../../../web/state/first-visit.ts'

describe('a first visit', () => {
  it.each(['', '?lang=zh', '?lang=en&theme=dark'])('is one by the plain address "%s"', (search) => {
    expect(isFirstVisit(search, null)).toBe(true)
  })

  it.each(['?area=520102', '?lang=zh&from=2026-01-01', '?unknown=1'])('is not one by the link %s', (search) => {
    expect(isFirstVisit(search, null)).toBe(false)
  })

  it('is not one by somebody who has been shown round', () => {
    expect(isFirstVisit('', 'seen')).toBe(false)
  })
})
