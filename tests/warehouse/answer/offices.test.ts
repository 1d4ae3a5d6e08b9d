import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { answerOffices } from '../../../warehouse/answer/offices.ts'
import { drawShare, placeOffices, rankDraws } from '../../../warehouse/answer/offices-compare.ts'
import type { Office, Offices } from '../../../warehouse/answer/offices-types.ts'
import { QuestionError } from '../../../warehouse/answer/question-error.ts'
import type { City } from '../../../warehouse/catalog/city.ts'
import { readCatalog } from '../../../warehouse/snapshot/read-catalog.ts'
import type { Attached } from '../../../warehouse/snapshot/types.ts'
import { AUGUST, openTiny } from './tiny-city.ts'

/** Cases due in August by office: of them on time, contacted in time, called back, and answering solved and satisfied. */
const OFFICES: [code: number | null, name: string, n: number, onTime: number, ...rates: number[]][] = [
  [11, 'roads', 100, 95, 90, 50, 45, 40],
  [12, 'water', 100, 84, 80, 80, 60, 40],
  [13, 'parks', 100, 60, 100, 100, 100, 100],
  [14, 'heat', 100, 70, 50, 20, 20, 20],
  [15, 'fire', 20, 20, 20, 20, 20, 20],
  [null, 'nobody', 5, 5, 5, 5, 5, 5],
]

let city: Attached
let found: Offices
beforeAll(async () => {
  const tiny = await openTiny()
  const { engine } = tiny
  await engine.exec({ text: 'delete from cases' })
  for (const [code, name, n, onTime, responded = 0, called = 0, resolved = 0, satisfied = 0] of OFFICES) {
    if (code !== null) {
      await engine.exec({
        text: "insert into dict (field, code, value, label_zh, label_en) values ('department', ?, ?, ?, ?)",
        values: [code, name, name, name],
      })
    }
    await engine.exec({
      text: `insert into cases (case_id, opened_at, due_at, closed_at, department, responded, resolved, satisfied, category,
          category_group, channel, flags, load_id, area_id, area_street, area_district, area_city)
        select ? || i, timestamp '2026-08-03 08:00:00', timestamp '2026-08-10 08:00:00',
          case when i < ? then timestamp '2026-08-05 08:00:00' else timestamp '2026-08-12 08:00:00' end, ?, i < ?,
          case when i < ? then i < ? end, case when i < ? then i < ? end, 1, 1, 1, 0, 1, 4, 4, 2, 1
        from range(0, ?) as t(i)`,
      values: [name, onTime, code, responded, called, resolved, called, satisfied, n],
    })
  }
  city = { ...tiny, catalog: await readCatalog(engine, 'memory') }
  found = await answerOffices({ indicator: 'on_time_rate', ...AUGUST }, city)
})
afterAll(() => city.engine.close())

const withCity = (change: Partial<City>): Attached => ({
  ...city,
  catalog: { ...city.catalog, city: { ...city.catalog.city, ...change } },
})
const office = (name: string, among = found): Office =>
  among.offices.find(({ code }) => code === name) ?? expect.unreachable(name)
const refusal = (asked: Promise<unknown>) =>
  asked.then(
    () => expect.unreachable('it was answered'),
    (cause: unknown) => (cause instanceof QuestionError ? cause : expect.unreachable(String(cause))),
  )

describe('offices beside the city', () => {
  it('lie where the funnel about the value of the city has them', () => {
    expect(found.total).toMatchObject({ numerator: 334, denominator: 425, status: 'ok' })
    expect(found.offices.map(({ code, position }) => [code, position])).toEqual([
      ['roads', 'high'],
      ['water', 'within'],
      ['parks', 'low'],
      ['heat', 'low_warning'],
      ['fire', 'too_few'],
    ])
    const share = 334 / 425
    const error = Math.sqrt((share * (1 - share)) / 100)
    expect(office('water')).toMatchObject({ numerator: 84, denominator: 100, value: 84 })
    expect(office('water').limits?.low_95).toBeCloseTo(100 * (share - 1.959964 * error), 4)
    expect(office('water').limits?.high_998).toBeCloseTo(100 * (share + 3.090232 * error), 4)
  })

  it('have a rank only as an interval, and none with too few cases', () => {
    expect(found).toMatchObject({ first: 'highest', ranked: 4, draws: 1000 })
    expect(office('roads')).toMatchObject({ rank_low: 1, rank_high: 1 })
    expect(office('parks').rank_high).toBe(4)
    expect(office('heat').rank_low).toBe(3)
    expect(office('fire')).toMatchObject({ limits: null, rank_low: null, rank_high: null, value: 100 })
  })

  it('have the same ranks when asked again', async () => {
    expect(await answerOffices({ indicator: 'on_time_rate', ...AUGUST }, city)).toEqual(found)
  })

  it('give place 1 to the lowest where low is good', async () => {
    const reopened = await answerOffices({ indicator: 'reopened_rate', ...AUGUST }, city)
    expect(reopened.first).toBe('lowest')
  })

  it('are compared with all of the city also when one is asked for', async () => {
    const one = await answerOffices({ indicator: 'on_time_rate', department: ['parks'], ...AUGUST }, city)
    expect(one.offices).toEqual([office('parks')])
    expect(one.total).toEqual(found.total)
  })

  it('tell of cases without an office', () => {
    expect(found.notes.map(({ en }) => en).join(' ')).toContain('5 cases name no office')
  })
})

