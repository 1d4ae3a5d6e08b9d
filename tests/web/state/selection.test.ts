import { describe, expect, it } from 'vitest'
import type { CatalogBody } from '../../../api/schema/catalog.ts'
import { INDICATORS } from '../../../warehouse/catalog/index.ts'
import { breaksFor, fitBreaks, presetOf, selectionOf } from '../../../web/state/selection.ts'
import { EMPTY } from '../../../web/state/view-state.ts'

const label = { zh: '甲', en: 'A' }
const catalog: CatalogBody = {
  city: {
    id: 'x',
    name: label,
    time_zone: 'Asia/Shanghai',
    levels: [],
    profile: 'open',
    cells: { finest: 9, map: 8 },
    default_level: 'street',
    default_indicator: 'case_rate',
    currency: label,
    holidays: [],
    workdays: [],
    bbox: [0, 0, 1, 1],
  },
  snapshot: {
    id: 'abcd',
    published_at: '2026-11-02T06:10:00',
    data_from: '2025-01-01',
    data_to: '2026-10-31',
    as_of: '2026-10-31 23:59:59',
    files: 1,
    rows_in: 1,
    loaded: 1,
    duplicate: 0,
    quarantined: 0,
    population_year: 2025,
  },
  codebook: [],
  indicators: [...INDICATORS],
  levels: [
    { id: 'city', label, n: 1, has_geometry: true, changes: [] },
    { id: 'district', label, parent: 'city', n: 8, has_geometry: true, changes: [] },
    { id: 'street', label, parent: 'district', n: 80, has_geometry: true, changes: [] },
  ],
  dimensions: [],
  units: {},
  statuses: {},
  breaks: [{ indicator: 'case_rate', dimension: 'cell:8', per_day: true, breaks: [1, 2, 3, 4, 5, 6] }],
  notes: [],
  published: null,
  formats: [],
  tiles: null,
}

const byCell = (indicator: string) => ({
  indicator,
  dimension: 'cell:8',
  per_day: true,
  breaks: [0.01, 0.02, 0.03, 0.04, 0.05, 0.1],
})

describe('the map’s classes', () => {
  it('keep the fixed breaks while the whole lies among them', () => {
    expect(fitBreaks([30, 45, 55, 60, 65, 80], 65.1)).toEqual([30, 45, 55, 60, 65, 80])
    expect(fitBreaks([30, 45, 55, 60, 65, 80], null)).toEqual([30, 45, 55, 60, 65, 80])
  })

  it('shrink by a round factor when filters leave the whole below the first', () => {
    expect(fitBreaks([30, 45, 55, 60, 65, 80], 9.9)).toEqual([6, 9, 11, 12, 13, 16])
  })

  it('tell counts apart by whole numbers from two on', () => {
    const counts = { ...catalog, breaks: [byCell('case_count')] }
    expect(breaksFor(counts, 'case_count', 'cell:8', 90)).toEqual([2, 3, 4, 5, 6, 9])
  })
})

describe('cells of a city', () => {
  it('show counts on request where people by cell are not known, and say which indicator they show', () => {
    const counts = { ...catalog, breaks: [byCell('case_count')] }
    expect(selectionOf(EMPTY, counts)).toMatchObject({ map: 'areas', layers: ['cells', 'areas', 'spots', 'verdict'] })
    const cells = selectionOf({ ...EMPTY, map: 'cells' }, counts)
    expect(cells?.map).toBe('cells')
    expect(cells?.drawn.id).toBe('case_count')
    expect(cells?.indicator.id).toBe('case_rate')
  })

  it('show counts at once where the level has no boundaries to draw', () => {
    const levels = catalog.levels.map((level) => ({ ...level, has_geometry: level.id !== 'street' }))
    expect(selectionOf(EMPTY, { ...catalog, levels, breaks: [byCell('case_count')] })?.map).toBe('cells')
  })
})

describe('a selection', () => {
  it('fills every blank: the city’s indicator, the last 90 days, last year, its level and the one above', () => {
    const now = selectionOf(EMPTY, catalog)
    expect(now).toMatchObject({
      from: '2026-08-03',
      to: '2026-10-31',
      days: 90,
      compare: 'year',
      level: 'street',
      coarse: 'district',
      grain: 'week',
      map: 'cells',
    })
    expect(now?.indicator.id).toBe('case_rate')
    expect(now && presetOf(now, catalog)).toBe(90)
  })

  it('keeps the period inside the data, and compares with nothing where there is no year before', () => {
    const now = selectionOf({ ...EMPTY, from: '1999-01-01', to: '2030-01-01' }, catalog)
    expect(now).toMatchObject({ from: '2025-01-01', to: '2026-10-31', compare: 'none', grain: 'week' })
  })

  it('draws areas where an indicator has no classes by cell', () => {
    const now = selectionOf({ ...EMPTY, indicators: ['vacancy_rate'], map: 'cells' }, catalog)
    expect(now).toMatchObject({ map: 'areas', layers: ['areas'] })
  })

  it('draws verdicts where areas can be held against something, else areas', () => {
    const drawn = (id: string) => selectionOf({ ...EMPTY, indicators: [id], map: 'verdict' }, catalog)
    expect(drawn('on_time_rate')).toMatchObject({ map: 'verdict' })
    expect(drawn('case_count')).toMatchObject({ map: 'areas' })
    expect(drawn('population_density')).toMatchObject({ map: 'areas' })
  })

  it('holds areas against the city until an area or a figure is chosen', () => {
    const against = (benchmark: string | null) => selectionOf({ ...EMPTY, benchmark }, catalog)?.benchmark
    expect(against(null)).toBe('city')
    expect(against('area:990102')).toEqual({ area: '990102' })
    expect(against('62.5')).toEqual({ figure: 62.5 })
  })

  it('multiplies breaks per day by the days shown', () => {
    expect(breaksFor(catalog, 'case_rate', 'cell:8', 10)).toEqual([10, 20, 30, 40, 50, 60])
    expect(breaksFor(catalog, 'case_rate', 'area:street', 10)).toBeNull()
  })
})
