import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { answer } from '../../../warehouse/answer/answer.ts'
import { listCases } from '../../../warehouse/answer/case-list.ts'
import { answerLoop } from '../../../warehouse/answer/loop.ts'
import type { Loop } from '../../../warehouse/answer/loop-types.ts'
import { QuestionError } from '../../../warehouse/answer/question-error.ts'
import type { DisclosureProfile } from '../../../warehouse/catalog/city.ts'
import type { Attached } from '../../../warehouse/snapshot/types.ts'
import { AUGUST, CELLS, openTiny } from './tiny-city.ts'

let city: Attached
let august: Loop
beforeAll(async () => {
  city = await openTiny()
  august = await answerLoop(AUGUST, city)
})
afterAll(() => city.engine.close())

const under = (profile: DisclosureProfile): Attached => ({
  ...city,
  catalog: { ...city.catalog, city: { ...city.catalog.city, profile } },
})
const refusal = (asked: Promise<unknown>) =>
  asked.then(
    () => expect.unreachable('it was answered'),
    (cause: unknown) => (cause instanceof QuestionError ? cause : expect.unreachable(String(cause))),
  )

describe('the loop of August', () => {
  it('counts each step among the cases received', () => {
    expect(Object.fromEntries(august.steps.map(({ id, n }) => [id, n]))).toEqual({
      received: 8,
      dispatched: 3,
      contacted: 3,
      closed: 6,
      verified: 2,
      rated: 4,
    })
  })

  it('counts them apart among those old enough to have come to the last', async () => {
    expect(august.steps.map(({ ripe }) => ripe)).toEqual([0, 0, 0, 0, 0, 0])
    // Sixty days before: the three of East on 1, 2 and 3 August, and the one of West on the 3rd.
    const later = { ...city, catalog: { ...city.catalog, asOf: '2026-10-04 09:00:00' } }
    const { steps, ripe_days } = await answerLoop(AUGUST, later)
    expect(ripe_days).toBe(60)
    expect(Object.fromEntries(steps.map(({ id, ripe }) => [id, ripe]))).toEqual({
      received: 4,
      dispatched: 3,
      contacted: 2,
      closed: 4,
      verified: 2,
      rated: 3,
    })
  })

  it('counts hand-offs, offices, repeats, haste and reopening', () => {
    expect(august.sets).toMatchObject({
      first_office: 1,
      passed_on: 2,
      passed_once: 1,
      passed_twice: 1,
      passed_more: 1,
      several_offices: 1,
      repeated: 1,
      reopened: 1,
      within_minutes: 1,
      last_hour: 0,
    })
  })

  it('takes each share of the cases that could be in it', () => {
    const { shares } = august
    const parts = (set: string) => [shares[set]?.n, shares[set]?.of]
    expect([parts('first_office'), parts('passed_on')]).toEqual([
      [1, 3],
      [2, 3],
    ])
    // Four name their hand-offs; one of eight has several offices.
    expect([parts('passed_once'), parts('several_offices')]).toEqual([
      [1, 4],
      [1, 8],
    ])
    expect([parts('within_minutes'), parts('last_hour')]).toEqual([
      [1, 6],
      [0, 4],
    ])
    // Noise in the first cell on three days, water twice in the second, and on the hill after one of 20 July.
    expect(parts('same_place_30')).toEqual([4, 8])
  })

  it('calls a case reopened within thirty days only among those closed as long ago', async () => {
    expect(august.shares.reopened_30).toMatchObject({ n: 0, of: 1 })
    const later = { ...city, catalog: { ...city.catalog, asOf: '2026-09-05 00:00:00' } }
    expect((await answerLoop(AUGUST, later)).shares.reopened_30).toMatchObject({ n: 1, of: 4, value: 0.25 })
  })

  it('flags no office of a handful of cases', () => {
    expect(august.haste).toMatchObject([
      { code: 'bureau', within_minutes: { n: 1, of: 5 }, is_hasty: false, is_bunched: false },
    ])
  })

  it('looks at all that is open at the end of the data, the case of July too', () => {
    expect(august.sets).toMatchObject({ open: 3, overdue: 2, due_in_24h: 0, due_later: 1, due_unknown: 0 })
    expect(august.ages.map(({ n }) => n)).toEqual([0, 2, 0, 0, 0, 1])
    expect(august.ages.reduce((sum, { n }) => sum + n, 0)).toBe(august.sets.open)
  })

  it('tells the age of what each office has open', async () => {
    expect(august.open_by_office).toEqual([
      { code: 'bureau', label: { zh: expect.any(String), en: expect.any(String) }, n: 3, ages: [0, 2, 0, 0, 0, 1] },
    ])
  })

  it('bounds what call-backs say by those who were not reached', () => {
    const resolution = august.rates.find(({ indicator }) => indicator === 'resolution_rate')
    // Three of four called back say solved; two of six closed were not reached.
    expect(august.coverage).toMatchObject({ n: 4, of: 6 })
    expect(resolution).toMatchObject({ rate: { n: 3, of: 4, value: 0.75 }, worst: 3 / 6, best: 5 / 6 })
    expect(august.rates.find(({ indicator }) => indicator === 'response_rate')).toMatchObject({
      worst: null,
      best: null,
    })
  })

  it('says what fell due and was closed on time, and what a grid worker bears', async () => {
    const onTime = august.rates.find(({ indicator }) => indicator === 'on_time_rate')
    const { total } = await answer({ ...AUGUST, indicators: ['on_time_rate'] }, city)
    expect(onTime).toMatchObject({ worst: null, best: null })
    expect(100 * (onTime?.rate.value ?? 0)).toBeCloseTo(total[0]?.value[0] ?? Number.NaN, 9)
    // Eight cases; two workers in the east, one in the west, one in the hills.
    expect(august.worker_load).toEqual({ value: 2, workers: 4 })
  })

  it('follows those who wait until they are closed, and those who still wait', () => {
    const closing = august.curves.find(({ until }) => until === 'closed_at')
    // Five closed after 1/12, 2, 4, 8 and 24 hours; two still wait after 40 and 63.
    expect(closing).toMatchObject({ n: 7, ended: 5, median: 8, hours: [0, 5 / 60, 2, 4, 8, 24, expect.any(Number)] })
    // At six hours those of 8 and 24 hours and the two open ones; none has been watched for three days.
    expect(closing?.waiting.map(({ hours, n }) => [hours, n]).slice(0, 5)).toEqual([
      [0, 7],
      [1, 6],
      [6, 4],
      [24, 3],
      [72, 0],
    ])
    expect(closing?.share.slice(0, 6)).toEqual([7, 6, 5, 4, 3, 2].map((n) => expect.closeTo(n / 7, 12)))
  })

  it('counts working days, weekends left out, among cases old enough to tell', () => {
    // Within one: all five closed in order, a Saturday and a Sunday among them; the open ones of 29 and 30 August waited one day.
    expect(august.working_days.within[0]).toMatchObject({ days: 1, share: { n: 5, of: 5 } })
    expect(august.working_days.has_calendar).toBe(false)
  })

  it('places closings around the limit by whole hours', () => {
    expect(august.around_limit).toEqual([
      { hour: -24, n: 2 },
      { hour: -22, n: 1 },
      { hour: -16, n: 1 },
      { hour: 2, n: 1 },
    ])
    expect(august.bunching).toEqual({ ratio: null, low: null, high: null })
  })

  it('adds up over the parts of the city', async () => {
    const parts = await Promise.all(['9901', '9902'].map((area) => answerLoop({ ...AUGUST, area: [area] }, city)))
    for (const [name, n] of Object.entries(august.sets))
      expect(
        parts.reduce((sum, part) => sum + (part.sets[name] ?? 0), 0),
        name,
      ).toBe(n)
  })

  it('is not published under standard, and says what is', async () => {
    const { code, sentence } = await refusal(answerLoop(AUGUST, under('standard')))
    expect(code).toBe('not_published')
    expect(sentence.zh).toContain('案件闭环分析')
  })
})

