import { describe, expect, it } from 'vitest'
import { domainOf, placeOn } from '../../../web/charts/dot-interval.tsx'
import { unbrokenRuns } from '../../../web/charts/interval-band.ts'
import { sparkPaths } from '../../../web/charts/spark.tsx'
import { extentOf, niceTicks, spacedPositions } from '../../../web/charts/ticks.ts'

describe('ticks', () => {
  it('are round, cover the values and stay few', () => {
    expect(niceTicks(0, 1375, 2)).toEqual([0, 1000, 2000])
    expect(niceTicks(0, 1375, 3)).toEqual([0, 500, 1000, 1500])
    expect(niceTicks(88.2, 96.1, 4)).toEqual([88, 90, 92, 94, 96, 98])
    expect(niceTicks(0, 0.3, 3)).toEqual([0, 0.1, 0.2, 0.3])
  })

  it('cover a single value and nothing at all', () => {
    expect(niceTicks(5, 5).length).toBeGreaterThan(1)
    expect(niceTicks(Number.NaN, 1)).toEqual([0, 1])
  })

  it('take the range over columns and skip what has no value', () => {
    expect(extentOf([[Number.NaN, 3], undefined, [7, 5]])).toEqual([3, 7])
    expect(extentOf([[Number.NaN]])).toBeNull()
  })

  it('place no more labels than there is room for', () => {
    expect(spacedPositions(90, 5)).toEqual([0, 18, 36, 54, 72])
    expect(spacedPositions(0, 5)).toEqual([])
  })
})

describe('runs', () => {
  it('break where either end has no value', () => {
    expect(unbrokenRuns([1, 2, Number.NaN, 4], [1, 2, 3, 4])).toEqual([
      [0, 1],
      [3, 3],
    ])
  })
})

describe('a spark line', () => {
  it('ends at its last known value and never joins a gap', () => {
    const { lines, end } = sparkPaths({ value: [1, 2, Number.NaN, 4, 8, Number.NaN], width: 100, height: 20 }, 0)
    expect(lines).toHaveLength(2)
    expect(end).toEqual({ x: 80, y: 0 })
  })

  it('draws nothing without values', () => {
    expect(sparkPaths({ value: [], width: 100, height: 20 }, 0).end).toBeNull()
  })
})

describe('a dot on the shared axis', () => {
  it('lies where its value is and never leaves the box', () => {
    expect(placeOn([0, 100], 110, 5, 50)).toBe(55)
    expect(placeOn([0, 100], 110, 5, 1000)).toBe(105)
  })

  it('shares an axis that holds every interval', () => {
    expect(domainOf([null, 0, 100])).toEqual([-4, 104])
    expect(domainOf([null, undefined])).toBeNull()
  })
})
