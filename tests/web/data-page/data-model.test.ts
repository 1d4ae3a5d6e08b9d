import { describe, expect, it } from 'vitest'
import {
  formatBytes,
  formatDuration,
  formatShare,
  type Load,
  shareAside,
  sourceRows,
  tally,
  todayIn,
} from '../../../web/views/data-model.ts'

const load = (over: Partial<Load>): Load => ({
  load_id: 1,
  source: 'cases',
  label: { zh: '案件', en: 'Cases' },
  recipe_sha256: 'a'.repeat(64),
  target: 'cases',
  file: 'cases_2026.csv',
  sha256: 'b'.repeat(64),
  bytes: 100,
  encoding: 'utf-8',
  records: 10,
  filtered: 2,
  rows_in: 8,
  loaded: 6,
  duplicate: 1,
  quarantined: 1,
  reasons: {},
  decided: {},
  data_from: '2026-01-01',
  data_to: '2026-10-30',
  licence: null,
  publisher: null,
  ...over,
})

describe('what became of rows', () => {
  const loads = [
    load({}),
    load({ load_id: 2, source: 'areas', file: 'areas.geojson', data_from: null, data_to: null }),
    load({ load_id: 3, file: 'cases_2025.csv', data_from: '2025-01-01', data_to: '2025-12-31' }),
  ]

  it('adds up by source, files by name, the period from the first day to the last', () => {
    const [cases, areas] = sourceRows(loads)
    expect(cases?.loads.map((each) => each.file)).toEqual(['cases_2025.csv', 'cases_2026.csv'])
    expect(cases).toMatchObject({ files: 2, records: 20, filtered: 4, loaded: 12, duplicate: 2, quarantined: 2 })
    expect(cases).toMatchObject({ from: '2025-01-01', to: '2026-10-30' })
    expect(areas).toMatchObject({ files: 1, from: null, to: null })
  })

  it('shares out among the city’s own rows only', () => {
    expect(shareAside(tally(loads))).toBeCloseTo(3 / 24)
    expect(shareAside(tally([]))).toBe(0)
  })
})

describe('figures of the data page', () => {
  it.each([
    [0, '0%', '0 %'],
    [0.000_04, '<0.01%', '<0.01 %'],
    [0.0049, '0.49%', '0.49 %'],
    [0.0523, '5.2%', '5.2 %'],
    [0.123, '12%', '12 %'],
  ])('a share of %d is %s', (share, zh, en) => {
    expect([formatShare(share, 'zh'), formatShare(share, 'en')]).toEqual([zh, en])
  })

  it.each([
    [824, '824 B'],
    [34_738, '34.7 kB'],
    [14_851_077, '14.9 MB'],
    [1_200_000_000, '1.20 GB'],
  ])('%d bytes are %s', (bytes, text) => expect(formatBytes(bytes)).toBe(text))

  it.each([
    [0.2, '约剩 1 秒', 'about 1 s left'],
    [80, '约剩 1 分 20 秒', 'about 1 min 20 s left'],
    [120, '约剩 2 分', 'about 2 min left'],
    [7_500, '约剩 2 小时 5 分', 'about 2 h 5 min left'],
  ])('%d seconds are %s', (seconds, zh, en) => {
    expect([formatDuration(seconds, 'zh'), formatDuration(seconds, 'en')]).toEqual([zh, en])
  })

  it('takes the day from the city’s clock, not the reader’s', () => {
    const late = new Date('2026-10-31T20:00:00Z')
    expect([todayIn('Asia/Shanghai', late), todayIn('America/Chicago', late)]).toEqual(['2026-11-01', '2026-10-31'])
  })
})