describe('the cases behind a number', () => {
  it('are those that the number counts, the longest open first', async () => {
    const internal = under('internal')
    const { cases, more } = await listCases({ set: 'overdue' }, AUGUST, internal)
    expect(more).toBe(false)
    expect(cases.map(({ opened_at, area }) => [opened_at.slice(0, 10), area?.label.en])).toEqual([
      ['2026-07-20', 'Hill'],
      ['2026-08-29', 'West'],
    ])
    for (const [set, n] of Object.entries(august.sets))
      expect((await listCases({ set }, AUGUST, internal)).cases, set).toHaveLength(n ?? 0)
  })

  it('are those closed within so many working days, holidays left out, of whatever is old enough', async () => {
    const internal = under('internal')
    // The Monday and the Tuesday after the first Saturday are off.
    const city = { ...internal.catalog.city, holidays: ['2026-08-03', '2026-08-04'] }
    const resting: Attached = { ...internal, catalog: { ...internal.catalog, city } }
    for (const at of [internal, resting]) {
      const { working_days } = await answerLoop(AUGUST, at)
      for (const { days, share } of working_days.within)
        expect((await listCases({ working_days: days }, AUGUST, at)).cases, `${days}`).toHaveLength(share.n)
    }
  })

  it('are those that a curve says waited so long', async () => {
    const internal = under('internal')
    for (const { until, waiting } of august.curves)
      for (const { hours, n } of waiting)
        expect(
          (await listCases({ waited_for: until, hours }, AUGUST, internal)).cases,
          `${until} ${hours}`,
        ).toHaveLength(n)
  })

  it('are those of one hour of one weekday', async () => {
    const internal = under('internal')
    const rhythm = await answer({ ...AUGUST, indicators: ['case_count'], by: ['hour', 'weekday'] }, city)
    const [hours, weekdays] = ['hour', 'weekday'].map(
      (id) => rhythm.keys.find(({ dimension }) => dimension === id)?.codes ?? [],
    )
    const counts = Array.from(rhythm.series[0]?.value ?? [])
    expect(counts.filter((n) => n > 0).length).toBeGreaterThan(3)
    for (const [i, n] of counts.entries()) {
      const moment = { hour: Number(hours?.[i]), weekday: Number(weekdays?.[i]) }
      expect(
        (await listCases({ indicator: 'case_count', ...moment }, AUGUST, internal)).cases,
        JSON.stringify(moment),
      ).toHaveLength(n)
    }
  })

  it('hold nothing about a person', async () => {
    await city.engine.exec({
      text: `update cases set reporter_key = '91827364-0000-4000-8000-000000000000', lon = 113.918273`,
    })
    const { cases } = await listCases({ set: 'received' }, AUGUST, under('internal'))
    expect(Object.keys(cases[0] ?? {}).sort()).toEqual(
      ['area', 'case_id', 'category', 'closed_at', 'department', 'due_at', 'hand_offs', 'opened_at'].sort(),
    )
    expect(JSON.stringify(cases)).not.toMatch(/918273/)
  })

  it('narrow to one office, one kind and one place', async () => {
    const internal = under('internal')
    const { cases } = await listCases(
      { set: 'received' },
      { ...AUGUST, category: ['noise'], cell: [CELLS[0].toString(16)] },
      internal,
    )
    expect(cases.map(({ opened_at }) => opened_at.slice(0, 10))).toEqual(['2026-08-01', '2026-08-02', '2026-08-03'])
    const [office] = august.haste
    const fast = await listCases({ set: 'within_minutes' }, { ...AUGUST, department: [office?.code ?? ''] }, internal)
    expect(fast.cases).toHaveLength(office?.within_minutes.n ?? Number.NaN)
  })

  it('are those that an indicator counts, above and below the line', async () => {
    const internal = under('internal')
    const counted = city.catalog.indicators.filter(
      ({ kind, numerator, denominator }) =>
        kind === 'proportion' && numerator?.from === 'cases' && denominator?.from === 'cases',
    )
    expect(counted.length).toBeGreaterThan(8)
    for (const { id } of counted) {
      const { total } = await answer({ ...AUGUST, indicators: [id] }, city)
      for (const part of ['numerator', 'denominator'] as const) {
        const { cases } = await listCases({ indicator: id, part }, AUGUST, internal)
        expect(cases, `${id} ${part}`).toHaveLength(total[0]?.[part][0] ?? Number.NaN)
      }
    }
  })

  it('are not those of an indicator that counts none', async () => {
    const refused = await refusal(listCases({ indicator: 'case_rate', part: 'denominator' }, AUGUST, under('internal')))
    expect(refused).toMatchObject({ code: 'unknown_indicator', field: 'indicator' })
    expect(refused.allowed).toContain('on_time_rate')
  })

  it('are for whoever handles them: not open, not standard, and no set that is none', async () => {
    expect((await refusal(listCases({ set: 'open' }, AUGUST, city))).code).toBe('not_published')
    expect((await refusal(listCases({ set: 'open' }, AUGUST, under('standard')))).code).toBe('not_published')
    const unknown = await refusal(listCases({ set: `open' or 1=1` }, AUGUST, under('internal')))
    expect(unknown).toMatchObject({ code: 'unknown_set', field: 'set' })
    expect(unknown.allowed).toContain('overdue')
  })
})
