import { describe, expect, it } from 'vitest'
import type { RiskArea, RiskBody } from '../../../api/schema/risk.ts'
import { rankText, riskSentence, riskTwin } from '../../../web/views/alerts-risk-model.ts'

const label = (name: string) => ({ zh: `${name}街道`, en: `${name} Street` })
const area = (name: string, index: number | null, band: number | null, rank: [number | null, number, number] | null) =>
  ({
    code: name,
    label: label(name),
    index,
    band,
    status: index === null ? 'missing' : 'ok',
    missing: [],
    rank: rank?.[0] ?? null,
    rank_low: rank?.[1] ?? null,
    rank_high: rank?.[2] ?? null,
    pillars: [index, null],
    values: [],
    scores: [],
    statuses: [],
  }) satisfies RiskArea
const found = (...areas: RiskArea[]) =>
  ({
    areas,
    ranked: areas.filter(({ index }) => index !== null).length,
    period: { from: '2025-01-01', to: '2025-12-31' },
    pillars: [{ label: { zh: '暴露程度', en: 'Exposure' } }, { label: { zh: '隐患强度', en: 'Hazard' } }],
  }) as RiskBody

describe('the risk index in words', () => {
  it('names the areas on top together where they cannot be told apart', () => {
    const body = found(area('East', 71, 0, [1, 1, 2]), area('West', 70, 0, [2, 1, 2]), area('South', 20, 1, [3, 3, 3]))
    expect(riskSentence(body, 'zh')).toBe('2025 年风险最高的是East街道、West街道，彼此无法区分（共 3 个区域）。')
    expect(riskSentence(body, 'en')).toBe(
      'In 2025 risk was highest in East Street, West Street, not to be told apart (of 3 areas).',
    )
  })

  it('names nobody where nobody can be told from another, or nothing is known', () => {
    const tied = found(area('East', 71, 0, [null, 1, 2]), area('West', 70, 0, [null, 1, 2]))
    expect(riskSentence(tied, 'zh')).toBe('2025 年 2 个区域的名次区间相互重叠，无法区分高低。')
    expect(riskSentence(found(area('East', null, null, null)), 'en')).toBe('No area has an index for 2025.')
  })

  it('gives each rank with its interval, and a dash for none', () => {
    expect(rankText(area('a', 50, 0, [3, 1, 6]))).toBe('3 (1–6)')
    expect(rankText(area('a', 50, 0, [3, 3, 3]))).toBe('3 (3)')
    expect(rankText(area('a', 50, 0, [null, 1, 9]))).toBe('1–9')
    expect(rankText(area('a', null, null, null))).toBe('–')
  })

  it('has a table twin of every area, pillar by pillar', () => {
    const twin = riskTwin(found(area('East', 71.25, 0, [1, 1, 2]), area('West', null, null, null)), 'en')
    expect(twin.columns).toEqual(['Area', 'Composite risk index', 'Rank (interval)', 'Exposure', 'Hazard'])
    expect(twin.rows).toEqual([
      ['East Street', '71.3', '1 (1–2)', '71', '–'],
      ['West Street', '–', '–', '–', '–'],
    ])
  })
})
