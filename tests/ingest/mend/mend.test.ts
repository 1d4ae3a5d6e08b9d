import { describe, expect, it } from 'vitest'
import type { AreaRow } from '../../../ingest/locate/types.ts'
import { mend } from '../../../ingest/mend/mend.ts'
import { mendRecord } from '../../../ingest/mend/record.ts'
import { nearest } from '../../../ingest/mend/word.ts'
import { REASONS, type ReasonId } from '../../../ingest/reasons.ts'
import { Recipe } from '../../../ingest/recipe.ts'

const recipe = Recipe.parse({
  id: 'cases',
  label: { zh: '工单', en: 'Cases' },
  publisher: 'P',
  licence: 'L',
  target: 'cases',
  personal: { phone: 'key' },
  locate: [
    { level: 'district', by: 'name', from: 'area', aliases: { 'Allston/Brighton': 'Allston' } },
    { level: 'district', by: 'code', from: 'code' },
  ],
  fields: {
    opened_at: { from: 'opened', type: 'time' },
    year: { from: 'year', type: 'year' },
    n: { from: 'n', type: 'number', min: 0, max: 20 },
    whole: { from: 'whole', type: 'integer' },
    grouped: { from: 'grouped', type: 'number', thousands: true, decimal: ',' },
    kind: { from: 'kind', map: { noise: 1, roads: 2, trees: 3 }, strict: true },
    solved: { from: 'solved', type: 'boolean' },
  },
})

const area = (code: string, name_zh: string, name_en: string): AreaRow => ({
  area_id: Number(code),
  code,
  level: 'district',
  parent_id: null,
  name_zh,
  name_en,
  urban_class: null,
  urban_code: null,
  vintage: null,
  valid_from: null,
  valid_to: null,
  land_km2: null,
  responsible: null,
  lon: 120.3,
  lat: 22.6,
  geometry: null,
})
const areas = [area('0101', '三民區', 'Sanmin'), area('0102', '浦东新区', 'Pudong'), area('0103', '臺東區', 'Taitung')]

const said = (reason: ReasonId, field: string, text: string | null, name = field) =>
  mend(recipe, areas, { reason, field, name }, text)
const time = (text: string) => said('bad_time', 'opened', text, 'opened_at')

describe('how to mend a time', () => {
  it.each([
    ['2026-13-01', 'There is no month 13; perhaps 2026-01-13.'],
    ['2026/13/01 08:00:00', 'There is no month 13; perhaps 2026-01-13.'],
    ['2026-31-02', 'There is no month 31; months are 1 to 12.'],
    ['2026-00-02', 'There is no month 0; months are 1 to 12.'],
    ['2026-02-30', '2026-02 has 28 days; there is no day 30.'],
    ['2026-02-00', 'There is no day 0; where only the month is known write 2026-02, and add `month` to `format`.'],
    ['2026-03-31 24:00:00', '24:00 is the start of the next day: write 2026-04-01 00:00:00.'],
    ['2026-03-31 25:10:00', 'There is no hour 25; hours are 0 to 23.'],
    ['2026-03-31 10:61:00', 'There is no minute 61; the last is 59.'],
    ['12/31/2020 11:05:00 PM', 'It looks like the format `%m/%d/%Y %I:%M:%S %p`; add it to `format` of the field.'],
    ['31.12.2020', 'It looks like the format `%d.%m.%Y`; add it to `format` of the field.'],
    ['2022年3月6日', 'It looks like the format `chinese`; add it to `format` of the field.'],
    ['民國104年5月6日', 'It looks like the format `roc`; add it to `format` of the field.'],
    ['106Y06M', 'It looks like the format `roc-month-text`; add it to `format` of the field.'],
    ['20220412', 'It looks like the format `%Y%m%d`; add it to `format` of the field.'],
    ['44562', 'It looks like the format `excel`; add it to `format` of the field.'],
    ['1700000000', 'It looks like seconds since 1970 (2023-11-14 22:13:20 UTC); export it as a date and time.'],
    ['yesterday', REASONS.bad_time.suggestion.en],
  ])('%s: %s', (text, en) => expect(time(text).en).toBe(en))

  it('takes the year out of words', () => {
    expect(said('bad_time', 'year', '2025年度').en).toContain('Write 2025')
    expect(said('bad_time', 'year', '2024-2025').en).toBe(REASONS.bad_time.suggestion.en)
  })
})

