import { describe, expect, it } from 'vitest'
import { ALERT_RULES } from '../../../warehouse/catalog/alert-levels.ts'
import type { Alert, AlertsBody } from '../../../api/schema/alerts.ts'
import { alertHeadline, recordOf } from '../../../web/views/wall-alerts.tsx'

const alert = (level: Alert['level']) =>
  ({
    level,
    area: { code: '1', label: { zh: '东塘新区', en: 'Dongtang' } },
    kind: { code: 'water', field: 'category', label: { zh: '供水', en: 'Water' } },
    weeks: 2,
    seen: 64,
    expected: 21.3,
  }) as Alert
const body = (...alerts: Alert[]) =>
  ({
    alerts,
    runs: [],
    rules: ALERT_RULES,
    back_test: [{ most_false: 0.1, alerts: 50, borne_out: 20, weeks: 104 }],
  }) as unknown as AlertsBody
const day = { day: '2026-10-29', count: 856, verdict: 'usual' } as const

describe('alerts on the wall', () => {
  it('lead the headline where something is red or orange', () => {
    expect(alertHeadline({ ...day, low: 0, high: 0 }, body(alert('red')), 'zh')?.join('')).toBe(
      '10 月 29 日受理 856 件，在常态内；东塘新区供水 2 周 64 件，预期 21.3',
    )
    expect(alertHeadline(null, body(alert('blue'), alert('orange')), 'en')?.join('')).toBe(
      'Dongtang · Water: 64 in 2 weeks, 21.3 expected',
    )
  })

  it('leave it to the usual finding where all is quiet, yellow or blue, or the city publishes none', () => {
    expect(alertHeadline(null, body(alert('yellow'), alert('blue')), 'zh')).toBeNull()
    expect(alertHeadline(null, body(), 'zh')).toBeNull()
    expect(alertHeadline(null, null, 'zh')).toBeNull()
  })

  it('come with their record, so that nobody takes each of them for true', () => {
    expect(recordOf(body(), 'zh')).toBe('近 104 周：报出 50 次，属实 40%')
    expect(recordOf(body(), 'en')).toBe('104 weeks: 50 raised, 40 % confirmed')
    expect(recordOf({ ...body(), back_test: [] }, 'zh')).toBe('')
  })
})
