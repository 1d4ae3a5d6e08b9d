import { describe, expect, it } from 'vitest'
import type { CatalogBody } from '../../../api/schema/catalog.ts'
import type { GapBody, PillarsBody } from '../../../api/schema/gap.ts'
import { INDICATORS, STATUSES, UNITS } from '../../../warehouse/catalog/index.ts'
import type { Indicator } from '../../../warehouse/catalog/types.ts'
import { gapTrendOption, ratioTicks } from '../../../web/charts/gap-trend.ts'
import { DESK_FACE } from '../../../web/charts/ink.ts'
import { gapSelectionOf } from '../../../web/state/gap-selection.ts'
import { EMPTY } from '../../../web/state/view-state.ts'
import { gapSentence, moveOf } from '../../../web/text/gap-sentence.ts'
import { THEMES } from '../../../web/theme/themes.ts'
import {
  distanceFrom,
  likeShare,
  mapBreaks,
  pillarViews,
  ratioDomain,
  trendInputOf,
  widest,
} from '../../../web/views/gap-model.ts'

const all: readonly Indicator[] = INDICATORS
const of = (id: string) => all.find((each) => each.id === id) as Indicator

const CATALOG = {
  city: { default_indicator: 'case_rate' },
  snapshot: { id: 'a1', data_from: '2021-11-01', data_to: '2026-10-30' },
  indicators: all,
  units: UNITS,
  statuses: STATUSES,
} as unknown as CatalogBody

type Estimate = GapBody['two']['ratio']
const near = (value: number | null, half = 0): Estimate => ({
  value,
  low: value === null ? null : value - half,
  high: value === null ? null : value + half,
  status: value === null ? 'zero_denominator' : 'ok',
})
const side = (value: number | null) => ({ ...near(value, 1), numerator: 10, denominator: 100 })

function body(difference: Estimate, ratio: Estimate, change: Partial<GapBody['trend']> = {}): GapBody {
  const two = { urban: side(240), rural: side(ratio.value === null ? null : 160), difference, ratio }
  return {
    indicator: 'case_rate',
    classification: 'code',
    classifications: [{ id: 'code', kind: 'code', names: { middle: { zh: '城乡接合部', en: 'Urban–rural fringe' } } }],
    classes: [{ id: 'urban' }, { id: 'middle' }, { id: 'rural' }],
    two,
    trend: {
      grain: 'year',
      points: [2024, 2025].map((year) => ({
        ...two,
        from: `${year}-01-01`,
        to: `${year}-12-31`,
        middle: side(300),
        ownDifference: null,
      })),
      difference: null,
      ratio: null,
      ...change,
    },
    under: [{ ratio }, { ratio: near(1.2) }],
  } as unknown as GapBody
}

const say = (found: GapBody, language: 'zh' | 'en', id = 'case_rate') =>
  gapSentence(found, CATALOG, of(id), language)
    .map(({ text }) => text)
    .join('')

describe('the sentence of the gap', () => {
  it('says value, interval, ratio, and what other classes make of it', () => {
    expect(say(body(near(80, 5), near(1.5, 0.1)), 'en')).toBe(
      'Cases per 10,000 residents: urban is 80.0 per 10,000 residents above rural (95 % interval 75.0–85.0), 1.50 times it (1.40–1.60). Under other classifications the ratio is 1.20–1.50.',
    )
    expect(say(body(near(-80, 5), near(0.6, 0.1)), 'zh')).toMatch(
      /^万人案件率：城镇比乡村低 80\.0 件.*（95% 区间 75\.0–85\.0）.*方向也会改变。$/,
    )
  })

  it('says that the sides cannot be told apart when the interval holds no gap', () => {
    expect(say(body(near(2, 5), near(1.02, 0.1)), 'zh')).toContain('难以区分')
    expect(say(body(near(2, 5), near(1.02, 0.1)), 'en')).toContain('cannot be told apart')
  })

  it('gives the reason instead of a number where a side has none', () => {
    const why = STATUSES.zero_denominator.zh
    expect(say(body(near(null), near(null)), 'zh')).toBe(`万人案件率：乡村没有数值，比不出差距。${why}`)
  })

  it('tells difference and ratio apart when they move oppositely', () => {
    const moved = { difference: { slope: 3, p: 0.01, steps: 5 }, ratio: { slope: -2, p: 0.01, steps: 5 } }
    expect(say(body(near(80, 5), near(1.5, 0.1), moved), 'zh')).toContain('差值在扩大、比值在缩小')
  })

  it('counts points where values are percentages', () => {
    expect(say(body(near(12, 1), near(1.2, 0.1)), 'en', 'on_time_rate')).toContain('12.0 points')
  })
})

