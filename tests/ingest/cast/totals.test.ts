import { describe, expect, it } from 'vitest'
import type { IngestReport } from '../../../ingest/report.ts'
import { accounts, withFigures } from './figures-city.ts'

const PEOPLE = {
  target: 'population' as const,
  locate: [{ level: 'district', by: 'name' as const, from: '区', required: true }],
  fields: {
    year: { constant: 2025, type: 'year' as const },
    sex: { from: '性别', map: { 男: 'male', 女: 'female' } },
    n: { from: '人数', type: 'integer' as const },
  },
}
const FILE = [
  '区,性别,人数',
  '东区,男,10',
  '东区,女,12',
  '东区,合 计,22',
  '西区,男,5',
  '西区,女,6',
  '西区,合计,12',
  '全市,男,15',
  '全市,合计,33',
  '全市,女,18',
  '',
].join('\n')
const TOTALS = { 性别: ['合计'], 区: ['全市'] }
function checkOf({ checks }: IngestReport) {
  const found = checks.find(({ check_id }) => check_id === 'totals_add_up:figures')
  return found && { passed: found.passed, severity: found.severity, detail: found.detail.en }
}

describe('totals among rows', () => {
  it('are not loaded beside their parts, and counted as totals', async () => {
    await withFigures({ ...PEOPLE, totals: TOTALS }, { 'p.csv': FILE }, async ({ rows, files, ask }) => {
      expect(accounts(files)).toEqual([[9, 5, 4, 0, 0]])
      expect(files[0]?.decided).toEqual({ total: 5 })
      expect(await rows('select sex, sum(n) from @population group by all order by all')).toEqual([
        ['female', 18],
        ['male', 15],
      ])
      expect((await ask({ indicators: ['residents'] })).total[0]?.value[0]).toBe(33)
    })
  })

  it('are compared with the sum of their parts, and the difference is told in words', async () => {
    await withFigures({ ...PEOPLE, totals: TOTALS }, { 'p.csv': FILE }, ({ report }) => {
      expect(checkOf(report)).toEqual({
        severity: 'warning',
        passed: false,
        detail:
          '1 of 5 totals differ from the sum of their parts; most in p.csv, line 7: 12 against 11, 1 more than its parts.',
      })
      return Promise.resolve()
    })
  })

  it('pass when all add up, and say when one stands alone', async () => {
    const sound = FILE.replace('西区,合计,12', '西区,合计,11')
    await withFigures({ ...PEOPLE, totals: TOTALS }, { 'p.csv': sound }, ({ report }) => {
      expect(checkOf(report)).toMatchObject({ passed: true, detail: '5 totals equal the sum of their parts.' })
      return Promise.resolve()
    })
    const alone = '区,性别,人数\n东区,男,10\n东区,女,12\n东区,合计,22\n西区,合计,11\n'
    await withFigures({ ...PEOPLE, totals: TOTALS }, { 'p.csv': alone }, ({ report }) => {
      expect(checkOf(report)).toMatchObject({
        passed: false,
        detail: expect.stringContaining('1 totals have no parts'),
      })
      return Promise.resolve()
    })
  })

  it('are not bad rows, though no area bears their name', async () => {
    await withFigures({ ...PEOPLE, totals: TOTALS }, { 'p.csv': FILE }, async ({ rows }) => {
      expect(await rows('select count(*) from @quarantine')).toEqual([[0]])
    })
  })

  it('need a column and counted figures', async () => {
    const bad = (draft: object) => withFigures({ ...PEOPLE, ...draft }, { 'p.csv': FILE }, () => Promise.resolve())
    await expect(bad({ totals: { 级别: ['合计'] } })).rejects.toThrow(
      /p\.csv has no column 级别, by which recipe figures/,
    )
    const cases = { target: 'cases', fields: { opened_at: { constant: '2025-01-01', type: 'date' } } }
    await expect(bad({ ...cases, totals: TOTALS })).rejects.toThrow(/the table cases has no counted figures/)
  })
})

describe('totals among columns', () => {
  it('are compared and left out: Persons beside Males and Females', async () => {
    const wide = {
      ...PEOPLE,
      unpivot: { columns: '^(?<of>Persons|Males|Females)$', value: '人数' },
      fields: { ...PEOPLE.fields, sex: { from: 'of', map: { Males: 'male', Females: 'female' } } },
      totals: { of: ['Persons'], 区: ['Total'] },
    }
    const file = '区,Persons,Males,Females\n东区,22,10,12\n西区,11,5,6\nTotal,33,15,18\n'
    await withFigures(wide, { 'w.csv': file }, async ({ rows, files, report }) => {
      expect(accounts(files)).toEqual([[3, 1, 2, 0, 0]])
      expect(files[0]?.decided).toEqual({ total: 5 })
      expect(await rows('select area_id, sex, n from @population order by all')).toEqual([
        [1, 'female', 12],
        [1, 'male', 10],
        [2, 'female', 6],
        [2, 'male', 5],
      ])
      expect(checkOf(report)).toMatchObject({ passed: true, detail: '5 totals equal the sum of their parts.' })
    })
  })
})
