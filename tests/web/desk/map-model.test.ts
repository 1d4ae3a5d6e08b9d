import { describe, expect, it } from 'vitest'
import type { AnswerBody } from '../../../api/schema/answer.ts'
import { INDICATORS } from '../../../warehouse/catalog/index.ts'
import type { Benchmark } from '../../../web/text/benchmark.ts'
import { benchmarkOf } from '../../../web/views/desk-benchmark.ts'
import { measuredRows, spotStep, standingsOf } from '../../../web/views/desk-map-model.ts'

const label = (code: string) => ({ zh: code, en: code })
const rate = INDICATORS.find(({ id }) => id === 'case_rate')
if (!rate) throw new Error('the catalog has no case_rate')
const codes = ['up', 'same', 'new', 'hidden', 'none']
const answer: AnswerBody = {
  snapshot: 's',
  query: {},
  period: { from: '2026-08-01', to: '2026-10-31' },
  compared: { from: '2025-08-01', to: '2025-10-31' },
  rows: 5,
  keys: [{ dimension: 'area:street', codes, labels: codes.map(label) }],
  series: [
    {
      indicator: 'case_rate',
      numerator: [400, 30, 5, null, 0],
      denominator: [10_000, 10_000, 10_000, null, 0],
      value: [400, 30, 5, null, null],
      low: [362, 20.2, 1.6, null, null],
      high: [441, 42.8, 11.7, null, null],
      status: ['ok', 'ok', 'unreliable', 'suppressed', 'zero_denominator'],
      before: [200, 28, 0, 40, null],
      before_low: [173, 18.6, 0, 30, null],
      before_high: [230, 40.5, 3.7, 50, null],
      change: [100, 7.1, null, null, null],
    },
  ],
  total: [
    { indicator: 'case_rate', numerator: 435, denominator: 30_000, value: 145, low: 132, high: 159, status: 'ok' },
  ],
  notes: [],
}
const change = [-50, -25, -10, 10, 25, 50]
const whole: Benchmark = {
  kind: 'city',
  name: 'the city',
  code: null,
  value: 145,
  low: 145,
  high: 145,
  margin: 14.5,
}

describe('the places of a map', () => {
  it('of a change are hatched where its interval holds none, and classed on both sides of zero', () => {
    const rows = measuredRows(answer, 'change', change, rate, null)
    expect(rows.map((row) => row.class)).toEqual([6, 3, 'missing', 'suppressed', 'missing'])
    expect(rows.map((row) => row.isHatched)).toEqual([false, true, false, false, false])
  })

  it('of a distance tell percent of what they are held against, and hatch what cannot be told from it', () => {
    const [up, same] = measuredRows(answer, 'against', change, rate, whole)
    expect(up).toMatchObject({ class: 6, isHatched: false, before: 145 })
    expect(up?.shown).toBeCloseTo(175.9, 1)
    expect(same).toMatchObject({ class: 0, isHatched: false })
  })

  it('of values hatch what is unsure and never colour what is protected', () => {
    const rows = measuredRows(answer, 'value', [10, 20, 30, 100, 200, 300], rate, null)
    expect(rows.map((row) => row.class)).toEqual([6, 3, 0, 'suppressed', 'none'])
    expect(standingsOf(rows, 'value')).toEqual([
      { name: 'unreliable', n: 1 },
      { name: 'suppressed', n: 1 },
      { name: 'none', n: 1 },
    ])
  })

  it('of hot spots lie the farther from the middle the surer they are', () => {
    expect([0.0001, 0.005, 0.04].map((q) => spotStep('hot', q))).toEqual([6, 5, 4])
    expect([0.0001, 0.005, 0.04].map((q) => spotStep('cold', q))).toEqual([0, 1, 2])
  })
})

describe('peers', () => {
  it('are the areas shown of one urban class, their parts added up; an area without a class has none', () => {
    const classes = new Map([
      ['up', 'urban'],
      ['same', 'urban'],
      ['new', 'rural'],
    ])
    const peers = benchmarkOf({ indicator: rate, benchmark: 'peers' }, answer, null, 'en', classes)
    expect(peers?.each?.get('up')?.value).toBeCloseTo(215)
    expect(peers?.each?.get('same')?.value).toBeCloseTo(215)
    expect(peers?.each?.get('new')?.value).toBeCloseTo(5)
    expect(peers?.each?.has('hidden')).toBe(false)
  })
})
