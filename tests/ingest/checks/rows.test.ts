import { describe, expect, it } from 'vitest'
import { type CheckedAgainst, checkSource } from '../../../ingest/checks/rows.ts'
import { Recipe } from '../../../ingest/recipe.ts'
import { CASE_COLUMNS, casesOn, type SmallStore, smallStore } from './small-store.ts'

const AGAINST: CheckedAgainst = { as_of: '2026-03-10', publishing: '2026-04-01', before: new Map([['cases', 100]]) }

function recipeWith(check: object, target = 'cases'): Recipe {
  const label = { zh: '工单', en: 'Cases' }
  return Recipe.parse({ id: 'cases', label, publisher: 'P', licence: 'L', target, fields: {}, checks: [check] })
}

/** The only finding of one check over the rows of load 1. */
async function found(store: SmallStore, check: object, against = AGAINST, target = 'cases', loaded = 5) {
  const source = { recipe: recipeWith(check, target), loadIds: [1], loaded }
  const [only] = await checkSource(store.engine, source, against)
  return only
}

const DAYS = ['2026-03-01', '2026-03-02', '2026-03-02', '2026-03-04', '2026-03-07']

describe('a check that a recipe declares', () => {
  it('unique: counts what repeats and shows one, and looks at the rows of its own source only', async () => {
    const store = await smallStore()
    await store.insert('cases', CASE_COLUMNS, [...casesOn(DAYS), ['c0', '2026-03-01 08:00:00', 2, 2]])
    const check = { check: 'unique', fields: ['case_id'] }
    expect(await found(store, check)).toEqual({
      check_id: 'unique',
      severity: 'error',
      subject: 'cases.case_id',
      passed: true,
      detail: { zh: '5 行的 case_id 无重复。', en: 'No two of 5 rows share case_id.' },
    })
    await store.insert('cases', CASE_COLUMNS, [['c4', '2026-03-09 08:00:00', 1, 2]])
    expect(await found(store, check)).toMatchObject({
      passed: false,
      detail: { en: '1 rows repeat the case_id of another, such as “c4”.' },
    })
    await store.engine.close()
  })

  it('not_null: counts the share that is missing', async () => {
    const store = await smallStore()
    await store.insert('cases', CASE_COLUMNS, [...casesOn(DAYS.slice(1)), ['c9', '2026-03-07 08:00:00', 1, null]])
    const check = { check: 'not_null', field: 'area', severity: 'warning' }
    expect(await found(store, check)).toMatchObject({
      passed: false,
      severity: 'warning',
      subject: 'cases.area',
      detail: { en: '1 of 5 rows (20 %) have no area; 0 % are allowed.' },
    })
    expect(await found(store, { ...check, most: 0.2 })).toMatchObject({ passed: true })
    await store.engine.close()
  })

  it('accepted: names the other words by their names, not their codes', async () => {
    const store = await smallStore()
    await store.insert('dict', 'field, code, value, label_zh, label_en', [
      ['channel', 1, 'phone', '电话', 'Phone'],
      ['channel', 2, 'pigeon', '鸽子', 'Pigeon'],
    ])
    await store.insert(
      'cases',
      `${CASE_COLUMNS}, channel`,
      casesOn(DAYS).map((row, i) => [...row, i < 3 ? 1 : i === 3 ? 2 : null]),
    )
    expect(await found(store, { check: 'accepted', field: 'channel', values: ['phone'] })).toMatchObject({
      passed: false,
      detail: { en: '1 rows have a channel that is not accepted: “pigeon” × 1.' },
    })
    expect(await found(store, { check: 'accepted', field: 'channel', values: ['phone', 'pigeon'] })).toMatchObject({
      passed: true,
    })
    await store.engine.close()
  })

  it('fresh: counts days to the end of the data, the day of publishing or a stated one', async () => {
    const store = await smallStore()
    await store.insert('cases', CASE_COLUMNS, casesOn(DAYS))
    expect(await found(store, { check: 'fresh', days: 2 })).toMatchObject({
      passed: false,
      detail: { en: 'The newest row is of 2026-03-07, 3 days before 2026-03-10; 2 are allowed.' },
    })
    expect(await found(store, { check: 'fresh', days: 3 })).toMatchObject({ passed: true })
    expect(await found(store, { check: 'fresh', days: 24, before: 'publishing' })).toMatchObject({ passed: false })
    expect(await found(store, { check: 'fresh', days: 24, before: '2026-03-31' })).toMatchObject({ passed: true })
    await store.insert('population', 'area_id, year, sex, basis, n, load_id', [[2, 2024, 'all', 'resident', 5, 1]])
    expect(await found(store, { check: 'fresh', days: 400 }, AGAINST, 'population')).toMatchObject({
      passed: false,
      detail: { en: 'The newest row is of 2024-12-31, 434 days before 2026-03-10; 400 are allowed.' },
    })
    await store.engine.close()
  })

  it('drift: compares with the snapshot before, in both directions', async () => {
    const store = await smallStore()
    const drift = (loaded: number, before = AGAINST.before) =>
      found(store, { check: 'drift', most: 0.2 }, { ...AGAINST, before }, 'cases', loaded)
    expect(await drift(79)).toMatchObject({
      passed: false,
      detail: { en: '79 rows, 100 in the snapshot before (−21 %); ±20 % is allowed.' },
    })
    expect(await drift(121)).toMatchObject({ passed: false })
    expect(await drift(80)).toMatchObject({ passed: true })
    expect(await drift(5, null)).toMatchObject({
      passed: true,
      detail: { en: '5 rows; no snapshot before to compare with.' },
    })
    await store.engine.close()
  })

  it('no_gaps: finds the days without a case between full days', async () => {
    const store = await smallStore()
    const daily = (days: string[]) => days.flatMap((day) => Array.from({ length: 6 }, () => day))
    await store.insert('cases', CASE_COLUMNS, casesOn(daily(['2026-03-01', '2026-03-02', '2026-03-04', '2026-03-07'])))
    expect(await found(store, { check: 'no_gaps' })).toMatchObject({
      passed: false,
      detail: {
        en: '3 days between full days have no case: 2026-03-03, 2026-03-05…2026-03-06; a file may be missing.',
      },
    })
    expect(await found(store, { check: 'no_gaps', most: 3 })).toMatchObject({ passed: true })
    await store.engine.exec({ text: `delete from cases where opened_at > '2026-03-03'` })
    expect(await found(store, { check: 'no_gaps' })).toMatchObject({ passed: true })
    await store.engine.close()
  })

  it('that cannot be is refused with what there is', async () => {
    const store = await smallStore()
    await expect(found(store, { check: 'not_null', field: 'moon' })).rejects.toThrow(
      /"moon" is no field of cases.*opened_at/,
    )
    await expect(found(store, { check: 'no_gaps' }, AGAINST, 'housing')).rejects.toThrow(/no_gaps is for cases/)
    await store.engine.close()
  })
})
