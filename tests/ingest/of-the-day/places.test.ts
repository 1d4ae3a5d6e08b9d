import { afterAll, describe, expect, it } from 'vitest'
import { openCity } from './border-city.ts'
import { splitCity } from './split-city.ts'

const AREAS = 'select code, cast(valid_from as varchar), cast(valid_to as varchar) from @area order by area_id'
const CASES = `select c.case_id, a.code, cast(a.valid_from as varchar) from @cases c
  left join @area a on a.area_id = c.area_district order by c.case_id`

const dated = await openCity(splitCity('of_the_day'))
const plain = await openCity(splitCity())
afterAll(() => Promise.all([dated.close(), plain.close()]))
const { rows, report } = dated

describe('boundaries of the day', () => {
  it('keep the areas of every vintage for its days, and one that did not change as one', async () => {
    expect(await rows(AREAS)).toEqual([
      ['99', null, null],
      ['A', '2010-01-01', null],
      ['B', '2010-01-01', '2020-01-01'],
      ['B', '2020-01-01', null],
      ['C', '2020-01-01', null],
    ])
    const areas = report.files.filter(({ target }) => target === 'area')
    expect(areas.map(({ loaded, duplicate }) => [loaded, duplicate])).toEqual([
      [1, 0],
      [2, 0],
      [3, 0],
    ])
  })

  it('place a case by point, code or name in the area of the day on which it was opened', async () => {
    expect(await rows(CASES)).toEqual([
      ['A now', 'A', '2010-01-01'],
      ['A then', 'A', '2010-01-01'],
      ['code now', 'B', '2020-01-01'],
      ['code then', 'B', '2010-01-01'],
      ['month now', 'C', '2020-01-01'],
      ['month then', 'B', '2010-01-01'],
      ['name now', 'C', '2020-01-01'],
      ['name then', 'B', '2010-01-01'],
      ['point now', 'C', '2020-01-01'],
      ['point then', 'B', '2010-01-01'],
    ])
  })

  it('place figures of a year in the areas of its last day, and say of others when their area holds', async () => {
    const people = `select a.code, cast(a.valid_from as varchar), p.year, p.n from @population p
        join @area a using (area_id) order by p.year, a.code`
    expect(await rows(people)).toEqual([
      ['A', '2010-01-01', 2019, 1000],
      ['B', '2010-01-01', 2019, 2000],
      ['A', '2010-01-01', 2021, 1100],
      ['B', '2020-01-01', 2021, 1200],
      ['C', '2020-01-01', 2021, 1000],
    ])
    const aside = 'select line, reason, suggestion_en from @quarantine order by load_id, line'
    const only =
      'is among the boundaries from 2020-01-01 on only, not on the day of this row; check the day or the code.'
    expect(await rows(aside)).toEqual([
      [7, 'unknown_area', `“C” (Bing) ${only}`],
      [10, 'unknown_area', `“C” (Bing) ${only}`],
      [
        11,
        'unknown_area',
        'The point lies within boundaries of another time, not those of the day of this row; boundaries of district hold 2010-01-01 to 2019-12-31, from 2020-01-01 on.',
      ],
    ])
  })

  it('are not what a pack gets without asking: the newest hold for all times', async () => {
    const { rows } = plain
    expect(await rows(AREAS)).toEqual([
      ['99', null, null],
      ['A', null, null],
      ['B', null, null],
      ['C', null, null],
    ])
    expect(await rows(`${CASES} limit 3`)).toEqual([
      ['A now', 'A', null],
      ['A then', 'A', null],
      ['code now', 'B', null],
    ])
    expect(await rows('select count(*) from @quarantine')).toEqual([[0]])
  })
})
