import fc from 'fast-check'
import { cellToParent, getResolution, latLngToCell } from 'h3-js'
import { describe, expect, it } from 'vitest'
import { codeParent, codeResolution, isCell } from '../../../warehouse/catalog/cell.ts'

const lat = fc.double({ min: -89, max: 89, noNaN: true })
const lon = fc.double({ min: -179, max: 179, noNaN: true })

describe('the digits of a cell', () => {
  it('tell its resolution and its ancestors as h3-js does', () => {
    fc.assert(
      fc.property(lat, lon, fc.nat(14), fc.nat(14), (y, x, one, other) => {
        const [coarse, fine] = [Math.min(one, other), Math.max(one, other)]
        const code = latLngToCell(y, x, fine)
        expect(isCell(code)).toBe(true)
        expect(codeResolution(code)).toBe(getResolution(code))
        expect(codeParent(code, coarse)).toBe(cellToParent(code, coarse))
      }),
      { seed: 20260803, numRuns: 300 },
    )
  })

  it('are not those of an area', () => {
    expect(['330102', '330102001', '', '8x8c9a0c1ffffff', '888c9a0c1fffff'].filter(isCell)).toEqual([])
  })
})
