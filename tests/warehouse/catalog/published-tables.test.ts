import { describe, expect, it } from 'vitest'
import { INDICATORS } from '../../../warehouse/catalog/index.ts'
import { tablesOf } from '../../../warehouse/catalog/published-tables.ts'
import type { SnapshotCatalog } from '../../../warehouse/catalog/snapshot-catalog.ts'
import type { Condition, Indicator } from '../../../warehouse/catalog/types.ts'

const counting = (...where: Condition[]): Indicator =>
  ({ id: JSON.stringify(where), kind: 'count', numerator: { from: 'cases', where } }) as unknown as Indicator
const solved = (value: boolean): Condition => ({ field: 'resolved', op: '=', value })
const within = (hours: number): Condition => ({ field: 'closed_at', op: 'within', of: 'opened_at', hours })

const heldOf = (...indicators: Indicator[]) =>
  tablesOf({ indicators, dict: [] } as unknown as SnapshotCatalog, false).flatMap(({ where }) => (where ? [where] : []))

describe('sets of cases that are published side by side', () => {
  it('are never told apart by one field: the first is kept, the other would be known from it', () => {
    expect(heldOf(counting(solved(true)), counting(solved(false)))).toEqual([[solved(true)]])
    const late: Condition = { field: 'closed_at', op: '>', column: 'due_at' }
    const inTime: Condition = { field: 'due_at', op: '>=', column: 'closed_at' }
    expect(heldOf(counting(late), counting(inTime))).toEqual([[late]])
  })

  it('may hold one another, or differ in different things', () => {
    expect(heldOf(counting(within(1)), counting(within(24)))).toEqual([[within(24)], [within(1)]])
    const told: Condition = { field: 'satisfied', op: 'known' }
    expect(heldOf(counting(solved(true)), counting(told))).toHaveLength(2)
  })

  it('leave no indicator of the catalog out', () => {
    expect(heldOf(...INDICATORS).length).toBe(22)
  })
})
