import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { audit } from '../../../warehouse/disclosure/audit.ts'
import { Cubes, SAID_HIDDEN, type SetSpec } from '../../../warehouse/disclosure/cubes.ts'
import { solve } from '../../../warehouse/disclosure/solve.ts'
import { anyCity, saidBefore, setOf } from './any-set.ts'
import { unprotected } from './unprotected.ts'

/** Two districts by three months that are a quarter; no breakdown. */
function quarterOf(west: number[], east: number[]): SetSpec {
  const leaves = new Int32Array(4 * 3)
  for (const [m, n] of west.entries()) leaves[(1 + m) * 3 + 1] = n
  for (const [m, n] of east.entries()) leaves[(1 + m) * 3 + 2] = n
  return {
    time: [-1, 0, 0, 0],
    place: [-1, 0, 0],
    cubes: [{ id: 'cases', of: null, members: [-1], places: 3, leaves }],
  }
}

/** Quarter and months as rows; city, west and east as columns; hidden counts in brackets. */
function print(spec: SetSpec, hidden: Uint8Array): string[] {
  const { value } = new Cubes(spec)
  const show = (cell: number) => (hidden[cell] ? `[${value[cell]}]` : String(value[cell]))
  return [0, 1, 2, 3].map((t) => [0, 1, 2].map((p) => show(3 * t + p)).join(' '))
}

describe('solving a set of tables', () => {
  it('hides a small count with three others, so that no row or column gives it away', () => {
    const spec = quarterOf([3, 40, 30], [20, 50, 90])
    expect(print(spec, solve(spec).cubes.hidden)).toEqual(['233 73 160', '23 [3] [20]', '90 [40] [50]', '120 30 90'])
  })

  it('does not take a zero for a partner, which would leave no more room than 0 to 3', () => {
    const spec = quarterOf([3, 0, 30], [20, 0, 90])
    expect(print(spec, solve(spec).cubes.hidden)).toEqual(['143 33 110', '23 [3] [20]', '0 0 0', '120 [30] [90]'])
  })

  it('shows everything where nothing is small', () => {
    const spec = quarterOf([8, 0, 30], [20, 0, 90])
    expect(solve(spec).cubes.hidden.some((is) => is === 1)).toBe(false)
  })

  it('hides the sums too where too few stand beside a small count', () => {
    const spec = quarterOf([3, 0, 0], [0, 0, 0])
    expect(print(spec, solve(spec).cubes.hidden)).toEqual(['[3] [3] 0', '[3] [3] 0', '0 0 0', '0 0 0'])
  })

  it('keeps what was shown and what was hidden when a month joins', () => {
    const plan = { months: 3, districts: 2, streets: 1, categories: 1, grouped: 1 }
    const of = (month: number, district: number, n: number) =>
      Array.from({ length: n }, () => ({ month, district, street: 0, category: 0, known: true, solved: true }))
    const cases = [of(0, 0, 3), of(0, 1, 20), of(1, 0, 30), of(1, 1, 40), of(2, 0, 50), of(2, 1, 60)].flat()
    const before = solve(
      setOf(
        { ...plan, months: 2 },
        cases.filter(({ month }) => month < 2),
      ),
    )
    const spec = setOf(plan, cases)
    const said = saidBefore(plan, before.cubes, new Cubes(spec))
    const { cubes, unsafe } = solve(spec, said)
    expect(unsafe).toEqual([])
    for (const [cell, word] of said.entries()) if (word) expect(cubes.hidden[cell]).toBe(word === SAID_HIDDEN ? 1 : 0)
  })

  it('leaves no hidden count that linear programming could tell, and the audit agrees', () => {
    fc.assert(
      fc.property(anyCity(fc.integer({ min: 2, max: 6 })), ({ plan, cases }) => {
        const spec = setOf(plan, cases)
        const solved = solve(spec)
        expect(solved.unsafe).toEqual([])
        expect(audit(spec, solved.cubes.hidden, solved.certificates)).toEqual([])
        expect(unprotected(spec, solved.cubes.hidden)).toEqual([])
      }),
      { seed: 7, numRuns: 15 },
    )
  })

  it('is safe again when a month joins, or says that it is not', () => {
    let refused = 0
    fc.assert(
      fc.property(anyCity(fc.integer({ min: 3, max: 7 })), ({ plan, cases }) => {
        const earlier = cases.filter(({ month }) => month < plan.months - 1)
        const before = solve(setOf({ ...plan, months: plan.months - 1 }, earlier))
        const spec = setOf(plan, cases)
        const { cubes, certificates, unsafe } = solve(spec, saidBefore(plan, before.cubes, new Cubes(spec)))
        if (unsafe.length > 0) {
          refused++
          return
        }
        expect(audit(spec, cubes.hidden, certificates)).toEqual([])
        expect(unprotected(spec, cubes.hidden)).toEqual([])
      }),
      { seed: 11, numRuns: 15 },
    )
    expect(refused).toBeLessThan(3)
  })

  it('would be found out by both if only small counts were hidden', () => {
    const spec = quarterOf([3, 40, 30], [20, 50, 90])
    const only = new Cubes(spec).value.map((value) => (value > 0 && value < 8 ? 1 : 0))
    expect(unprotected(spec, Uint8Array.from(only))).toEqual(['cell 4 of 3 lies within 3 and 3'])
    expect(audit(spec, Uint8Array.from(only), [])).toEqual(['cell 4 can be told'])
  })

  it('would be found out by the audit if a certificate were wrong', () => {
    const spec = quarterOf([3, 40, 30], [20, 50, 90])
    const { cubes, certificates } = solve(spec)
    const faults = (certificate: [number, number][]) => audit(spec, cubes.hidden, [...certificates, certificate])
    expect(faults([[4, 1]])).toEqual(['certificate 2: cell 3 is shown and changes'])
    expect(faults([[4, -4]])).toEqual(['certificate 2: cell 4 gets negative'])
    expect(faults([[1, 1]])).toEqual(['certificate 2: cell 1 is a sum'])
  })
})
