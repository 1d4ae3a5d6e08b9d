import { describe, expect, it } from 'vitest'
import { checkAreaSums } from '../../../ingest/checks/area-sums.ts'
import { checkReferences } from '../../../ingest/checks/references.ts'
import { checkThresholds } from '../../../ingest/checks/thresholds.ts'
import { Recipe } from '../../../ingest/recipe.ts'
import type { CheckRow, FileReport } from '../../../ingest/report.ts'
import { runChecks } from '../../../ingest/store/checks.ts'
import { CASE_COLUMNS, casesOn, type SmallStore, smallStore } from './small-store.ts'

const failed = (rows: CheckRow[]) => rows.filter(({ passed }) => !passed).map(({ check_id }) => check_id)

describe('references', () => {
  it('hold in a whole store', async () => {
    const { engine, insert } = await smallStore()
    await insert('cases', CASE_COLUMNS, casesOn(['2026-03-01']))
    expect(failed(await checkReferences(engine))).toEqual([])
    await engine.close()
  })

  it.each<[string, string, (store: SmallStore) => Promise<void>]>([
    ['areas_exist', 'cases 77', ({ insert }) => insert('cases', CASE_COLUMNS, [['c', '2026-03-01', 1, 77]])],
    [
      'parents_exist',
      '03 丙区',
      ({ insert }) =>
        insert('area', 'area_id, code, level, parent_id, name_zh, name_en', [
          [4, '03', 'district', null, '丙区', 'Bing'],
        ]),
    ],
    [
      'codes_exist',
      'category 9',
      ({ insert }) => insert('cases', `${CASE_COLUMNS}, category`, [['c', '2026-03-01', 1, 2, 9]]),
    ],
    [
      'categories_have_group',
      'roads',
      ({ insert }) =>
        insert('dict', 'field, code, value, label_zh, label_en, parent', [
          ['category_group', 1, 'nuisance', '扰民', 'Nuisance', null],
          ['category', 1, 'noise', '噪声', 'Noise', 1],
          ['category', 2, 'roads', '道路', 'Roads', null],
        ]),
    ],
  ])('%s: names %s', async (id, name, spoil) => {
    const store = await smallStore()
    await spoil(store)
    const rows = await checkReferences(store.engine)
    expect(failed(rows)).toEqual([id])
    const { detail } = rows.find(({ check_id }) => check_id === id) ?? {}
    expect(detail?.en).toContain(name)
    expect(detail?.zh).toMatch(/^1 /)
    await store.engine.close()
  })
})

describe('area sums', () => {
  const people = (rows: [number, number, number][]) =>
    rows.map(([area, year, n]) => [area, year, 'all', 'resident', n, 1])
  const COLUMNS = 'area_id, year, sex, basis, n, load_id'

  it('find the area whose parts do not add up, in each year for itself', async () => {
    const { engine, insert } = await smallStore()
    await insert(
      'population',
      COLUMNS,
      people([
        [1, 2024, 100],
        [2, 2024, 60],
        [3, 2024, 40],
        [1, 2025, 100],
        [2, 2025, 60],
        [3, 2025, 30],
      ]),
    )
    const [sums] = await checkAreaSums(engine, [])
    expect(sums).toMatchObject({ check_id: 'area_sums', severity: 'warning', passed: false, subject: 'population.n' })
    expect(sums?.detail.en).toBe(
      '1 of 2 figures differ from the sum of the areas below them by more than 0.5 %; most Tiny in 2025: 100, its district areas 90 (10 % apart).',
    )
    const [within] = await checkAreaSums(engine, [
      { check: 'area_sums', table: 'population', within: 0.1, severity: 'error' },
    ])
    expect(within).toMatchObject({ severity: 'error', passed: true })
    await engine.close()
  })

  it('say nothing where an area below has no figure', async () => {
    const { engine, insert } = await smallStore()
    await insert(
      'population',
      COLUMNS,
      people([
        [1, 2024, 100],
        [2, 2024, 60],
      ]),
    )
    expect(await checkAreaSums(engine, [])).toEqual([])
    expect(
      await checkAreaSums(engine, [{ check: 'area_sums', table: 'population', within: 0, severity: 'error' }]),
    ).toMatchObject([{ passed: true, detail: { en: 'There is no figure to compare with a sum of areas below it.' } }])
    await engine.close()
  })

  it('of dwellings too', async () => {
    const { engine, insert } = await smallStore()
    await insert('housing', 'area_id, year, dwellings, load_id', [
      [1, 2024, 10, 1],
      [2, 2024, 5, 1],
      [3, 2024, 4, 1],
    ])
    expect(failed(await checkAreaSums(engine, []))).toEqual(['area_sums'])
    await engine.close()
  })
})

