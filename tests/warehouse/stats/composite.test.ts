import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { composite, type IndexMeasure, type IndexPillar } from '../../../warehouse/stats/composite.ts'

const array = (...values: number[]) => Float64Array.from(values)
const seed = 20261123

/** Pillars of one weight, each of measures of one weight. */
const equal = (...pillars: Omit<IndexMeasure, 'weight'>[][]): IndexPillar[] =>
  pillars.map((measures) => ({ weight: 1, measures: measures.map((measure) => ({ ...measure, weight: 1 })) }))

describe('a composite index', () => {
  it('of one area half way and at the worst: 50.5 in one pillar, 100 in the other, √5050 together', () => {
    const { index, pillars } = composite(
      equal([{ values: array(5), best: 0, worst: 10 }], [{ values: array(80), best: 100, worst: 80 }]),
    )
    expect([pillars[0]?.[0], pillars[1]?.[0]]).toEqual([50.5, 100])
    expect(index[0]).toBeCloseTo(Math.sqrt(50.5 * 100), 12)
  })

  it('means within a pillar and multiplies across: a harmless pillar is not made up for', () => {
    const ends = { best: 0, worst: 1 }
    const within = composite(
      equal([
        { values: array(0), ...ends },
        { values: array(1), ...ends },
      ]),
    ).index[0]
    const across = composite(equal([{ values: array(0), ...ends }], [{ values: array(1), ...ends }])).index[0]
    expect(within).toBeCloseTo(50.5, 12)
    expect(across).toBeCloseTo(10, 12)
  })

  it('takes weights as parts of their sum', () => {
    const of = (weight: number) =>
      composite([
        { weight: 1, measures: [{ values: array(1), best: 0, worst: 1, weight: 1 }] },
        { weight, measures: [{ values: array(0), best: 0, worst: 1, weight: 7 }] },
      ]).index[0]
    expect(of(1)).toBeCloseTo(10, 12)
    expect(of(3)).toBeCloseTo(100 ** 0.25, 12)
    expect(of(0)).toBeCloseTo(100, 12)
  })

  it('scores what lies beyond a goalpost as if it stood there, and says so', () => {
    const { scores, clipped } = composite(equal([{ values: array(-5, 0, 10, 11), best: 10, worst: 0 }]))
    expect([...(scores[0]?.[0] ?? [])]).toEqual([100, 100, 1, 1])
    expect([...(clipped[0]?.[0] ?? [])]).toEqual([1, 0, 0, 1])
  })

  it('is not known where a measure is missing; the other pillars are', () => {
    const ends = { best: 0, worst: 1 }
    const made = composite(equal([{ values: array(Number.NaN, 1), ...ends }], [{ values: array(1, 1), ...ends }]))
    expect([...made.index]).toEqual([Number.NaN, expect.closeTo(100, 12)])
    expect([made.pillars[0]?.[0], made.pillars[1]?.[0]]).toEqual([Number.NaN, 100])
    expect(made.clipped[0]?.[0]?.[0]).toBe(0)
  })

  it('refuses goalposts that span no scale and weights of nothing', () => {
    expect(() => composite(equal([{ values: array(1), best: 3, worst: 3 }]))).toThrow(RangeError)
    expect(() => composite([{ weight: 0, measures: [] }])).toThrow(RangeError)
  })

  const city = fc
    .tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 3 }))
    .chain(([areas, pillars, measures]) =>
      fc.array(
        fc.array(
          fc.record({
            values: fc
              .array(fc.double({ min: -1e9, max: 1e9, noNaN: true }), { minLength: areas, maxLength: areas })
              .map((list) => Float64Array.from(list)),
            best: fc.integer({ min: -1e6, max: -1 }),
            worst: fc.integer({ min: 0, max: 1e6 }),
          }),
          { minLength: measures, maxLength: measures },
        ),
        { minLength: pillars, maxLength: pillars },
      ),
    )

  it('stays between 1 and 100 and between its pillars, and does not depend on units', () => {
    fc.assert(
      fc.property(city, fc.constantFrom(1e-3, 0.3048, 1e4, -1), (drawn, unit) => {
        const { index, pillars } = composite(equal(...drawn))
        const other = composite(
          equal(
            ...drawn.map((measures) =>
              measures.map(({ values, best, worst }) => ({
                values: values.map((value) => value * unit),
                best: best * unit,
                worst: worst * unit,
              })),
            ),
          ),
        )
        for (const [i, value] of index.entries()) {
          const parts = pillars.map((pillar) => pillar[i] as number)
          expect(value).toBeGreaterThanOrEqual(Math.min(...parts) - 1e-9)
          expect(value).toBeLessThanOrEqual(Math.max(...parts) + 1e-9)
          expect(value).toBeGreaterThanOrEqual(1 - 1e-9)
          expect(value).toBeLessThanOrEqual(100 + 1e-9)
          expect(other.index[i]).toBeCloseTo(value, 6)
        }
      }),
      { seed, numRuns: 100 },
    )
  })

  it('never falls when a measure of an area moves to the worse, and leaves all others as they are', () => {
    fc.assert(
      fc.property(
        city,
        fc.nat(),
        fc.nat(),
        fc.nat(),
        fc.double({ min: 0, max: 1e7, noNaN: true }),
        (drawn, p, m, a, by) => {
          const before = composite(equal(...drawn)).index
          const measures = drawn[p % drawn.length] ?? []
          const moved = measures[m % measures.length]
          const area = a % before.length
          if (moved) moved.values[area] = (moved.values[area] as number) + by
          const after = composite(equal(...drawn)).index
          for (const [i, value] of after.entries()) {
            if (i === area) expect(value).toBeGreaterThanOrEqual((before[i] as number) - 1e-9)
            else expect(value).toBe(before[i])
          }
        },
      ),
      { seed, numRuns: 100 },
    )
  })
})
