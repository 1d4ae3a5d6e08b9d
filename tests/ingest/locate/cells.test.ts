import { latLngToCell } from 'h3-js'
import { describe, expect, it } from 'vitest'
import { cellsAround } from '../../../ingest/locate/cells.ts'

/** A small seeded generator, so that a failure can be seen again. */
function seeded(seed: number) {
  let state = seed
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
}

const CITIES: [string, number, number][] = [
  ['Kaohsiung', 120.5, 22.9],
  ['Boston', -71.06, 42.35],
  ['Chicago', -87.6, 41.8],
  ['Lancheng', 120.9, 29.3],
]

describe('cells of points', () => {
  for (const [name, lon, lat] of CITIES) {
    it(`equal h3-js on 200,000 points around ${name}`, () => {
      const random = seeded(7)
      for (const resolution of [7, 9]) {
        const cellOf = cellsAround(lon, lat, resolution)
        let differences = 0
        for (let k = 0; k < 100_000; k++) {
          const x = lon + (random() - 0.5) * 1.4
          const y = lat + (random() - 0.5) * 1.2
          if (cellOf(x, y) !== BigInt(`0x${latLngToCell(y, x, resolution)}`)) differences++
        }
        expect(differences).toBe(0)
      }
    })
  }

  it('equal h3-js on either side of a face edge, at a pentagon and far away', () => {
    const random = seeded(11)
    const around: [number, number][] = [
      [10.536, 64.7],
      [-36.0, 50.1],
      [0, 0],
      [31.7, 0],
    ]
    for (const [lon, lat] of around) {
      const cellOf = cellsAround(lon, lat, 8)
      for (let k = 0; k < 5000; k++) {
        const x = lon + (random() - 0.5) * (k % 2 === 0 ? 1 : 80)
        const y = lat + (random() - 0.5) * (k % 2 === 0 ? 1 : 40)
        expect(cellOf(x, y)).toBe(BigInt(`0x${latLngToCell(y, x, 8)}`))
      }
    }
  })
})
