import { describe, expect, it } from 'vitest'
import type { AnswerBody } from '../../../api/schema/answer.ts'
import { STATUSES, UNITS } from '../../../warehouse/catalog/words.ts'
import { INDICATORS } from '../../../warehouse/catalog/index.ts'
import type { Indicator } from '../../../warehouse/catalog/types.ts'
import type { Selection } from '../../../web/state/selection.ts'
import { canCompare, verdictText } from '../../../web/text/benchmark.ts'
import { leadSentence } from '../../../web/text/sentence.ts'
import { benchmarkOf } from '../../../web/views/desk-benchmark.ts'
import { areaRows } from '../../../web/views/desk-model.ts'

const indicator = (id: string): Indicator => {
  const found = INDICATORS.find((each) => each.id === id)
  if (!found) throw new Error(`no ${id}`)
  return found
}
const onTime = indicator('on_time_rate')

type Row = [code: string, of: [n: number, all: number], value: number | null, low: number | null, high: number | null]

/** An answer by area, from its rows and the value of the whole. */
function answerBy(rows: Row[], whole: number): AnswerBody {
  return {
    snapshot: 'abcd',
    query: {},
    period: { from: '2026-08-01', to: '2026-08-31' },
    compared: null,
    rows: rows.length,
    keys: [
      { dimension: 'area:district', codes: rows.map(([code]) => code), labels: rows.map(([en]) => ({ zh: en, en })) },
    ],
    series: [
      {
        indicator: 'on_time_rate',
        numerator: rows.map(([, [n]]) => n),
        denominator: rows.map(([, [, all]]) => all),
        value: rows.map(([, , value]) => value),
        low: rows.map(([, , , low]) => low),
        high: rows.map(([, , , , high]) => high),
        status: rows.map(([, , value]) => (value === null ? 'zero_denominator' : 'ok')),
      },
    ],
    total: [
      { indicator: 'on_time_rate', numerator: 1, denominator: 1, value: whole, low: whole, high: whole, status: 'ok' },
    ],
    notes: [],
  }
}

/** The city closes 80 % on time; east more, west less, south the same of many, north the same of few. */
const ON_TIME = answerBy(
  [
    ['east', [900, 1000], 90, 88, 91.7],
    ['west', [700, 1000], 70, 67.1, 72.8],
    ['south', [8000, 10_000], 80, 79.2, 80.8],
    ['north', [16, 20], 80, 58.4, 91.9],
    ['none', [0, 0], null, null, null],
  ],
  80,
)
const showing = (of: Indicator, benchmark: Selection['benchmark']) => ({ indicator: of, benchmark })
const told = (of: Indicator, benchmark: Selection['benchmark']) =>
  areaRows(ON_TIME, benchmarkOf(showing(of, benchmark), ON_TIME, null, 'en'), of).map((row) => row.standing)

describe('areas held against a benchmark', () => {
  it('are above, below, similar or not to be told, and nothing where they have no value', () => {
    expect(told(onTime, 'city')).toEqual(['above', 'below', 'similar', 'unclear', null])
  })

  it('may be held against one of them, which is then itself, both intervals counted', () => {
    expect(told(onTime, { area: 'east' })).toEqual(['itself', 'below', 'below', 'unclear', null])
  })

  it('may be held against a figure, and count what is beyond it', () => {
    const figure = benchmarkOf(showing(onTime, { figure: 75 }), ON_TIME, null, 'en')
    const rows = areaRows(ON_TIME, figure, onTime)
    expect(rows.map((row) => row.standing)).toEqual(['above', 'below', 'above', 'unclear', null])
    expect(rows[0]?.excess).toBeCloseTo(150, 9)
    expect(figure?.name).toBe('75.0%')
  })

  it('are held against the city where the chosen area has no value', () => {
    expect(benchmarkOf(showing(onTime, { area: 'none' }), ON_TIME, null, 'en')?.kind).toBe('city')
  })

  it('are not compared where the indicator is a count or has no interval', () => {
    expect(canCompare(indicator('case_count'))).toBe(false)
    expect(canCompare(indicator('population_density'))).toBe(false)
    expect(benchmarkOf(showing(indicator('case_count'), 'city'), ON_TIME, null, 'en')).toBeNull()
  })
})

describe('the verdict', () => {
  it('is better or worse after the side that is good, and only higher or lower where none is', () => {
    expect(verdictText('above', 'higher', 'en')).toBe('↑\u00a0better')
    expect(verdictText('above', 'lower', 'zh')).toBe('↑\u00a0更差')
    expect(verdictText('below', 'lower', 'en')).toBe('↓\u00a0better')
    expect(verdictText('below', 'none', 'zh')).toBe('↓\u00a0更低')
    expect(verdictText('unclear', 'higher', 'zh')).toBe('难分')
  })

  it('is counted in the sentence, with the benchmark by its name', () => {
    const say = (benchmark: Selection['benchmark'], language: 'zh' | 'en') =>
      leadSentence({
        whole: ON_TIME,
        areas: ON_TIME,
        catalog: { units: UNITS, statuses: STATUSES },
        indicator: onTime,
        compare: 'none',
        benchmark: benchmarkOf(showing(onTime, benchmark), ON_TIME, null, language),
        levelName: language === 'zh' ? '区' : 'District',
        scope: '',
        language,
      })
        .map(({ text }) => text)
        .join('')
    expect(say('city', 'zh')).toContain('5 个区中 1 个明显高于全市、1 个明显低于，1 个相近，其余难以区分。')
    expect(say({ figure: 75 }, 'en')).toContain('Of 5 districts 2 are clearly above 75.0%, 1 below; the rest cannot')
  })
})