describe('thresholds', () => {
  const recipe = (more: object = {}) =>
    Recipe.parse({
      id: 'cases',
      label: { zh: '工单', en: 'Cases' },
      publisher: 'P',
      licence: 'L',
      target: 'cases',
      fields: {},
      ...more,
    })
  const file = (quarantined: number, duplicate = 0): FileReport => ({
    source: 'cases',
    target: 'cases',
    file: 'a.csv',
    sha256: '',
    bytes: 1,
    encoding: 'utf-8',
    records: 120,
    filtered: 20,
    footer: 0,
    rows_in: 100,
    loaded: 100 - quarantined - duplicate,
    duplicate,
    quarantined,
    reasons: { bad_time: quarantined - 1, bad_number: 1 },
    decided: {},
  })

  it('stop a file with more bad rows than the recipe allows, with file, share and main reasons', () => {
    const [bad] = checkThresholds(recipe({ bad: { most: 0.03 } }), [file(4)])
    expect(bad).toMatchObject({ check_id: 'bad_rows', severity: 'error', passed: false, subject: 'cases' })
    expect(bad?.detail.en).toBe(
      'a.csv: 4 of 100 records (4 %) are set aside, 3 % are allowed; mainly 3 × bad_time, 1 × bad_number.',
    )
    expect(checkThresholds(recipe({ bad: { most: 0.04 } }), [file(4)])).toMatchObject([
      { severity: 'warning', passed: false },
    ])
    expect(checkThresholds(recipe(), [file(2)])).toMatchObject([{ passed: true }])
  })

  it('allow half of a file when the recipe says nothing', () => {
    expect(checkThresholds(recipe(), [file(50)])).toMatchObject([{ severity: 'warning', passed: false }])
    expect(checkThresholds(recipe(), [file(51)])).toMatchObject([{ severity: 'error', passed: false }])
  })

  it('stop a file with more duplicates than stated, and leave them alone where nothing is', () => {
    const duplicates = (most_duplicates: number) =>
      checkThresholds(recipe({ most_duplicates }), [file(1, 30)]).find(({ check_id }) => check_id === 'duplicate_rows')
    expect(duplicates(0.2)).toMatchObject({ severity: 'error', passed: false })
    expect(duplicates(0.2)?.detail.en).toContain('30 of 100 records (30 %)')
    expect(duplicates(0.3)).toMatchObject({ passed: true })
    expect(failed(checkThresholds(recipe(), [file(1, 99)]))).toEqual([])
  })
})

