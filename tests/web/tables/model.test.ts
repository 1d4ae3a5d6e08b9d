import { describe, expect, it } from 'vitest'
import type { CatalogBody } from '../../../api/schema/catalog.ts'
import { EMPTY } from '../../../web/state/view-state.ts'
import { queryPath } from '../../../web/data/client.ts'
import {
  periodPresets,
  readSort,
  sortRows,
  tableChoice,
  tableQuestion,
  type TableRow,
  writeSort,
} from '../../../web/views/tables-model.ts'

const catalog = {
  city: { default_level: 'district', default_indicator: 'case_rate' },
  snapshot: { data_from: '2026-01-01', data_to: '2026-10-31' },
  indicators: [{ id: 'case_rate' }, { id: 'case_count' }],
  levels: [
    { id: 'district', n: 8 },
    { id: 'grid', n: 0 },
  ],
} as unknown as CatalogBody

const cell = (value: number | null) => ({
  numerator: value,
  denominator: null,
  value,
  low: null,
  high: null,
  change: null,
  status: value === null ? 'missing' : 'ok',
})
const row = (code: string, value: number | null): TableRow => ({
  code,
  label: { zh: code, en: code },
  bucket: null,
  cells: [cell(value)],
})

describe('what the tables ask', () => {
  it('is the city’s own indicator and level over the last 90 days until somebody chooses', () => {
    expect(tableChoice(EMPTY, catalog)).toEqual({
      indicators: ['case_rate'],
      level: 'district',
      grain: null,
      from: '2026-08-03',
      to: '2026-10-31',
      compare: 'year',
    })
  })

  it('leaves out indicators the city does not know and levels without areas', () => {
    const choice = tableChoice({ ...EMPTY, indicators: ['nonsense', 'case_count'], level: 'grid' }, catalog)
    expect(choice).toMatchObject({ indicators: ['case_count'], level: 'district' })
  })

  it('is the same for the screen and for a download, filters included', () => {
    const view = { ...EMPTY, grain: 'month' as const, filters: { ...EMPTY.filters, channel: ['phone'] } }
    const path = queryPath(tableQuestion(tableChoice(view, catalog), view), 'csv')
    expect(path).toBe(
      '/api/query?indicators=case_rate&by=area:district,month&from=2026-08-03&to=2026-10-31&compare=year&channel=phone&format=csv',
    )
  })

  it('offers periods that never begin before the data', () => {
    expect(periodPresets(catalog).find((p) => p.id === 'last365')?.from).toBe('2026-01-01')
  })
})

describe('sorting', () => {
  const rows = [row('b', 2), row('a', null), row('c', 1)]

  it('puts rows without a value last, in either direction', () => {
    expect(sortRows(rows, readSort('value'), 'en').map((r) => r.code)).toEqual(['c', 'b', 'a'])
    expect(sortRows(rows, readSort('-value'), 'en').map((r) => r.code)).toEqual(['b', 'c', 'a'])
  })

  it('keeps the order of the answer when nothing is chosen', () => {
    expect(sortRows(rows, null, 'en').map((r) => r.code)).toEqual(['b', 'a', 'c'])
  })

  it('stands in the URL and comes back', () => {
    expect(writeSort({ key: 'low', at: 2, isDescending: true })).toBe('-low.2')
    expect(readSort('-low.2')).toEqual({ key: 'low', at: 2, isDescending: true })
    expect(readSort('drop table')).toBeNull()
  })
})
