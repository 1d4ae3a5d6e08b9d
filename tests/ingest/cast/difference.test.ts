import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { takeDifferences } from '../../../ingest/difference.ts'
import { Recipe } from '../../../ingest/recipe.ts'
import { openEngine } from '../../../warehouse/engine/duckdb.ts'
import { createTables } from '../../../warehouse/model/create.ts'
import { accounts, withFigures } from './figures-city.ts'

const LONG = {
  target: 'measure' as const,
  key: ['area', 'date', 'measure'],
  as_of: 'told_at',
  locate: [{ level: 'district', by: 'code' as const, from: 'code', required: true }],
  fields: {
    date: { from: 'time', type: 'date' as const, required: true },
    told_at: { from: 'time', type: 'time' as const },
    measure: { constant: 'cases' },
    value: { from: 'total', type: 'integer' as const, required: true },
  },
}
const WIDE = {
  target: 'measure' as const,
  key: ['area', 'date', 'measure'],
  unpivot: { columns: '^(?<day>\\d+/\\d+/\\d\\d)$', value: 'total' },
  locate: LONG.locate,
  fields: {
    date: { from: 'day', type: 'date' as const, format: '%m/%d/%y' },
    measure: { constant: 'cases' },
    value: { from: 'total', type: 'integer' as const },
  },
}
const SERIES = { by: ['area', 'measure'], order: 'date' }
const VALUES = 'select area_id, year, month, day, value from @measure order by all'

describe('running totals in rows', () => {
  const header = 'code,time,total'
  const days = {
    'a.csv': `${header}\n01,2020-02-01 08:00:00,3\n01,2020-02-01 20:00:00,5\n02,2020-02-01 09:00:00,1\n`,
    'b.csv': `${header}\n01,2020-02-02 20:00:00,9\n02,2020-02-02 09:00:00,1\n01,2020-02-02 21:00:00,11\n`,
  }

  it('become increments over all files, of the last telling of each day; first values are dropped and counted', async () => {
    await withFigures({ ...LONG, difference: SERIES }, days, async ({ rows, files }) => {
      expect(await rows(VALUES)).toEqual([
        [1, 2020, 2, 2, 6],
        [2, 2020, 2, 2, 0],
      ])
      expect(accounts(files)).toEqual([
        [3, 2, 0, 1, 0],
        [3, 0, 2, 1, 0],
      ])
      expect(files.map(({ decided }) => decided)).toEqual([{ first_dropped: 2 }, {}])
    })
  })

  it('keep the first value where the recipe says so, and then add up to the last', async () => {
    await withFigures({ ...LONG, difference: { ...SERIES, first: 'keep' } }, days, async ({ rows, files }) => {
      expect(await rows('select area_id, sum(value) from @measure group by all order by all')).toEqual([
        [1, 11],
        [2, 1],
      ])
      expect(accounts(files)).toEqual([
        [3, 0, 2, 1, 0],
        [3, 0, 2, 1, 0],
      ])
    })
  })

  const falling = { 'a.csv': `${header}\n01,2020-02-01,10\n01,2020-02-02,14\n01,2020-02-03,12\n01,2020-02-04,15\n` }
  it.each([
    ['quarantine', [10, 4, 1], [4, 0, 3, 0, 1], {}],
    ['zero', [10, 4, 0, 1], [4, 0, 4, 0, 0], { decrease_zeroed: 1 }],
    ['keep', [10, 4, -2, 3], [4, 0, 4, 0, 0], { decrease_kept: 1 }],
  ] as const)('never hide a decrease: %s', async (decreases, increments, account, decided) => {
    const difference = { ...SERIES, first: 'keep' as const, decreases }
    await withFigures({ ...LONG, difference }, falling, async ({ rows, files }) => {
      expect((await rows('select value from @measure order by day')).flat()).toEqual(increments)
      expect(accounts(files)).toEqual([account])
      expect(files[0]?.decided).toEqual(decided)
      const aside = await rows('select line, field, reason, raw from @quarantine')
      const row = [4, 'total', 'decrease', '2020-02-03 00:00:00: 12 after 14']
      expect(aside).toEqual(decreases === 'quarantine' ? [row] : [])
    })
  })

  it.each([
    [{ by: ['area', 'kind'], order: 'date' }, /difference: "kind" is not in `key`/],
    [{ by: ['area'], order: 'day' }, /difference\.order: there is no field "day"/],
    [{ by: ['area'], order: 'date', of: 'measure' }, /difference\.of: "measure" is no field with numbers/],
  ])('are refused with a sentence where they cannot be differenced: %o', async (difference, sentence) => {
    await expect(withFigures({ ...LONG, difference }, falling, () => Promise.resolve())).rejects.toThrow(sentence)
  })
})

