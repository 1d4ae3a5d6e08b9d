import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { addDays, daysIn } from '../../../warehouse/answer/days.ts'
import type { Answer } from '../../../warehouse/answer/types.ts'
import { openCity } from './border-city.ts'
import { splitCity } from './split-city.ts'

const THEN = { from: '2019-01-01', to: '2019-12-31' }
const NOW = { from: '2021-01-01', to: '2021-12-31' }
const ACROSS = { from: '2019-01-01', to: '2021-12-31' }
/** Shares of the 1,096 days of the three years before and since the change. */
const [BEFORE, SINCE] = [365 / 1096, 731 / 1096]

/** Name, numerator, denominator and status of each row. */
const told = ({ keys, series }: Answer, k = 0) =>
  (keys[0]?.labels ?? []).map(({ en }, i) => {
    const { numerator, denominator, status } = series[k] ?? { status: [] }
    return [en, numerator?.[i], denominator?.[i], status[i]]
  })
const whole = ({ total }: Answer) => total.map(({ numerator, denominator }) => [numerator[0], denominator[0]])
const about = (n: number) => expect.closeTo(n, 9) as number

const byDistrict = { indicators: ['case_rate'], by: ['area:district'] }

const dated = await openCity(splitCity('of_the_day'))
const plain = await openCity(splitCity())
afterAll(() => Promise.all([dated.close(), plain.close()]))
const { rows, ask, shapes } = dated

