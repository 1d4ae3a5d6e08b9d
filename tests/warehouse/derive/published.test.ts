import { appendFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { ingest } from '../../../ingest/pipeline.ts'
import type { PublishedRow } from '../../../warehouse/catalog/published.ts'
import type { Attached } from '../../../warehouse/snapshot/types.ts'
import { caseLines, rowsOf, tinyCity } from '../../ingest/tiny-city.ts'
import { type Lot, openStandard, publishedIn } from '../answer/standard-city.ts'

let city: Attached | undefined
afterEach(() => city?.engine.close())

async function publish(lots: readonly Lot[], options: Parameters<typeof openStandard>[1]): Promise<PublishedRow[]> {
  await city?.engine.close()
  city = await openStandard(lots, options)
  return publishedIn(city)
}

const JIA = '/city 99 /district 9901 '
const YI = '/city 99 /district 9902 '
const lotsOf = (month: string, jia: number, yi: number, more: Partial<Lot> = {}): Lot[] => [
  { month, street: 4, n: jia, ...more },
  { month, street: 6, n: yi, ...more },
]

/** Both districts and the city by month and quarter, `?` where hidden. */
function cases(rows: readonly PublishedRow[], periods: readonly string[]): string[] {
  const shown = (start: string, place: string) => {
    const [grain, day] = start.split(' ')
    const row = rows.find(
      (each) => each.table === 'cases' && each.grain === grain && each.start === day && each.place === place,
    )
    return row ? (row.shown ?? '?') : 'none'
  }
  return periods.map((start) => ['/city 99 ', JIA, YI].map((place) => shown(start, place)).join(' '))
}

const FIRST_QUARTER = ['quarter 2026-01-01', 'month 2026-01-01', 'month 2026-02-01', 'month 2026-03-01']

describe('the published set of a city of profile standard', () => {
  it('hides counts 1 to 7 with others that would tell them, rounds the rest to 5, and leaves zeros', async () => {
    const lots = [...lotsOf('2026-01', 3, 21), ...lotsOf('2026-02', 42, 58), ...lotsOf('2026-03', 31, 0)]
    const rows = await publish(lots, { dataTo: '2026-04-30' })
    expect(cases(rows, FIRST_QUARTER)).toEqual(['155 75 80', '25 ? ?', '100 ? ?', '30 30 0'])
    expect(rows.filter(({ n, shown }) => n > 0 && n <= 7 && shown !== null)).toEqual([])
    expect(rows.every(({ shown }) => shown === null || shown % 5 === 0)).toBe(true)
  })

  it('holds months that are over for four weeks, by whole quarters and years, and no later ones', async () => {
    const rows = await publish([...lotsOf('2026-01', 30, 40), ...lotsOf('2026-02', 30, 40)], { dataTo: '2026-03-27' })
    expect([...new Set(rows.map(({ grain, start }) => `${grain} ${start}`))]).toEqual(['month 2026-01-01'])
  })

  it('breaks down by category, its group and by what makes up a proportion', async () => {
    const lots = [
      ...lotsOf('2026-01', 40, 50, { category: 1, yes: 20, no: 12 }),
      ...lotsOf('2026-01', 60, 30, { category: 2, yes: 15, no: 10 }),
    ]
    const rows = await publish(lots, { dataTo: '2026-03-15' })
    const said = (member: string) =>
      [JIA, YI].map((place) => rows.find((row) => row.member === member && row.place === place)?.shown)
    expect(said('category noise')).toEqual([40, 50])
    expect(said('category water')).toEqual([60, 30])
    expect(said('category_group works')).toEqual([60, 30])
    const responded = rows.filter(({ table, place }) => table.includes('"responded"') && place === JIA)
    expect(responded.map(({ member, n, shown }) => [member, n, shown])).toEqual([
      ['in', 57, 55],
      ['out', 43, null],
      ['in', 35, 35],
      ['out', 22, 20],
    ])
  })

  it('keeps what it has published when a later version knows more, and adds what is new to it', async () => {
    const earlier = [...lotsOf('2026-01', 3, 21), ...lotsOf('2026-02', 42, 58)]
    const before = await publish(earlier, { dataTo: '2026-03-31' })
    const late: Lot[] = [...earlier, { month: '2026-01', street: 4, n: 1 }, { month: '2026-02', street: 6, n: 17 }]
    const later = await publish([...late, ...lotsOf('2026-03', 31, 44)], { dataTo: '2026-04-30', before })
    for (const row of before) {
      const same = (each: PublishedRow) =>
        each.table === row.table &&
        each.grain === row.grain &&
        each.start === row.start &&
        each.place === row.place &&
        each.member === row.member
      expect(later.find(same)).toEqual(row)
    }
    expect(cases(later, FIRST_QUARTER)).toEqual(['200 75 125', '25 ? ?', '100 40 60', '75 ? ?'])
  })

  it('hides a new sum rather than tell by it what an earlier version hid', async () => {
    const before = await publish([...lotsOf('2026-01', 30, 40), ...lotsOf('2026-02', 50, 60)], { dataTo: '2026-03-31' })
    const all = [...lotsOf('2026-01', 30, 40), ...lotsOf('2026-02', 50, 60), ...lotsOf('2026-03', 2, 80)]
    const later = await publish(all, { dataTo: '2026-04-30', before })
    expect(cases(later, FIRST_QUARTER)).toEqual(['260 ? ?', '70 30 40', '110 50 60', '80 ? ?'])
  })

  const weeks = (rows: readonly PublishedRow[]) =>
    rows.flatMap(({ grain, start, n, shown }) => (grain === 'week' ? [`${start.slice(5)} ${n} ${shown ?? '?'}`] : []))

  // Ten cases a day from day 1 to day 28. January begins on a Thursday, February and March on Sundays.
  const daily = (month: string) => lotsOf(month, 4 * 28, 6 * 28)

  it('tells of weeks of the whole city within its months, and later of the one that goes on after them', async () => {
    const early = [...daily('2026-01'), ...daily('2026-02')]
    const before = await publish(early, { dataTo: '2026-03-31' })
    const told = ['01-05', '01-12', '01-19'].map((week) => `${week} 70 70`)
    const first = [...told, '01-26 40 40', ...['02-02', '02-09', '02-16'].map((week) => `${week} 70 70`)]
    expect(weeks(before)).toEqual([...first, '02-23 60 ?'])
    const late: Lot[] = [...early, { month: '2026-02', street: 4, n: 28 }, ...daily('2026-03')]
    const later = await publish(late, { dataTo: '2026-04-30', before })
    expect(weeks(later)).toEqual([
      ...first,
      ...['02-23', '03-02', '03-09', '03-16'].map((week) => `${week} 70 70`),
      '03-23 60 60',
      '03-30 0 ?',
    ])
  })

  it('tells of no week of a month in which a part of one is small, or whose total is hidden', async () => {
    // Three cases on 1 February, the last day of a week.
    const thin = [...daily('2026-01'), ...lotsOf('2026-02', 28, 2 * 28), ...daily('2026-03')]
    const inside = ['03-02', '03-09', '03-16'].map((week) => `${week} 70 70`)
    const january = ['01-05', '01-12', '01-19'].map((week) => `${week} 70 70`)
    const rows = await publish(thin, { dataTo: '2026-04-30' })
    expect(weeks(rows)).toEqual([...january, ...inside, '03-23 60 60', '03-30 0 ?'])
    const few = await publish([...daily('2026-01'), ...lotsOf('2026-02', 0, 2)], { dataTo: '2026-03-31' })
    expect(weeks(few).some((week) => week.startsWith('02'))).toBe(false)
  })

  it('begins anew, with months to come only, where areas have changed', async () => {
    const before = await publish([...lotsOf('2026-01', 30, 40), ...lotsOf('2026-02', 50, 60)], { dataTo: '2026-03-31' })
    const all = [...lotsOf('2026-01', 30, 40), ...lotsOf('2026-02', 50, 60), ...lotsOf('2026-03', 20, 80)]
    const later = await publish(all, { dataTo: '2026-04-30', before, default_level: 'street' })
    expect([...new Set(later.map(({ start }) => start))]).toEqual(['2026-03-01'])
  })
})

describe('an ingest', () => {
  const many = (month: string, n: number) =>
    Array.from(
      { length: n },
      (_, i) => `${month}-${i},2026-${month}-02 08:00:00,,,噪声,,1,119.95,29.05,0${1 + (i % 2)},1,a`,
    )

  it('goes on from what the version before has published; other profiles publish no such set', async () => {
    const town = tinyCity()
    const write = (lines: string[]) =>
      writeFileSync(join(town.from, 'cases_a.csv'), `${[caseLines().header, ...lines].join('\n')}\n`)
    const set = (snapshot: string) =>
      rowsOf(
        town.data,
        snapshot,
        `select place, n, shown from @published where table_id = 'cases' and start = '2026-03-01' and grain = 'month' order by place`,
      )
    write([...many('03', 60), ...many('05', 10)])
    expect(await set((await ingest(town)).snapshot)).toEqual([])

    appendFileSync(join(town.pack, 'city.yaml'), 'profile: standard\n')
    const first = await set((await ingest(town)).snapshot)
    expect(first).toContainEqual(['', 60, 60])
    write([...many('03', 80), ...many('05', 10)])
    expect(await set((await ingest({ ...town, now: () => new Date('2026-11-02T00:00:00Z') })).snapshot)).toEqual(first)
  })
})
