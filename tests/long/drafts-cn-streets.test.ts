import { expect, it } from 'vitest'
import { onDrafts } from '../real/drafted.ts'

onDrafts(
  'cn-admin',
  {},
  (drafted) => {
    it('nests 31 provinces, 342 cities, 2,978 areas and 41,352 streets by their codes', async () => {
      const areas = await drafted.rows(`select a.level, count(*)::integer, count(p.area_id)::integer from @area a
        left join @area p on p.area_id = a.parent_id group by a.level order by count(*)`)
      expect(areas).toEqual([
        ['city', 1, 0],
        ['provinces', 31, 31],
        ['cities', 342, 342],
        ['areas', 2978, 2978],
        ['streets', 41_352, 41_352],
      ])
    })

    it('reads 43,002 rows of case counts, whose city codes end in zeros and ".0"', () => {
      const { records } = drafted.file('dxyarea-2020-02-17-measures', 'DXYArea_2020-02-17.csv')
      expect(records).toBe(43_002)
    })
  },
  ['provinces.csv', 'cities.csv', 'areas.csv', 'streets.csv', 'DXYArea_2020-02-17.csv'],
)