describe('an answer about boundaries of the day', () => {
  it('counts cases and people in the areas of its period', async () => {
    const then = await ask({ ...byDistrict, ...THEN })
    expect(told(then)).toEqual([
      ['Jia', 1, 1000, 'unreliable'],
      ['Yi', 4, 2000, 'unreliable'],
    ])
    expect([whole(then), then.series[0]?.value[1], then.keys[0]?.holds]).toEqual([[[5, 3000]], 20, undefined])
    const now = await ask({ ...byDistrict, ...NOW })
    expect(told(now)).toEqual([
      ['Jia', 1, 1100, 'unreliable'],
      ['Yi', 1, 1200, 'unreliable'],
      ['Bing', 1, 1000, 'unreliable'],
    ])
    expect(whole(now)).toEqual([[3, 3300]])
    expect(then.notes.concat(now.notes).filter(({ en }) => en.includes('Boundaries'))).toEqual([])
  })

  it('spans a change: each area has the cases and the people-time of its own days, and the city its own', async () => {
    const across = await ask({ ...byDistrict, ...ACROSS })
    expect(told(across)).toEqual([
      ['Jia', 2, 1100, 'unreliable'],
      ['Yi (2010–2019)', 4, about(2000 * BEFORE), 'unreliable'],
      ['Yi (2020–)', 1, about(1200 * SINCE), 'unreliable'],
      ['Bing (2020–)', 3, about(1000 * SINCE), 'unreliable'],
    ])
    expect(across.series[0]?.value[1]).toBeCloseTo((10_000 * 4) / (2000 * BEFORE), 9)
    expect(whole(across)).toEqual([[10, 3300]])
    expect(across.keys[0]).toMatchObject({
      codes: ['A', 'B', 'B', 'C'],
      holds: [
        null,
        { valid_from: '2010-01-01', valid_to: '2020-01-01' },
        { valid_from: '2020-01-01', valid_to: null },
        { valid_from: '2020-01-01', valid_to: null },
      ],
    })
    expect(across.keys[0]?.labels[1]?.zh).toBe('乙区（2010–2019）')
    expect(across.notes.map(({ en }) => en)).toContain(
      'Boundaries changed on 2020-01-01: each area counts the cases of the days on which it held; under a rate its people count for the share of those days.',
    )
    expect(across.notes.map(({ en }) => en)).toContain('Yearly figures (people, homes) are those of 2019, 2021.')
  })

  it('takes the figures of a year in which the area held, and land of the day', async () => {
    const places = { indicators: ['residents', 'population_density'], by: ['area:district'] }
    const across = await ask({ ...places, ...ACROSS })
    expect(told(across).map(([name, n]) => [name, n])).toEqual([
      ['Jia', 1100],
      ['Yi (2010–2019)', 2000],
      ['Yi (2020–)', 1200],
      ['Bing (2020–)', 1000],
    ])
    expect(told(across, 1).map(([, , km2]) => km2)).toEqual([10, 20, 10, 10])
    expect(whole(across)).toEqual([
      [3300, Number.NaN],
      [3300, 30],
    ])
    const middle = await ask({ ...byDistrict, from: '2020-01-01', to: '2020-12-31' })
    expect(told(middle)).toEqual([
      ['Jia', 0, 1000, 'ok'],
      ['Yi', 0, 1200, 'ok'],
      ['Bing', 2, 1000, 'unreliable'],
    ])
    expect(whole(middle)).toEqual([[2, 3000]])
    const dense = await ask({ indicators: ['case_density'], by: ['area:district'], ...THEN })
    expect([told(dense).map(([, n, km2]) => [n, km2]), whole(dense)]).toEqual([
      [
        [1, 10],
        [4, 20],
      ],
      [[5, 30]],
    ])
  })

  it('has no value for years in which an area did not hold', async () => {
    const yearly = await ask({ indicators: ['case_rate', 'case_count'], by: ['area:district', 'year'], ...ACROSS })
    const rows = (yearly.keys[1]?.codes ?? []).map((year, i) => {
      const [rate, count] = yearly.series
      return [yearly.keys[0]?.labels[i]?.en, year, count?.value[i], rate?.denominator[i], count?.status[i]]
    })
    expect(rows).toEqual([
      ['Jia', '2019', 1, 1000, 'ok'],
      ['Jia', '2020', 0, 1000, 'ok'],
      ['Jia', '2021', 1, 1100, 'ok'],
      ['Yi (2010–2019)', '2019', 4, 2000, 'ok'],
      ['Yi (2010–2019)', '2020', Number.NaN, Number.NaN, 'missing'],
      ['Yi (2010–2019)', '2021', Number.NaN, Number.NaN, 'missing'],
      ['Yi (2020–)', '2019', Number.NaN, Number.NaN, 'missing'],
      ['Yi (2020–)', '2020', 0, 1200, 'ok'],
      ['Yi (2020–)', '2021', 1, 1200, 'ok'],
      ['Bing (2020–)', '2019', Number.NaN, Number.NaN, 'missing'],
      ['Bing (2020–)', '2020', 2, 1000, 'ok'],
      ['Bing (2020–)', '2021', 1, 1000, 'ok'],
    ])
  })

  it('about one code follows it through the change', async () => {
    const ofB = await ask({ indicators: ['case_rate'], area: ['B'], ...ACROSS })
    expect(whole(ofB)).toEqual([[5, about(2000 * BEFORE + 1200 * SINCE)]])
    expect(ofB.notes.some(({ en }) => en.startsWith('Boundaries changed on 2020-01-01'))).toBe(true)
    const people = await ask({ indicators: ['residents'], area: ['B'], ...ACROSS })
    expect(whole(people)).toEqual([[1200, Number.NaN]])
    const early = await ask({ indicators: ['case_count'], area: ['C'], ...THEN })
    expect(early.total[0]?.status).toEqual(['missing'])
    const both = await ask({ ...byDistrict, area: ['B', '99'], ...THEN })
    expect(told(both)).toHaveLength(2)
  })

  it('compares an area with its own past only', async () => {
    const { series, notes } = await ask({ ...byDistrict, from: '2020-01-01', to: '2020-12-31', compare: 'year' })
    expect([...(series[0]?.before ?? [])]).toEqual([10, Number.NaN, Number.NaN])
    expect(notes.map(({ en }) => en)).toContain(
      'Boundaries changed on 2020-01-01: areas that did not hold before have no value to compare with.',
    )
  })

  it('has the same city in every period, whichever boundaries hold', async () => {
    for (const period of [THEN, NOW]) {
      const people = await dated.ask({ indicators: ['residents'], ...period })
      expect(whole(people)).toEqual([[period === THEN ? 3000 : 3300, Number.NaN]])
    }
    const rate = { indicators: ['case_rate', 'population_density'], ...NOW }
    expect(whole(await dated.ask(rate))).toEqual(whole(await plain.ask(rate)))
  })

  it('spreads people of a year over the cells of the areas of that year', async () => {
    const sums = 'select year, round(sum(n), 6) from @cell_population group by year order by year'
    expect(await rows(sums)).toEqual([
      [2019, 3000],
      [2021, 3300],
    ])
    const densities = 'select year, count(distinct round(n, 9)) from @cell_population group by year order by year'
    expect(await rows(densities)).toEqual([
      [2019, 2],
      [2021, 3],
    ])
    const cells = await ask({ indicators: ['case_rate'], by: ['cell:7'], ...NOW })
    expect(cells.rows).toBeGreaterThan(2)
  })

  it('draws the areas of the last day of the data, or of the day asked for', async () => {
    const codes = async (on?: string) => (await shapes('district', on)).features.map(({ id }) => id)
    expect(await codes()).toEqual(['A', 'B', 'C'])
    expect(await codes('2019-12-31')).toEqual(['A', 'B'])
    expect(await codes('2009-12-31')).toEqual([])
  })

  it('equals people-time counted day by day, over any period, and its rows add up to the city', async () => {
    const day = fc.integer({ min: 0, max: 1095 }).map((n) => addDays('2019-01-01', n))
    const people = new Map([
      ['B 2010-01-01', 2000],
      ['B 2020-01-01', 1200],
      ['C 2020-01-01', 1000],
    ])
    await fc.assert(
      fc.asyncProperty(day, day, async (a, b) => {
        const [from = a, to = b] = [a, b].toSorted()
        fc.pre(to >= '2019-06-02')
        const { keys, series, total } = await ask({ ...byDistrict, from, to })
        const days = Array.from({ length: daysIn({ from, to }) }, (_, k) => addDays(from, k))
        const areas = [
          'A',
          ...[...people.keys()].filter((area) => days.some((each) => area.slice(2) === splitOf(each))),
        ]
        expect(keys[0]?.codes).toEqual(areas.map((area) => area.slice(0, 1)))
        for (const [i, area] of areas.entries()) {
          const held = days.filter((each) => area === 'A' || area.slice(2) === splitOf(each))
          const n = people.get(area) ?? (to < '2021-01-01' ? 1000 : 1100)
          expect(series[0]?.denominator[i]).toBeCloseTo((n * held.length) / days.length, 6)
        }
        const sum = [...(series[0]?.numerator ?? [])].reduce((n, each) => n + each, 0)
        expect(sum).toBe(total[0]?.numerator[0])
        expect(total[0]?.denominator[0]).toBe(to < '2021-01-01' ? 3000 : 3300)
      }),
      { numRuns: 60, seed: 20_200_101 },
    )
  })
})

/** First day of the boundaries of B and C that hold on a day. */
const splitOf = (day: string) => (day < '2020-01-01' ? '2010-01-01' : '2020-01-01')
