import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { directRate, indirectRatio } from '../../warehouse/stats/standardisation.ts'
import { expectNear, goldenCases, goldenExpected, goldenInput, lacks } from './folder.ts'

const limit = z.number().nullable()
const pair = z.tuple([limit, limit])
const adjusted = z.looseObject({ 'adj.rate': limit, lci: limit, uci: limit })
const standardised = z.looseObject({
  direct_epitools: adjusted,
  direct_dobson_ci: pair,
  indirect_sir: z.looseObject({ observed: limit, exp: limit, sir: limit, lci: limit, uci: limit }),
  indirect_rate: z.looseObject({ 'adj.rate': limit, lci: limit.optional(), uci: limit.optional() }),
  sir_ohid_ci: pair,
})

function columns(rows: Record<string, string>[], ...names: string[]): Float64Array[] {
  return names.map((name) => Float64Array.from(rows, (row) => Number(row[name])))
}

function nearPair(actual: readonly [number, number] | null, low: number | null, high: number | null, what: string) {
  expectNear(actual?.[0] ?? Number.NaN, low, `low of ${what}`)
  expectNear(actual?.[1] ?? Number.NaN, high, `high of ${what}`)
}

describe.skipIf(lacks('standardised_rates', 'phe_isratio'))('standardised rates equal the reference packages', () => {
  it.each(goldenCases('standardised_rates'))('direct and indirect, %s', (name) => {
    const wanted = goldenExpected('standardised_rates', name, standardised)
    const rows = goldenInput('standardised_rates', name)
    const [cases, people, refCases, standard] = columns(rows, 'count', 'pop', 'stdcount', 'stdpop')
    if (!cases || !people || !refCases || !standard) throw new Error('columns are missing')

    const direct = directRate(cases, people, standard)
    const made = 'reason' in direct ? null : direct
    expectNear(made?.rate ?? Number.NaN, wanted.direct_epitools['adj.rate'], 'direct rate')
    nearPair(made?.gamma ?? null, wanted.direct_epitools.lci, wanted.direct_epitools.uci, 'the gamma interval')
    nearPair(made?.dobson ?? null, ...wanted.direct_dobson_ci, 'the Dobson interval')

    const indirect = indirectRatio(cases, people, refCases, standard)
    const sir = wanted.indirect_sir
    if ('reason' in indirect) {
      expect(sir.sir, indirect.reason).toBeNull()
      return
    }
    expect(indirect.observed).toBe(sir.observed)
    expectNear(indirect.expected, sir.exp, 'expected')
    expectNear(indirect.ratio, sir.sir, 'ratio')
    nearPair(indirect.logInterval, sir.lci, sir.uci, 'the log interval')
    nearPair(indirect.interval, ...wanted.sir_ohid_ci, 'the interval')
    const { 'adj.rate': rate, lci, uci } = wanted.indirect_rate
    expectNear(indirect.rate, rate, 'indirect rate')
    const scale = indirect.rate / indirect.ratio
    const [low, high] = indirect.logInterval ?? [Number.NaN, Number.NaN]
    if (lci !== undefined) expectNear(low * scale, lci, 'low of the indirect rate')
    if (uci !== undefined) expectNear(high * scale, uci, 'high of the indirect rate')
  })

  it.each(goldenCases('phe_isratio'))('ratios of public-health practice, %s', (name) => {
    const input = goldenInput('phe_isratio', name)
    const areas = goldenExpected(
      'phe_isratio',
      name,
      z.array(
        z.looseObject({
          area: z.string(),
          observed: z.number(),
          expected: limit,
          value: limit,
          lowercl: limit,
          uppercl: limit,
          confidence: z.string(),
        }),
      ),
    )
    for (const wanted of areas) {
      const rows = input.filter((row) => row.area === wanted.area)
      const [cases, people, refCases, refPeople] = columns(rows, 'obs', 'pop', 'refx', 'refn')
      if (!cases || !people || !refCases || !refPeople) throw new Error('columns are missing')
      const confidence = Number.parseFloat(wanted.confidence) / 100
      const made = indirectRatio(cases, people, refCases, refPeople, confidence)
      if ('reason' in made) throw new Error(made.reason)
      expect(made.observed).toBe(wanted.observed)
      expectNear(made.expected, wanted.expected, `expected of ${wanted.area}`)
      expectNear(made.ratio, wanted.value, `ratio of ${wanted.area}`)
      nearPair(made.interval, wanted.lowercl, wanted.uppercl, wanted.area)
    }
  })
})
