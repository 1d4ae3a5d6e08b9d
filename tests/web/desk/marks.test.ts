import { describe, expect, it } from 'vitest'
import type { AlertsBody } from '../../../api/schema/alerts.ts'
import { EMPTY } from '../../../web/state/view-state.ts'
import { alertMarks } from '../../../web/views/desk-marks.ts'
import type { Areas } from '../../../web/data/client.ts'

const named = (code: string) => ({ code, label: { zh: code, en: code } })
const episode = (area: string, kind: string, alerted: string | null, level: 'blue' | 'red' | null) => ({
  source: 'hindsight' as const,
  area: named(area),
  kind: named(kind),
  period: { from: '2026-08-01', to: '2026-08-07' },
  seen: 30,
  expected: 12,
  alerted,
  level,
})
const body = {
  run: null,
  alerts: [],
  episodes: [
    episode('s1', 'noise', '2026-08-05', 'blue'),
    episode('s2', 'water', '2026-08-06', 'red'),
    episode('s2', 'noise', '2026-08-12', 'blue'),
    episode('s1', 'noise', '2026-07-01', 'red'),
    episode('s1', 'noise', null, null),
  ],
} as unknown as AlertsBody
const shapes = [
  { type: 'FeatureCollection', features: [{ properties: { code: 's1', parent: 'd1' } }] } as unknown as Areas,
]
const steps = { starts: ['2026-08-03', '2026-08-10'], until: '2026-08-16' }
const colours = { blue: '#1', yellow: '#2', orange: '#3', red: '#4' }
const marks = (filters: Partial<typeof EMPTY.filters>) =>
  alertMarks(body, { ...EMPTY.filters, ...filters }, () => 'utilities', shapes, steps, colours, 'en')

describe('alerts on the trend', () => {
  it('are one mark a step with the shape of the gravest, those outside the time left out', () => {
    expect(marks({}).map(({ shape, labels }) => [shape, labels.length])).toEqual([
      ['octagon', 2],
      ['circle', 1],
    ])
    expect(marks({})[0]?.labels[0]).toBe('Red alert: s2, water 30 / 12.0')
  })

  it('follow filters by kind, group and any area above; other filters leave none', () => {
    expect(marks({ category: ['water'] })).toHaveLength(1)
    expect(marks({ category_group: ['utilities'] })).toHaveLength(2)
    expect(marks({ area: ['d1'] }).map(({ color }) => color)).toEqual(['#1'])
    expect(marks({ channel: ['phone'] })).toEqual([])
  })
})
