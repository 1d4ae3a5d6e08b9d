import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { answer } from '../../../warehouse/answer/answer.ts'
import { answerRiskIndex } from '../../../warehouse/answer/risk-index.ts'
import { RISK_INDEX, type RiskDefinition, type RiskMeasure } from '../../../warehouse/catalog/risk-index.ts'
import type { Attached } from '../../../warehouse/snapshot/types.ts'
import { openTiny } from './tiny-city.ts'

const why = { zh: '测试', en: 'test' }
const fixed = (indicator: string, worse: 'higher' | 'lower', min: number, max: number): RiskMeasure => ({
  indicator,
  worse,
  goalposts: { min, max, why },
})
const defined = (...pillars: RiskMeasure[][]): RiskDefinition => ({
  version: 3,
  pillars: pillars.map((measures, p) => ({ id: `p${p}`, label: why, measures })),
})

let city: Attached
beforeAll(async () => {
  city = await openTiny()
})
afterAll(() => city.engine.close())

/** The tiny city as its pack would define its index. */
const withRisk = (risk: RiskDefinition): Attached => ({
  ...city,
  catalog: { ...city.catalog, city: { ...city.catalog.city, risk } },
})

describe('the risk index', () => {
  // Aged 10, 20 and 40 %, vacant 10, 20 and 40 %: a third of the way is 1 + 99 / 3.
  const two = defined([fixed('aged_share', 'higher', 10, 40)], [fixed('vacancy_rate', 'higher', 10, 40)])

  it('of three streets, counted by hand', async () => {
    const found = await answerRiskIndex({ level: 'street' }, withRisk(two))
    expect(found).toMatchObject({ level: 'street', period: { from: '2025-01-01', to: '2025-12-31' }, baseline: null })
    expect(found.areas.map(({ code }) => code)).toEqual(['990201', '990102', '990101'])
    expect(found.areas.map(({ index }) => index)).toEqual([100, 34, 1].map((n) => expect.closeTo(n, 9)))
    expect(found.areas.map(({ rank, rank_low, rank_high }) => [rank, rank_low, rank_high])).toEqual([
      [1, 1, 1],
      [2, 2, 2],
      [3, 3, 3],
    ])
    expect(found.areas.map(({ band }) => band)).toEqual([0, 1, 2])
    expect(found).toMatchObject({ ranked: 3, draws: 1000, left_out: [] })
  })

  it('rests on the values that a query gives', async () => {
    const found = await answerRiskIndex({ level: 'street' }, withRisk(two))
    const asked = await answer(
      { indicators: ['aged_share', 'vacancy_rate'], by: ['area:street'], from: '2025-01-01', to: '2025-12-31' },
      city,
    )
    for (const { code, values } of found.areas) {
      const row = asked.keys[0]?.codes.indexOf(code) ?? -1
      expect(values.flat()).toEqual(asked.series.map(({ value }) => value[row]))
    }
  })

  it('says how many areas lie beyond a goalpost, and scores them as if they stood there', async () => {
    const narrow = defined([fixed('aged_share', 'higher', 15, 30)], [fixed('vacancy_rate', 'lower', 10, 40)])
    const found = await answerRiskIndex({ level: 'street' }, withRisk(narrow))
    expect(found.pillars[0]?.measures[0]).toMatchObject({ clipped: 2, goalposts: 'fixed', why })
    expect(found.pillars[1]?.measures[0]).toMatchObject({ clipped: 0, weight: 1 })
    expect(found.areas.find(({ code }) => code === '990201')).toMatchObject({ scores: [[100], [1]] })
  })

  it('has none where a measure is missing, and says which', async () => {
    const found = await answerRiskIndex(
      { level: 'street' },
      withRisk(defined([fixed('aged_share', 'higher', 0, 50)], [fixed('income_per_head', 'lower', 0, 90_000)])),
    )
    expect(found.areas.at(-1)).toMatchObject({
      code: '990201',
      index: null,
      status: 'missing',
      missing: ['income_per_head'],
      rank: null,
      rank_low: null,
      band: null,
      values: [[40], [null]],
      pillars: [expect.any(Number), null],
    })
    expect(found.ranked).toBe(2)
    expect(found.notes.map(({ en }) => en)).toContain(
      '1 areas lack a measure; they have no index and take no part in the ranking.',
    )
  })

  it('leaves out for all what no area has, and says why', async () => {
    const measures = [fixed('aged_share', 'higher', 0, 50), fixed('moon_rate', 'higher', 0, 1)]
    const found = await answerRiskIndex(
      { level: 'street' },
      withRisk(defined(measures, [fixed('vacancy_rate', 'higher', 0, 50)])),
    )
    expect(found.left_out).toMatchObject([{ indicator: 'moon_rate', pillar: 'p0' }])
    expect(found.pillars[0]?.measures.map(({ indicator, weight }) => [indicator, weight])).toEqual([['aged_share', 1]])
    expect(found.ranked).toBe(3)
  })

  it('takes goalposts of the baseline year, never silently of the year shown', async () => {
    const found = await answerRiskIndex(
      { level: 'street' },
      withRisk(
        defined(
          [{ indicator: 'aged_share', worse: 'higher', goalposts: 'baseline' }],
          two.pillars[1]?.measures.slice() ?? [],
        ),
      ),
    )
    expect(found.baseline).toEqual({ from: '2025-01-01', to: '2025-12-31' })
    expect(found.pillars[0]?.measures[0]).toMatchObject({ min: 10, max: 40, goalposts: 'baseline', why: null })
    expect(found.notes.map(({ zh }) => zh).join('')).toContain('基准年与所示年度为同一年')
  })

  it('names no rank for a city of one area, nor where all areas are alike', async () => {
    const whole = await answerRiskIndex({ level: 'city' }, withRisk(two))
    expect(whole.areas).toMatchObject([{ rank: null, rank_low: 1, rank_high: 1 }])
    const alike = defined([fixed('aged_share', 'higher', 50, 60)], [fixed('vacancy_rate', 'higher', 50, 60)])
    const found = await answerRiskIndex({ level: 'street' }, withRisk(alike))
    expect(found.areas.map(({ rank }) => rank)).toEqual([null, null, null])
    expect(found.notes.map(({ zh }) => zh)).toContain('各区域无法区分高低，不列名次。')
  })

  it('tells its definition in both languages', async () => {
    const { codebook } = await answerRiskIndex({ level: 'street' }, withRisk(two))
    expect(codebook.numerator?.zh).toContain('65 岁及以上人口占比↑（10–40，测试）')
    expect(codebook.numerator?.en).toContain('Share aged 65 and over ↑ (10–40, test)')
    expect(codebook.formula.en).toContain('geometric mean across pillars')
  })

  it('refuses what it cannot answer, in a sentence', async () => {
    await expect(answerRiskIndex({ level: 'moon' }, withRisk(two))).rejects.toMatchObject({
      field: 'level',
      allowed: ['city', 'district', 'street'],
    })
    await expect(answerRiskIndex({ year: 2026 }, withRisk(two))).rejects.toMatchObject({
      field: 'year',
      allowed: ['2025'],
    })
    const one = defined([fixed('aged_share', 'higher', 0, 50)], [fixed('moon_rate', 'higher', 0, 1)])
    await expect(answerRiskIndex({}, withRisk(one))).rejects.toMatchObject({ code: 'no_figures' })
    const short = { ...city, catalog: { ...city.catalog, dataFrom: '2025-02-01' } }
    await expect(answerRiskIndex({}, short)).rejects.toMatchObject({ code: 'bad_period' })
    const published = withRisk(two)
    published.catalog.city.profile = 'standard'
    await expect(answerRiskIndex({}, published)).rejects.toMatchObject({ code: 'not_published' })
  })

  it('of the program names known indicators only, in pillars told apart', () => {
    const known = city.catalog.indicators.map(({ id }) => id)
    const used = RISK_INDEX.pillars.flatMap(({ measures }) => measures.map(({ indicator }) => indicator))
    expect(used.filter((id) => !known.includes(id))).toEqual([])
    expect(new Set(used).size).toBe(used.length)
  })
})