describe('a move', () => {
  it('is away from no gap or towards it, whichever side is up', () => {
    expect(moveOf({ slope: 1, p: 0.01 }, 1.5, 1)).toBe('wider')
    expect(moveOf({ slope: 1, p: 0.01 }, 0.5, 1)).toBe('narrower')
    expect(moveOf({ slope: -1, p: 0.01 }, -4, 0)).toBe('wider')
    expect(moveOf({ slope: 1, p: 0.2 }, 1.5, 1)).toBe('unmoved')
    expect(moveOf(null, 1.5, 1)).toBe('tooShort')
  })
})

describe('the chart of the gap', () => {
  const input = trendInputOf(body(near(80, 5), near(1.5, 0.1)), of('case_rate'), 'en', 8)

  it('stacks levels, difference and ratio on one axis of time', () => {
    if (!input) throw new Error('a trend was expected')
    const option = gapTrendOption(input, THEMES.light, DESK_FACE)
    expect(option.grid).toHaveLength(3)
    expect(input.formatAt(Date.parse('2025-12-31T00:00:00Z'))).toBe('2025')
    expect(input.middle?.name).toBe('Fringe')
    expect(input.own).toBeNull()
  })

  it('has 1 on the axis of ratios and leaves none of them out', () => {
    expect(ratioTicks(1.6, 1.7)).toEqual([1, 1.5, 2])
    expect(ratioTicks(0.7, 0.8)).toEqual([0.67, 0.8, 1])
    expect(ratioTicks(0.9, 1.3)).toEqual([0.9, 1, 1.5])
  })

  it('is not drawn when no step has both sides', () => {
    expect(trendInputOf(body(near(null), near(null)), of('case_rate'), 'zh', 8)).toBeNull()
  })
})

describe('the map', () => {
  it('has fixed distances: percent of the city, or points', () => {
    expect(mapBreaks(of('case_rate'))).toEqual([-50, -25, -10, 10, 25, 50])
    expect(mapBreaks(of('on_time_rate'))).toEqual([-15, -5, -2, 2, 5, 15])
    expect(distanceFrom(of('case_rate'), 200)(250)).toBe(25)
    expect(distanceFrom(of('on_time_rate'), 80)(70)).toBe(-10)
  })
})

describe('the pillars', () => {
  const row = (indicator: string, pillar: string, ratio: number | null) => ({
    indicator,
    pillar,
    urban: side(ratio === null ? null : 2),
    rural: side(ratio === null ? null : 1),
    ratio: near(ratio),
  })
  const rows = [
    row('vacancy_rate', 'infrastructure', 0.4),
    row('beds_per_1000', 'infrastructure', 2),
    row('income_per_head', 'money', null),
    row('budget_per_head', 'money', 1.1),
  ] as unknown as PillarsBody['rows']
  const views = pillarViews({ rows } as PillarsBody, all)

  it('are named once each; what has no value on either side is left out', () => {
    expect(views.map(({ indicator, isFirst }) => [indicator.id, isFirst])).toEqual([
      ['vacancy_rate', true],
      ['beds_per_1000', false],
      ['budget_per_head', true],
    ])
  })

  it('share one axis, even about 1', () => {
    expect(ratioDomain(rows)).toEqual([-Math.log(2.5), Math.log(2.5)].map((edge) => expect.closeTo(edge, 12)))
  })

  it('name the widest gap either way', () => {
    expect(widest(views)?.indicator.id).toBe('vacancy_rate')
  })
})

describe('what is like for like', () => {
  const parts = (mix: number, like: number) =>
    ({ composition: near(mix), rate: near(like) }) as unknown as NonNullable<GapBody['parts']>
  it('has a share only where both parts pull the same way', () => {
    expect(likeShare(parts(20, 80))).toBe(0.8)
    expect(likeShare(parts(-20, 80))).toBeNull()
    expect(likeShare(parts(0, 0))).toBeNull()
  })
})

describe('the selection', () => {
  it('fills blanks: the city’s own indicator over a year, and never one that cannot be compared', () => {
    const now = gapSelectionOf({ ...EMPTY, indicators: ['median_hours_to_close'] }, CATALOG)
    expect(now).toMatchObject({ from: '2025-10-31', to: '2026-10-30', grain: 'year' })
    expect(now?.indicator.id).toBe('case_rate')
  })

  it('keeps filters of cases away from figures that are none', () => {
    const filters = { ...EMPTY.filters, category: ['noise'] }
    expect(gapSelectionOf({ ...EMPTY, filters }, CATALOG)?.filters.category).toEqual(['noise'])
    const beds = gapSelectionOf({ ...EMPTY, filters, indicators: ['beds_per_1000'] }, CATALOG)
    expect(beds?.filters.category).toEqual([])
  })
})
