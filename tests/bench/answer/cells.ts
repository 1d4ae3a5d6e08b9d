/** Gi* with false discovery rates on a square grid of cells, beside the formula written out cell by cell over rows. */
import { falseDiscoveryRates } from '../../../warehouse/stats/multiple-testing.ts'
import { hotSpots } from '../../../warehouse/stats/getis-ord.ts'
import { neighboursFrom } from '../../../warehouse/stats/neighbours.ts'
import { standardisedRates } from '../../../warehouse/stats/empirical-bayes.ts'
import { countOf, drawsOf } from './draw.ts'
import { median, milliseconds } from './time.ts'

const SIDE = 224
const RUNS = 15

interface Cell {
  value: number
  neighbours: number[]
}

/** Gi* of each cell by its definition: means over all cells, sums over rows of neighbours. */
function plainScores(cells: readonly Cell[]): number[] {
  const values = cells.map(({ value }) => value).filter((value) => !Number.isNaN(value))
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  const spread = Math.sqrt(values.reduce((sum, value) => sum + value ** 2, 0) / values.length - mean ** 2)
  return cells.map(({ value, neighbours }) => {
    const near = [value, ...neighbours.map((k) => cells[k]?.value ?? Number.NaN)].filter((each) => !Number.isNaN(each))
    const w = near.length
    const sum = near.reduce((whole, each) => whole + each, 0)
    return (sum - w * mean) / (spread * Math.sqrt((values.length * w - w * w) / (values.length - 1)))
  })
}

const random = drawsOf('cells')
const n = SIDE * SIDE
const lists = Array.from({ length: n }, (_, i) => {
  const [x, y] = [i % SIDE, Math.floor(i / SIDE)]
  const around = [-1, 0, 1].flatMap((dy) => [-1, 0, 1].map((dx) => [x + dx, y + dy] as const))
  return around
    .filter(([a, b]) => a >= 0 && b >= 0 && a < SIDE && b < SIDE && !(a === x && b === y))
    .map(([a, b]) => b * SIDE + a)
})
const people = Float64Array.from({ length: n }, () => 50 + Math.floor(2000 * random() ** 3))
const cases = people.map((each) => countOf(each * 0.01, random))
const neighbours = neighboursFrom(lists)
const x = standardisedRates(cases, people)

let ours = hotSpots(x, neighbours)
const fast: number[] = []
const slow: number[] = []
let plain: number[] = []
const cells: Cell[] = lists.map((list, i) => ({ value: x[i] as number, neighbours: list }))
for (let run = 0; run < RUNS; run++) {
  fast.push(
    await milliseconds(() => {
      ours = hotSpots(standardisedRates(cases, people), neighbours)
      falseDiscoveryRates(ours.p)
    }),
  )
  slow.push(
    await milliseconds(() => {
      plain = plainScores(cells)
    }),
  )
}
const furthest = plain.reduce((most, z, i) => Math.max(most, Math.abs(z - (ours.z[i] as number))), 0)
console.log(
  `Gi* on ${n.toLocaleString('en')} cells, rates standardised and q-values told: ${median(fast).toFixed(0)} ms`,
)
console.log(
  `  a plain loop over rows, z alone: ${median(slow).toFixed(0)} ms, ${(median(slow) / median(fast)).toFixed(1)} ×; z differ by at most ${furthest.toExponential(1)}`,
)
if (!(furthest < 1e-8)) process.exitCode = 1
