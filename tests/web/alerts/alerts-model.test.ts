import { describe, expect, it } from 'vitest'
import { ALERT_RULES } from '../../../warehouse/catalog/alert-levels.ts'
import type { AlertsBody } from '../../../api/schema/alerts.ts'
import {
  alertsSentence,
  countByLevel,
  formatQ,
  methodSentence,
  shareOf,
  spotKinds,
  auditSentence,
} from '../../../web/views/alerts-model.ts'

const run = {
  week_to: '2026-10-28',
  method: 'farrington',
  series: 3854,
  tests: 11562,
  false_alarms: 0.034,
  alerts: 3,
} as const
const body = (levels: ('blue' | 'yellow' | 'orange' | 'red')[]): AlertsBody => ({
  level: 'street',
  rules: ALERT_RULES,
  run: { ...run, alerts: levels.length },
  alerts: levels.map((level) => ({ level }) as AlertsBody['alerts'][number]),
  runs: [],
  back_test: [],
  episodes: [],
})

describe('the alerts page', () => {
  it('says in one sentence what was watched, what rose and how many false alarms to expect', () => {
    expect(alertsSentence(body(['blue', 'red', 'blue']), 'zh')).toBe(
      '截至 10 月 28 日的一周，3,854 个“区域 × 类别”序列中有 3 处预警（红色 1 处、蓝色 2 处）；若无任何异常，这样检验预期误报 0.03 处。',
    )
    expect(alertsSentence(body(['yellow']), 'en')).toBe(
      'In the week to 28 Oct, 1 of 3,854 series (areas by kinds of case) is on alert (1 yellow); without any rise, 0.03 false alarms would be expected.',
    )
    expect(alertsSentence({ ...body([]), run: null }, 'zh')).toBe('')
  })

  it('counts the most urgent first and leaves empty levels out', () => {
    expect(countByLevel([{ level: 'blue' }, { level: 'orange' }])).toEqual([
      { level: 'orange', n: 1 },
      { level: 'blue', n: 1 },
    ])
  })

  it('never shows a share of nothing, nor a q of zero', () => {
    expect(shareOf(0, 0, 'zh')).toBe('–')
    expect(shareOf(5, 35, 'en')).toBe('14 %')
    expect(formatQ(1e-9)).toBe('< 0.001')
    expect(formatQ(0.0341)).toBe('0.034')
  })

  it('tells the two methods apart', () => {
    expect(methodSentence(run, ALERT_RULES, 'en')).toContain('Farrington')
    expect(methodSentence({ ...run, method: 'ears_t' }, ALERT_RULES, 'zh')).toContain('EARS-t')
  })

  it('names the rules that the city set', () => {
    const rules = { most_false: { ...ALERT_RULES.most_false, blue: 0.2 }, least_excess: { orange: 7, red: 20 } }
    expect(methodSentence(run, rules, 'en')).toMatch(/blue below q = 0\.2, .* 7 in excess; .* 20 in excess/)
  })

  it('puts all cases on top of the kinds, then those with the most hot spots', () => {
    const kind = (value: string | null, hot: number, field: 'category' | 'category_group' | null = 'category') => ({
      field,
      value,
      hot,
      cold: 0,
      tested: 9,
      places: 9,
      cases: 9,
      label: { zh: '', en: '' },
    })
    const kinds = spotKinds([kind('a', 1), kind('g', 9, 'category_group'), kind(null, 0, null), kind('b', 5)])
    expect(kinds.map(({ value }) => value)).toEqual([null, 'b', 'a'])
  })
})

describe('an audit in words', () => {
  const result = {
    places: 900,
    tested: 800,
    called: 30,
    confirmed: 18,
    missed: 4,
    surrounded: 29,
    deals: 999_999,
    permutations: 9999,
    seed: 's',
  }

  it('says what each way of dealing confirms, and which of the two is stricter', () => {
    expect(auditSentence(result, 'en')).toContain('29 of 30 spots are unusual themselves')
    expect(auditSentence(result, 'en')).toContain('18 are confirmed at the same false discovery rate and 4 others')
    expect(auditSentence(result, 'zh')).toContain('30 个热点、冷点中 29 个的邻格自身异常')
  })
})
