import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type CaseColumns, kindsOf } from '../../../warehouse/columns/case-columns.ts'
import type { CaseFilter } from '../../../warehouse/columns/case-filter.ts'
import { type Bins, countBins } from '../../../warehouse/columns/count-bins.ts'
import { countCases } from '../../../warehouse/columns/count.ts'
import { openCounters } from '../../../warehouse/columns/counters.ts'
import { readColumns } from '../../../warehouse/columns/read-columns.ts'
import type { Attached } from '../../../warehouse/snapshot/types.ts'
import { openRandom } from '../answer/random-city.ts'

const LEVELS = ['city', 'district', 'street']
const ALL: CaseFilter = {
  from: '2025-01-01',
  to: '2026-12-31',
  areas: new Map(),
  cells: new Map(),
  coded: new Map(),
  urban: [],
  status: [],
}

let city: Attached
let columns: CaseColumns

beforeAll(async () => {
  city = await openRandom({ months: true })
  columns = await readColumns(city.engine, city.store, LEVELS, 40)
})
afterAll(() => city.engine.close())

describe('the cases of a store in columns', () => {
  it('are all there, day by day and kind by kind, in the order of their places', async () => {
    const found = await city.engine.query({ text: 'select count(*) as n from cases' })
    expect(columns.rows).toBe(Number(found.columns.n?.[0]))
    expect([columns.runs[0], columns.runs.at(-1)]).toEqual([0, columns.rows])
    for (let run = 0; run < columns.days * kindsOf(columns); run++) {
      const places = [...columns.place.subarray(columns.runs[run], columns.runs[run + 1])]
      expect(places).toEqual(places.toSorted((a, b) => a - b))
    }
  })

  it('are the same whether they are read at once or a few days at a time', async () => {
    const whole = await readColumns(city.engine, city.store, LEVELS)
    for (const axis of ['day', 'kind', 'place', 'cell', 'channel', 'urban'] as const)
      expect(countCases(whole, axis, ALL)).toEqual(countCases(columns, axis, ALL))
  })

  it('are counted by other threads as by one', async () => {
    const counters = openCounters(columns, { threads: 2, wide: 0 })
    const filter: CaseFilter = {
      ...ALL,
      from: '2025-09-01',
      coded: new Map([['channel', [1]]]),
      urban: ['urban', 'rural'],
    }
    for (const axis of ['cell', 'day', 'place'] as const)
      expect(await counters.count(axis, filter)).toEqual(countCases(columns, axis, filter))
    counters.close()
  })

  it('are counted by bins of days by other threads as by one, each cell by itself and all together', async () => {
    const [width, edges] = [columns.cells.length + 1, Int32Array.of(20_089, 20_350, 20_351, 20_500, 21_000)]
    const positions = Int32Array.from({ length: width }, (_, i) => (i === width - 1 ? -1 : i))
    const empty = (): Bins => {
      const n = new Uint32Array(new SharedArrayBuffer(4 * edges.length * width))
      return { axis: 'cell', edges, positions, width, n }
    }
    const [alone, together] = [empty(), empty()]
    const filter: CaseFilter = { ...ALL, to: '2026-05-01', urban: ['urban', 'rural'], monthsBefore: '2026-03-01' }
    countBins(columns, alone, filter)
    const counters = openCounters(columns, { threads: 2 })
    await counters.fill(together, filter)
    counters.close()
    expect(together.n).toEqual(alone.n)
    const [all] = countCases(columns, 'all', filter)
    expect([alone.n.at(-1), (all as number) > 50]).toEqual([all, true])
  })

  it('are none for a period that runs backwards', () => {
    expect([...countCases(columns, 'all', { ...ALL, from: '2026-02-01', to: '2026-01-01' })]).toEqual([0])
  })
})
