import { cellToChildren, latLngToCell } from 'h3-js'
import { describe, expect, it } from 'vitest'
import type { AnswerBody } from '../../../api/schema/answer.ts'
import { mergeSparse } from '../../../web/views/wall-cells.ts'

const parent = latLngToCell(29.3, 120.9, 7)
const other = latLngToCell(29.6, 121.3, 7)
const children = [...cellToChildren(parent, 8), ...cellToChildren(other, 8)]

function cells(codes: string[], counts: number[], values: number[]): AnswerBody {
  const none = codes.map(() => null)
  const series = { indicator: 'case_rate', numerator: counts, denominator: none, value: values, low: none, high: none }
  return {
    snapshot: 'x',
    query: {},
    period: { from: '2026-08-03', to: '2026-10-31' },
    compared: null,
    rows: codes.length,
    keys: [{ dimension: 'cell:8', codes, labels: codes.map((code) => ({ zh: code, en: code })) }],
    series: [{ ...series, status: codes.map(() => 'ok') }],
    total: [],
    notes: [],
  }
}

describe('sparse cells', () => {
  const counts = children.map((_, i) => (i === 0 ? 1 : 20))
  const fine = cells(children, counts, counts)

  it('take their parent’s value together with their siblings, and leave other families alone', () => {
    const merged = mergeSparse(fine, [cells([parent, other], [121, 140], [77, 99])], 8)
    expect(merged.series[0]?.value.slice(0, 7)).toEqual(Array(7).fill(77))
    expect(merged.series[0]?.value.slice(7)).toEqual(Array(7).fill(20))
  })

  it('climb on where the parent has too few as well', () => {
    const grand = latLngToCell(29.3, 120.9, 6)
    const merged = mergeSparse(fine, [cells([parent], [3], [77]), cells([grand], [40], [55])], 8)
    expect(merged.series[0]?.value[0]).toBe(55)
  })

  it('stay as they are without a coarser answer', () => {
    expect(mergeSparse(fine, [], 8).series[0]?.value).toEqual(counts)
  })
})