describe('the three rates of an office', () => {
  it('come with what they would be had everybody been called back', () => {
    const { coverage, is_thin, rates } = office('roads')
    expect(coverage).toMatchObject({ numerator: 50, denominator: 100, value: 50 })
    expect(is_thin).toBe(true)
    expect(rates).toMatchObject([
      { rate: 'response', numerator: 90, denominator: 100, value: 90, worst: null, best: null },
      { rate: 'resolution', numerator: 45, denominator: 50, value: 90, worst: 45, best: 95 },
      { rate: 'satisfaction', numerator: 40, denominator: 50, value: 80, worst: 40, best: 90 },
    ])
    expect(office('water').is_thin).toBe(false)
    expect(found.notes.some(({ zh }) => zh.startsWith('2 个部门的回访覆盖率低于 60%'))).toBe(true)
  })

  it('make one score by equal weights, with bounds and the interval of its rank', () => {
    expect(found.scored).toBe(3)
    const { value, worst, best, rank_low, rank_high } = office('roads').score
    expect([value, worst, best]).toEqual([260 / 3, 175 / 3, 275 / 3].map((each) => expect.closeTo(each, 9)))
    expect([rank_low, rank_high]).toEqual([2, 2])
    expect(office('parks').score).toMatchObject({ value: expect.closeTo(100, 9), rank_low: 1, lacks: [] })
    expect(office('heat').score).toMatchObject({
      value: null,
      rank_low: null,
      lacks: ['resolution', 'satisfaction'],
    })
  })

  it('are weighed as the pack has it, and a weight of 0 asks for no cases', async () => {
    const weighed = withCity({ evaluation: { weights: { response: 3, resolution: 1, satisfaction: 0 } } })
    const other = await answerOffices({ indicator: 'on_time_rate', ...AUGUST }, weighed)
    expect(other.weights).toEqual({ response: 0.75, resolution: 0.25, satisfaction: 0 })
    expect(office('water', other).score.value).toBeCloseTo(0.75 * 80 + 0.25 * 75, 9)
    expect(office('heat', other).score.lacks).toEqual(['resolution'])
  })
})

describe('a comparison of offices that cannot be had', () => {
  it('names the indicators that it takes', async () => {
    const { code, field, allowed } = await refusal(answerOffices({ indicator: 'case_rate', ...AUGUST }, city))
    expect([code, field]).toEqual(['unknown_indicator', 'indicator'])
    expect(allowed).toContain('callback_coverage')
    expect(allowed).not.toContain('case_count')
    expect(allowed).not.toContain('aged_share')
    const unknown = answerOffices({ indicator: 'on_time_rate', department: ['moon'], ...AUGUST }, city)
    expect((await refusal(unknown)).code).toBe('unknown_department')
  })

  it('is refused in a standard city', async () => {
    const asked = answerOffices({ indicator: 'on_time_rate', ...AUGUST }, withCity({ profile: 'standard' }))
    expect((await refusal(asked)).code).toBe('not_published')
  })
})

const anyOffices = fc
  .array(fc.tuple(fc.nat(400), fc.double({ min: 0, max: 1, noNaN: true })), { minLength: 1, maxLength: 12 })
  .map((all) => all.map(([of, share], i) => ({ code: `office ${i}`, n: Math.round(of * share), of })))
const targetOf = (all: { n: number; of: number }[]) =>
  all.reduce((sum, { n }) => sum + n, 0) / all.reduce((sum, { of }) => sum + of, 0)

describe('any offices', () => {
  it('are placed and ranked alike in any order', () => {
    const run = (all: { code: string; n: number; of: number }[], target: number) => {
      const { placed, spread } = placeOffices(all, target, 30)
      const ranks = rankDraws(
        all.map((each) => drawShare(each, 'test')),
        'highest',
      )
      const told = all.map(({ code }, i) => [code, placed[i]?.position, ranks[i]] as const)
      return { told: told.sort(([a], [b]) => (a < b ? -1 : 1)), isSpread: spread !== null }
    }
    fc.assert(
      fc.property(anyOffices, (all) => {
        const target = targetOf(all)
        expect(run([...all].reverse(), target)).toEqual(run(all, target))
      }),
      { seed: 20_26, numRuns: 40 },
    )
  })

  it('of which there is one alone cannot be told apart from the city', () => {
    const alone = fc.integer({ min: 30, max: 5000 }).chain((of) => fc.nat(of).map((n) => ({ code: 'one', n, of })))
    fc.assert(
      fc.property(alone, (one) => {
        expect(placeOffices([one], targetOf([one]), 30).placed[0]?.position).toBe('within')
        expect(rankDraws([drawShare(one, 'test')], 'lowest')).toEqual([{ rank_low: 1, rank_high: 1 }])
      }),
      { seed: 20_26, numRuns: 200 },
    )
  })

  it('that spread by more than chance have wider limits, and few of them never', () => {
    const spreadOut = [0.5, 0.6, 0.7, 0.8, 0.9, 0.65, 0.75].map((share, i) => ({
      code: `${i}`,
      n: 1000 * share,
      of: 1000,
    }))
    const all = placeOffices(spreadOut, targetOf(spreadOut), 30)
    const few = placeOffices(spreadOut.slice(0, 4), 0.65, 30)
    expect(all.spread?.tau2).toBeGreaterThan(0)
    expect(all.placed.map(({ position }) => position)).not.toContain('high')
    expect(few.spread).toBeNull()
    expect(few.placed.map(({ position }) => position)).toEqual(['low', 'low', 'high', 'high'])
  })
})
