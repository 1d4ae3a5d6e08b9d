import { describe, expect, it } from 'vitest'
import { cast, type Draft, one } from './cast-table.ts'

describe('the cast', () => {
  it('types text: blanks trimmed, null words null', async () => {
    const { of, reasons } = await one({ case_id: { from: 'x' } }, [' a ', '　b', '-', '无', ''])
    expect(of('case_id')).toEqual(['a', 'b', null, null, null])
    expect(reasons).toEqual([null, null, null, null, null])
  })

  it('types integers: 12.0 is one, 1.5 is not', async () => {
    const { of, reasons } = await one({ hand_offs: { from: 'x', type: 'integer', min: 0, max: 20 } }, [
      '3',
      '12.0',
      '1.5',
      '-1',
      'many',
    ])
    expect(of('hand_offs').slice(0, 2)).toEqual([3, 12])
    expect(reasons).toEqual([null, null, 'bad_number', 'out_of_range', 'bad_number'])
  })

  it('types numbers: separators removed, scaled; nan, infinity and underscores refused', async () => {
    const field = { from: 'x', type: 'number', remove: ',', scale: 10_000 } as const
    const { of, reasons } = await one({ hand_offs: field }, ['1,000.5', 'nan', 'inf', '1_000', '1e400'])
    expect(of('hand_offs')).toEqual([10_005_000, null, null, null, null])
    expect(reasons).toEqual([null, 'bad_number', 'bad_number', 'bad_number', 'bad_number'])
  })

  it('types yes and no in both languages, and mapped words', async () => {
    const field = { from: 'x', type: 'boolean', map: { 满意: true, 不满意: false } } as const
    const { of, reasons } = await one({ satisfied: field }, ['是', 'N', '满意', '不满意', '也许'])
    expect(of('satisfied')).toEqual([true, false, true, false, null])
    expect(reasons[4]).toBe('bad_boolean')
  })

  it('types times without a format: ISO, slashes, offsets to the civil time of the city', async () => {
    const values = ['2026-03-01 08:00:00', '2026/3/1', '2026-03-01T00:00:00Z', '2026-02-30', 'infinity']
    const { of, reasons } = await one({ closed_at: { from: 'x', type: 'time' } }, values)
    expect(of('closed_at')).toEqual(['2026-03-01 08:00:00', '2026-03-01 00:00:00', '2026-03-01 08:00:00', null, null])
    expect(reasons.slice(3)).toEqual(['bad_time', 'bad_time'])
  })

  it('types times by formats tried in order', async () => {
    const format = ['%m/%d/%Y %I:%M:%S %p', '%Y%m%d', 'excel']
    const { of } = await one({ closed_at: { from: 'x', type: 'time', format } }, [
      '12/11/2020 11:45:00 PM',
      '20200102',
      '43832.5',
    ])
    expect(of('closed_at')).toEqual(['2020-12-11 23:45:00', '2020-01-02 00:00:00', '2020-01-02 12:00:00'])
  })

  it('turns the time zone of a source into that of the city', async () => {
    const { of } = await one({ closed_at: { from: 'x', type: 'time' } }, ['2026-03-01 20:00:00'], { time_zone: 'UTC' })
    expect(of('closed_at')).toEqual(['2026-03-02 04:00:00'])
  })

  it('types dates at midnight and sets absurd years aside', async () => {
    const { of, reasons } = await one({ closed_at: { from: 'x', type: 'date' } }, [
      '2026-03-01 20:00:00',
      '0202-03-01',
      '3026-01-01',
    ])
    expect(of('closed_at')[0]).toBe('2026-03-01 00:00:00')
    expect(reasons).toEqual([null, 'out_of_range', 'out_of_range'])
  })

  it('types ROC months', async () => {
    const format = ['roc-month', 'roc-month-text']
    const { of } = await one({ opened_at: { from: 'x', type: 'date', format } }, ['10405', '106Y06M', '9912'])
    expect(of('opened_at')).toEqual(['2015-05-01 00:00:00', '2017-06-01 00:00:00', '2010-12-01 00:00:00'])
    const years = await one({ hand_offs: { from: 'x', type: 'year', format } }, ['10405', '106Y06M'])
    expect(years.of('hand_offs')).toEqual([2015, 2017])
  })

  it('types codes: characters removed, padded with zeros, text taken out', async () => {
    const { of } = await one({ case_id: { from: 'x', type: 'code', remove: '-', pad: 6 } }, ['12-3', '1234567'])
    expect(of('case_id')).toEqual(['000123', '1234567'])
    const taken = await one({ case_id: { from: 'x', type: 'code', extract: "^No\\. (\\d+)'s?$" } }, ["No. 7'", 'x'])
    expect(taken.of('case_id')).toEqual(['7', null])
  })

  it('sets words outside a strict map aside and names the column as the file calls it', async () => {
    const field = { from: ['kind', 'x'], map: { 噪声: 'noise' }, strict: true }
    const { of, reasons, blamed } = await one({ category: field }, ['噪声', '月亮', ''])
    expect(of('category')).toEqual(['noise', null, null])
    expect(reasons).toEqual([null, 'unknown_word', null])
    expect(blamed[1]).toBe('x')
  })

  it('gives a keyed hash for a person, the same for the same person, and never the text', async () => {
    const { keys, table } = await one({}, ['13800000001', '13800000002', ' 13800000001', ''], {
      personal: { x: 'key' },
    })
    expect(keys[0]).toMatch(/^[0-9a-f-]{36}$/)
    expect(keys[2]).toBe(keys[0])
    expect(keys[1]).not.toBe(keys[0])
    expect(keys[3]).toBeNull()
    expect(JSON.stringify(table)).not.toContain('13800000001')
  })

  it('sees text that looks like SQL as text', async () => {
    const { of } = await one({ category: { from: 'x', map: { "'; drop table raw; --": "o'k" } } }, [
      "'; drop table raw; --",
    ])
    expect(of('category')).toEqual(["o'k"])
  })

  it('says which columns a file has when a needed one is missing', async () => {
    await expect(one({ case_id: { from: 'number', required: true } }, ['1'])).rejects.toThrow(
      /t\.csv has no column number for r\.fields\.case_id\. Its columns are x\./,
    )
  })

  it('makes rows of wide columns, with the groups of the pattern as columns', async () => {
    const draft: Draft = {
      unpivot: { columns: '^n_(?<kind>.+)$', value: 'hops' },
      fields: { category: { from: 'kind' }, hand_offs: { from: 'hops', type: 'integer' }, case_id: { from: 'id' } },
    }
    const { table } = await cast(
      draft,
      ['id', 'n_a', 'n_b'],
      [
        ['1', '5', '-'],
        ['2', '6', '7'],
      ],
    )
    const rows = Array.from({ length: table.rows }, (_, i) =>
      ['v_case_id', 'v_category', 'v_hand_offs'].map((name) => table.columns[name]?.[i]),
    )
    expect(rows).toEqual([
      ['1', 'a', 5],
      ['2', 'a', 6],
      ['2', 'b', 7],
    ])
  })
})