describe('how to mend a number', () => {
  it.each([
    ['1,234', 'Write 1234, or add `thousands: true` to the field.'],
    ['１，２３４', 'Write 1234, or add `thousands: true` to the field.'],
    ['1.234,5', "Write 1234.5, or add `decimal: ','` to the field."],
    ['(1,234)', 'Write -1234, or add `accounting: true` to the field.'],
    ['3.2万', 'Write 32000, or add `units: true` to the field.'],
    ['1.1亿', 'Write 110000000, or add `units: true` to the field.'],
    ['800㎡', "Write 800, or add `units: ['㎡']` to the field."],
    ['35%', "Write 35, or add `units: ['%']` to the field."],
    ['1,234*', 'Write 1234, or add `footnotes: true` to the field.'],
    ['3-5', '“3-5” is a range; write one number, or leave the cell empty.'],
    ['<5', '“<5” is a bound; where it stands for a figure held back, add it to `nulls`.'],
    ['1O0', 'A letter stands among the digits; perhaps 100.'],
    ['many', '“many” is no number; if it means that there is none, add it to `nulls`.'],
    ['1.2.3', REASONS.bad_number.suggestion.en],
  ])('%s: %s', (text, en) => expect(said('bad_number', 'n', text).en).toBe(en))

  it('does not advise what the field says already', () => {
    expect(said('bad_number', 'grouped', '1,234').en).not.toContain('thousands')
    expect(said('bad_number', 'whole', '1.5').en).toContain('not whole')
  })

  it('says which bound is passed', () => {
    expect(said('out_of_range', 'n', '99').en).toContain('99 is above the most allowed, 20')
    expect(said('out_of_range', 'n', '-1').en).toContain('-1 is below the least allowed, 0')
    expect(said('out_of_range', 'opened', '2206-01-01', 'opened_at').en).toContain(
      'The year 2206 is above the most allowed, 2199',
    )
  })
})

describe('how to mend a word or a place', () => {
  it('names the nearest words, else some of the list', () => {
    expect(said('unknown_word', 'kind', 'nois').en).toContain('Perhaps “noise”')
    expect(said('unknown_word', 'kind', '月亮').en).toContain('The list has “noise”, “roads”, “trees”')
    expect(said('bad_boolean', 'solved', 'maybe').en).toContain('{ maybe: true }')
  })

  it.each([
    ['三民一', '三民區'],
    ['浦东', '浦东新区'],
    ['台東', '臺東區'],
    ['Pu-dong', 'Pudong'],
    ['Allston / Brighton', 'Allston/Brighton'],
  ])('finds %s near %s', (text, name) => {
    expect(said('unknown_area', 'area', text).zh).toContain(`“${name}”`)
  })

  it('finds a code by its digits', () => {
    expect(said('unknown_area', 'code', '101.0').en).toContain('Perhaps code 0101 (Sanmin)')
    expect(said('unknown_area', 'code', '01-02').en).toContain('Perhaps code 0102')
  })

  it('guesses no place where none is near', () => {
    expect(said('unknown_area', 'area', 'Atlantis')).toEqual(REASONS.unknown_area.suggestion)
    expect(nearest('Atlantis', ['三民區', 'Sanmin'])).toEqual([])
  })

  it('sees that longitude and latitude are swapped', () => {
    expect(said('point_outside', 'x', '22.61').en).toContain('may be swapped')
    expect(said('point_outside', 'x', '0').en).toContain('0 is no place')
    expect(said('point_outside', 'x', '150')).toEqual(REASONS.point_outside.suggestion)
  })

  it('says which column is empty', () => {
    expect(said('required_missing', 'opened', null).zh).toBe('“opened”列为空，请补填。')
  })
})

describe('how to mend a record', () => {
  const header = ['id', 'kind', 'note']
  const record = (text: string, reason: 'column_count' | 'unclosed_quote' = 'column_count', isPersonal = false) =>
    mendRecord({ line: 2, reason, text, isWhole: false }, header, ',', isPersonal)?.en

  it('names the columns that get no value, and the values that have no column', () => {
    expect(record('1')).toBe('1 values for 3 columns; “kind”, “note” at the end get none, or a “,” is missing before.')
    expect(record('1,a,b,c')).toContain('4 values for 3 columns, 1 too many (“c”)')
  })

  it('names no value that may be a person’s', () => {
    expect(record('1,a,b,13800000001', 'column_count', true)).not.toContain('138')
    expect(record('1,a,b,13800000001', 'column_count', true)).toContain('4 values for 3 columns, 1 too many;')
  })

  it('names the column with the bad quote', () => {
    expect(record('1,"noise,b', 'unclosed_quote')).toContain('column “kind”')
  })
})
