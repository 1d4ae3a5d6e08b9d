import { describe, expect, it } from 'vitest'
import { codebookOf } from '../../../warehouse/catalog/codebook.ts'
import { FIELDS } from '../../../warehouse/catalog/fields.ts'
import { INDICATORS, DIMENSIONS, STATUSES, UNITS, URBAN_CLASSES } from '../../../warehouse/catalog/index.ts'
import { Indicator } from '../../../warehouse/catalog/schema.ts'
import { INDICATOR_GROUPS } from '../../../warehouse/catalog/words.ts'
import { TABLES } from '../../../warehouse/model/tables.ts'

const isBilingual = (label: { zh: string; en: string }) =>
  /\p{Script=Han}|%|km|m²/u.test(label.zh) && label.en.length > 0

describe('the catalog', () => {
  it('holds at least 40 indicators, each with its own id', () => {
    const ids = INDICATORS.map((indicator) => indicator.id)
    expect(new Set(ids).size).toBe(ids.length)
    expect(ids.length).toBeGreaterThanOrEqual(40)
  })

  it('has indicators in each of its seven groups, which the codebook names', () => {
    const groups = Object.keys(INDICATOR_GROUPS)
    expect(groups.toSorted()).toEqual(
      ['population', 'housing', 'cases', 'closed_loop', 'risk', 'gap', 'measures'].toSorted(),
    )
    const count = (group: string) => INDICATORS.filter((indicator) => indicator.group === group).length
    // two compare urban and rural values of any indicator: a ratio and a difference
    for (const group of groups) expect(count(group), group).toBeGreaterThanOrEqual(group === 'gap' ? 2 : 4)
    const told = codebookOf(INDICATORS).map((entry) => entry.group.zh)
    expect(new Set(told)).toEqual(new Set(Object.values(INDICATOR_GROUPS).map((group) => group.zh)))
  })

  it.each(INDICATORS.map((indicator) => [indicator.id, indicator] as const))('%s is a whole record', (_, indicator) => {
    expect(Indicator.safeParse(structuredClone(indicator)).error?.message).toBeUndefined()
    expect(isBilingual(indicator.label)).toBe(true)
    expect(indicator.note.zh).toMatch(/。$/)
    expect(indicator.note.en).toMatch(/\.$/)
    expect(isBilingual(indicator.source)).toBe(true)
  })

  it('names every unit, dimension, status and class in both languages', () => {
    for (const label of [...Object.values(UNITS), ...Object.values(STATUSES)]) expect(isBilingual(label)).toBe(true)
    for (const { label } of [...DIMENSIONS, ...URBAN_CLASSES]) expect(isBilingual(label)).toBe(true)
  })

  it('lets components name stored columns or documented derived fields only', () => {
    const derived = ['is_orderly', 'is_dated', 'called_back', 'ever_closed', 'opened_hour', 'age_class', 'residents']
    for (const [fact, fields] of Object.entries(FIELDS)) {
      const stored = TABLES.find((table) => table.name === fact)?.columns.map((column) => column.name)
      expect(fields.filter((field) => !derived.includes(field) && !stored?.includes(field))).toEqual([])
    }
  })
})

describe('an indicator of a city pack', () => {
  const rate = {
    ...structuredClone(INDICATORS.find((indicator) => indicator.id === 'case_rate')),
    id: 'dengue_rate',
    numerator: { from: 'cases', where: [{ field: 'category_group', op: '=', value: 'dengue' }] },
  }

  it('has the shape of the catalog’s own', () => {
    expect(Indicator.safeParse(rate).success).toBe(true)
  })

  it.each([
    ['a field that no table has', { ...rate, numerator: { from: 'cases', where: [{ field: 'phone', op: 'known' }] } }],
    ['SQL for a field', { ...rate, numerator: { from: 'population', sum: 'n) from cases --' } }],
    ['an unknown unit', { ...rate, unit: 'furlongs' }],
    ['a rate without denominator', { ...rate, denominator: undefined }],
    ['an unknown key', { ...rate, sql: 'select 1' }],
    ['a measure without a name', { ...rate, denominator: { from: 'measure', sum: 'value' } }],
  ])('is refused with %s', (_, record) => {
    expect(Indicator.safeParse(record).success).toBe(false)
  })
})