describe('running totals in columns M/D/YY', () => {
  const file = { 'w.csv': 'code,1/30/20,1/31/20,2/1/20\n01,1,1,4\n02,5,3,\n' }

  it('become increments by day; a record with a decrease is set aside whole', async () => {
    await withFigures({ ...WIDE, difference: { ...SERIES, first: 'keep' } }, file, async ({ rows, files }) => {
      expect(await rows(VALUES)).toEqual([
        [1, 2020, 1, 30, 1],
        [1, 2020, 1, 31, 0],
        [1, 2020, 2, 1, 3],
      ])
      expect(accounts(files)).toEqual([[2, 0, 1, 0, 1]])
      expect(await rows('select line, reason, raw from @quarantine')).toEqual([
        [3, 'decrease', '2020-01-31 00:00:00: 3 after 5'],
      ])
    })
  })

  it('count 0 for decreases where the recipe says so', async () => {
    const difference = { ...SERIES, decreases: 'zero' as const }
    await withFigures({ ...WIDE, difference }, file, async ({ rows, files }) => {
      expect((await rows(VALUES)).map((row) => row.slice(2))).toEqual([
        [1, 31, 0],
        [2, 1, 3],
        [1, 31, 0],
      ])
      expect(accounts(files)).toEqual([[2, 0, 2, 0, 0]])
      expect(files[0]?.decided).toEqual({ first_dropped: 2, decrease_zeroed: 1 })
    })
  })
})

describe('increments of any series', () => {
  const totals = fc.array(fc.integer({ min: 0, max: 50 }), { minLength: 1, maxLength: 20 })
  const series = fc.sample(totals, { seed: 20_260_803, numRuns: 300 })
  const rows = series.flatMap((list, k) => list.map((total, i) => `(1, ${k * 100 + i}, ${k}, ${i}, ${total})`))
  const settled = {
    kept: () => 'select * from rows',
    unplaced: () => 'select * from rows',
    counts: new Map([[1, { loaded: rows.length, duplicate: 0 }]]),
  }

  it.each([
    ['keep', (list: number[]) => list.at(-1)],
    ['zero', (list: number[]) => Math.max(...list)],
    ['quarantine', (list: number[]) => Math.max(...list)],
  ] as const)('add up to the last total, or to the highest: %s', async (decreases, expected) => {
    const engine = await openEngine()
    try {
      await engine.exec({
        text: `create table rows as
          from (values ${rows.join(', ')}) as t(load_id, line, v_series, v_date, v_value)`,
      })
      await createTables(engine, [])
      const recipe = Recipe.parse({
        id: 'r',
        label: { zh: '表', en: 'T' },
        publisher: 'p',
        licence: 'l',
        target: 'measure',
        fields: { series: {}, date: { type: 'date' }, value: { type: 'integer' } },
        difference: { by: ['series'], order: 'date', first: 'keep', decreases },
      })
      const taken = await takeDifferences(engine, recipe, [], settled, 's')
      const found = await engine.query({
        text: `select v_series, cast(sum(v_value) as integer) as sum, min(v_value) as least
          from (${taken.settled.kept('')}) group by v_series order by v_series`,
      })
      expect(Array.from<unknown>(found.columns.sum ?? [])).toEqual(series.map(expected))
      const falls = Array.from<unknown>(found.columns.least ?? []).filter((least) => Number(least) < 0).length
      expect(falls > 0).toBe(decreases === 'keep')
      const { loaded } = taken.settled.counts.get(1) ?? { loaded: 0 }
      const aside = await engine.query({ text: 'select count(*)::integer as n from quarantine' })
      expect(loaded + Number(aside.columns.n?.[0])).toBe(rows.length)
      expect(Number(aside.columns.n?.[0]) > 0).toBe(decreases === 'quarantine')
    } finally {
      await engine.close()
    }
  })
})
