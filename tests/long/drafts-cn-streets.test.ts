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

    it('places 43,002 rows of case counts by city and district codes that end in ".0", and names the rest', async () => {
      const source = 'dxyarea-2020-02-17-measures'
      const { records, loaded, quarantined, reasons } = drafted.file(source, 'DXYArea_2020-02-17.csv')
      expect([records, loaded, quarantined, reasons]).toEqual([43_002, 40_182, 2820, { unknown_area: 2820 }])
      const said = await drafted.aside(source)
      expect(said.map(([sentence, n]) => [sentence.split(/[:;,.] | is a/)[0], n])).toEqual([
        ['“0.0”', 1250],
        ['Column “city_zipCode” is empty', 1158],
        ['“-1.0”', 363],
        ['No area has the code “220381”', 47],
        ['No area has the code “410728”', 2],
      ])
    })
  },
  ['provinces.csv', 'cities.csv', 'areas.csv', 'streets.csv', 'DXYArea_2020-02-17.csv'],
)
