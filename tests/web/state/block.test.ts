import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { blockToArrow } from '../../../api/formats/block-arrow.ts'
import { toJson } from '../../../api/formats/json.ts'
import { answer } from '../../../warehouse/answer/answer.ts'
import { answerBlock } from '../../../warehouse/answer/block.ts'
import { indicatorOf } from '../../../warehouse/catalog/snapshot-catalog.ts'
import { previousPeriod } from '../../../warehouse/catalog/periods.ts'
import type { QueryInput } from '../../../warehouse/query/spec.ts'
import type { Attached } from '../../../warehouse/snapshot/types.ts'
import { decodeBlock } from '../../../web/data/block-decode.ts'
import {
  answerOf,
  gapOf,
  nearestEdge,
  type PrefixBlock,
  readingOf,
  readSpan,
  spanOf,
} from '../../../web/state/block.ts'
import { openTiny } from '../../warehouse/answer/tiny-city.ts'

let city: Attached
beforeAll(async () => {
  city = await openTiny()
})
afterAll(() => city.engine.close())

type Filters = Omit<QueryInput, 'indicators' | 'by'>
const VIEWS = ['whole', 'area:street', 'area:district', 'urban_class', 'category', 'channel']
const leavingOut = (view: string) => (/^(whole|cell|channel)/.test(view) ? view : `${view}~${view.split(':')[0]}`)

const blockOf = async (
  indicator: string,
  views: string[],
  counts: string[],
  filters: Filters,
): Promise<PrefixBlock> => {
  const bytes = blockToArrow(await answerBlock({ indicator, views, counts, ...filters }, city))
  return decodeBlock(bytes.buffer)
}

function indicatorIn(id: string) {
  const found = indicatorOf(city.catalog, id)
  if (!found) throw new Error(`no ${id}`)
  return found
}

const ofDay = (offset: number) => new Date(Date.UTC(2025, 0, 1 + offset)).toISOString().slice(0, 10)
const DAYS = 607

const asked = fc.record({
  indicator: fc.constantFrom(
    'case_rate',
    'case_count',
    'noise_rate',
    'on_time_rate',
    'repeat_share',
    'clearance_ratio',
    'case_density',
  ),
  a: fc.integer({ min: 0, max: DAYS }),
  b: fc.integer({ min: 0, max: DAYS }),
  area: fc.subarray(['990101', '9902']),
  category: fc.subarray(['noise', 'water']),
  urban_class: fc.subarray(['urban', 'rural'] as const),
  status: fc.subarray(['open'] as const),
})

/** Rows by member, so that the order of unknown ones does not matter. */
const table = (found: ReturnType<typeof answerOf>) =>
  new Map(
    (found.keys[0]?.codes ?? ['']).map((code, i) => [
      code,
      found.series.map((series) => [
        series.numerator[i],
        series.denominator[i],
        series.value[i],
        series.low[i],
        series.high[i],
        series.status[i],
        series.before?.[i],
      ]),
    ]),
  )

/** Beside nothing, a member that no case of its own is counted for need not be listed. */
const isNothing = (row: unknown[][]) =>
  row.every(([n, d, , , , status]) => n === 0 && d === 0 && status === 'zero_denominator')

describe('a block of running counts', () => {
  it('holds for every period, view and filter what a question of its own would answer', async () => {
    await fc.assert(
      fc.asyncProperty(asked, async ({ indicator: id, a, b, ...filters }) => {
        const [from, to] = [ofDay(Math.min(a, b)), ofDay(Math.max(a, b))]
        const canBeByCell = id !== 'case_density'
        const views = [...VIEWS, ...(canBeByCell ? ['cell:8', 'cell:9'] : [])].map(leavingOut)
        const block = await blockOf(id, views, ['category~category', 'cell:8'], filters)
        const span = spanOf(block.edges, from, to)
        if (!span) throw new Error(`${from} to ${to} lie on no edges`)
        for (const view of block.views) {
          const indicator = indicatorIn(view.indicator)
          const reading = readingOf(view, indicator)
          readSpan(block, reading, span)
          const question = {
            ...Object.fromEntries(Object.entries(filters).filter(([name]) => !view.without.includes(name))),
            indicators: [indicator.id],
            by: view.dimension === 'whole' ? [] : [view.dimension],
            from,
            to,
          }
          const compared = previousPeriod({ from, to })
          const before = spanOf(block.edges, compared.from, compared.to)
          const earlier = before ? readingOf(view, indicator) : undefined
          if (earlier && before) readSpan(block, earlier, before)
          const fresh = toJson(await answer({ ...question, ...(before ? { compare: 'previous' } : {}) }, city), {})
          const moved = answerOf(reading, fresh, earlier)
          expect(moved.total).toEqual(fresh.total)
          const [now, then] = [table(moved), table(fresh)]
          for (const [code, row] of then)
            if (!isNothing(row)) expect([view.dimension, code, now.get(code)]).toEqual([view.dimension, code, row])
          for (const [code, row] of now)
            if (!isNothing(row)) expect([view.dimension, code, then.get(code)]).toEqual([view.dimension, code, row])
        }
      }),
      { seed: 20261130, numRuns: 25 },
    )
  })

  it('sets urban beside rural as the gap does', async () => {
    const block = await blockOf('case_rate', ['urban_class'], [], {})
    const [view] = block.views
    const period = { from: '2026-08-01', to: '2026-08-31' }
    const span = spanOf(block.edges, period.from, period.to)
    if (!view || !span) throw new Error('no view')
    const reading = readingOf(view, indicatorIn('case_rate'))
    readSpan(block, reading, span)
    const fresh = await answer({ indicators: ['urban_rural_ratio', 'urban_rural_difference'], ...period }, city)
    for (const total of fresh.total) {
      const { value, low, high, status } = gapOf(indicatorIn(total.indicator), reading)
      expect([value, low, high, status]).toEqual([total.value[0], total.low[0], total.high[0], total.status[0]])
    }
  })

  it('goes from edge to edge and snaps to the nearest', () => {
    const edges = ['2026-08-01', '2026-08-03', '2026-08-10']
    expect(spanOf(edges, '2026-08-03', '2026-08-09')).toEqual({ from: 1, to: 2 })
    expect(spanOf(edges, '2026-08-04', '2026-08-09')).toBeNull()
    const day = (iso: string) => Date.parse(iso) / 86_400_000
    expect(nearestEdge(edges, day('2026-08-06'))).toBe(1)
    expect(nearestEdge(edges, day('2026-08-07'))).toBe(2)
    expect(nearestEdge(edges, day('2030-01-01'))).toBe(2)
    expect(nearestEdge(edges, day('1990-01-01'))).toBe(0)
  })

  it('is refused for what is not a count of cases, in a sentence', async () => {
    await expect(
      answerBlock({ indicator: 'median_hours_to_close', views: ['whole'], counts: [] }, city),
    ).rejects.toMatchObject({ code: 'no_block' })
    await expect(answerBlock({ indicator: 'case_rate', views: ['hour'], counts: [] }, city)).rejects.toMatchObject({
      code: 'no_block',
      field: 'views',
    })
    await expect(answerBlock({ indicator: 'case_density', views: ['cell:8'], counts: [] }, city)).rejects.toMatchObject(
      { code: 'no_block' },
    )
  })
})
