import { describe, expect, it } from 'vitest'
import type { CatalogBody } from '../../../api/schema/catalog.ts'
import { INDICATORS } from '../../../warehouse/catalog/index.ts'
import { askable, askableLevel, besides, withMember } from '../../../web/state/published.ts'
import { selectionOf } from '../../../web/state/selection.ts'
import { EMPTY } from '../../../web/state/view-state.ts'
import { grainsOf, tableChoice } from '../../../web/views/tables-model.ts'
import { wallQuestions } from '../../../web/views/wall-questions.ts'

const label = { zh: '甲', en: 'A' }
const level = (id: string, n: number, parent?: string) => ({
  id,
  label,
  n,
  has_geometry: true,
  changes: [],
  ...(parent ? { parent } : {}),
})

/** January 2025 to September 2026 are published, parts of cases down to districts. */
const catalog = {
  city: { default_level: 'street', default_indicator: 'case_rate', cells: { finest: 9, map: 8 } },
  snapshot: { id: 'abcd', data_from: '2025-01-01', data_to: '2026-09-30' },
  indicators: [...INDICATORS],
  levels: [level('city', 1), level('district', 8, 'city'), level('street', 80, 'district')],
  dimensions: [],
  breaks: [],
  published: { breakdown_level: 'district' },
} as unknown as CatalogBody

describe('a face of a city that publishes', () => {
  it('asks for whole months, those a brush touches, within what is published', () => {
    expect(askable(catalog, { from: '2026-02-10', to: '2026-04-02' })).toEqual({ from: '2026-02-01', to: '2026-04-30' })
    expect(askable(catalog, { from: '2024-05-05', to: '2027-01-01' })).toEqual({ from: '2025-01-01', to: '2026-09-30' })
    expect(askable({ ...catalog, published: null }, { from: '2026-02-10', to: '2026-04-02' }).from).toBe('2026-02-10')
  })

  it('opens with a year by month and areas, never with cells or days', () => {
    const shown = selectionOf(EMPTY, catalog)
    expect(shown).toMatchObject({ from: '2025-10-01', to: '2026-09-30', grain: 'month', map: 'areas', level: 'street' })
    expect(grainsOf(catalog)).toEqual(['month', 'quarter', 'year'])
    expect(tableChoice({ ...EMPTY, grain: 'day' }, catalog)).toMatchObject({ grain: 'month', from: '2025-10-01' })
    expect(wallQuestions(catalog).days).toMatchObject({ by: ['month'], to: '2026-09-30' })
  })

  it('goes up to the districts for percentages of cases and under a filter by category', () => {
    const indicators = (id: string) => INDICATORS.filter((each) => each.id === id)
    expect(askableLevel(catalog, 'street', indicators('case_rate'), {})).toBe('street')
    expect(askableLevel(catalog, 'street', indicators('response_rate'), {})).toBe('district')
    expect(askableLevel(catalog, 'street', indicators('case_rate'), { category: ['noise'] })).toBe('district')
    expect(askableLevel(catalog, 'city', indicators('response_rate'), {})).toBe('city')
  })

  it('filters by one field at a time, and leaves others alone where anything can be crossed', () => {
    const filters = { category: ['noise'], channel: [], area: ['9901'] }
    expect(withMember(catalog, filters, 'channel', 'phone')).toMatchObject({
      category: [],
      channel: ['phone'],
      area: ['9901'],
    })
    expect(withMember({ published: null }, filters, 'channel', 'phone').category).toEqual(['noise'])
    expect(withMember(catalog, filters, 'category', 'noise').category).toEqual([])
    expect(besides(catalog, 'category')).toEqual(['channel', 'department'])
    expect(besides({ published: null }, 'category')).toEqual([])
  })
})