describe('the checks of every store', () => {
  it.each<[string, (store: SmallStore) => Promise<void>]>([
    [
      'case_id_unique',
      ({ insert }) =>
        insert('cases', CASE_COLUMNS, [
          ['a', '2026-03-01', 1, 2],
          ['a', '2026-03-02', 1, 2],
        ]),
    ],
    [
      'no_negative_counts',
      ({ insert }) =>
        insert('population', 'area_id, year, sex, basis, n, load_id', [[2, 2025, 'all', 'resident', -1, 1]]),
    ],
    [
      'vacant_within_dwellings',
      ({ insert }) => insert('housing', 'area_id, year, dwellings, vacant, load_id', [[2, 2025, 1, 2, 1]]),
    ],
    ['cases_have_area', ({ insert }) => insert('cases', CASE_COLUMNS, [['a', '2026-03-01', 1, null]])],
    ['closed_after_opened', ({ insert }) => insert('cases', `${CASE_COLUMNS}, flags`, [['a', '2026-03-01', 1, 2, 1]])],
    ['steps_in_order', ({ insert }) => insert('cases', `${CASE_COLUMNS}, flags`, [['a', '2026-03-01', 1, 2, 2]])],
    ['rows_add_up', ({ insert }) => insert('quarantine', 'load_id, line, reason, raw', [[1, 2, 'bad_time', 'x']])],
    [
      'days_have_cases',
      ({ insert }) =>
        insert(
          'cases',
          CASE_COLUMNS,
          casesOn(['2026-03-01', '2026-03-03'].flatMap((day) => Array.from({ length: 6 }, () => day))).map((row, i) => [
            `x${i}`,
            ...row.slice(1),
          ]),
        ),
    ],
  ])('%s sees what contradicts it', async (id, spoil) => {
    const store = await smallStore()
    await store.engine.exec({ text: `update area set geometry = '{}'` })
    const load: FileReport = {
      source: 'cases',
      target: 'cases',
      file: 'a.csv',
      sha256: '',
      bytes: 0,
      encoding: 'utf-8',
      records: 0,
      filtered: 0,
      footer: 0,
      rows_in: 0,
      loaded: 0,
      duplicate: 0,
      quarantined: 0,
      reasons: {},
      decided: {},
    }
    const before = await runChecks({
      engine: store.engine,
      files: [load],
      found: [],
      sources: [],
      declared: [],
      against: { as_of: '', publishing: '', before: null },
      accept: false,
    })
    expect(failed(before)).toEqual([])
    await store.engine.exec({ text: 'delete from check_result' })
    await spoil(store)
    const after = await runChecks({
      engine: store.engine,
      files: [load],
      found: [],
      sources: [],
      declared: [],
      against: { as_of: '', publishing: '', before: null },
      accept: false,
    })
    expect(failed(after)).toEqual([id])
    const kept = await store.engine.query({
      text: 'select subject, detail_zh, detail_en from check_result where not passed',
    })
    expect([kept.columns.subject?.[0], kept.columns.detail_zh?.[0]]).not.toContain(null)
    await store.engine.close()
  })
})

describe('numbers of cases', () => {
  const keyed = (fields: object) =>
    Recipe.parse({
      id: 'cases',
      label: { zh: '工单', en: 'Cases' },
      publisher: 'P',
      licence: 'L',
      target: 'cases',
      key: ['case_id'],
      fields: { case_id: fields },
    })

  it.each([
    ['are unique where settled by them, and as many stand in the store', { required: true }, 2, ['a', 'b'], true],
    [
      'are counted where the store holds another number of cases than were settled',
      { required: true },
      2,
      ['a', 'b', 'b'],
      false,
    ],
    ['are counted where a case may lack one', {}, 2, ['a', 'a'], false],
  ] as const)('%s', async (_, fields, loaded, ids, holds) => {
    const { engine, insert } = await smallStore()
    await insert(
      'cases',
      CASE_COLUMNS,
      ids.map((id) => [id, '2026-03-01 08:00:00', 1, 2]),
    )
    const checks = await runChecks({
      engine,
      files: [],
      found: [],
      sources: [{ recipe: keyed(fields), loadIds: [1], loaded }],
      declared: [],
      against: { as_of: '', publishing: '', before: null },
      accept: false,
    })
    expect(checks.find(({ check_id }) => check_id === 'case_id_unique')?.passed).toBe(holds)
    await engine.close()
  })
})
