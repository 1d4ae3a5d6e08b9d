import { expect, it } from 'vitest'
import { onDrafts } from '../real/drafted.ts'

const WITHIN = 'within: { level: town, from: 區域別, extract: ^高雄市(.+)$'
/** The registration offices of the two largest districts publish apart. */
const offices: [string, string][] = [
  [WITHIN, `${WITHIN}, aliases: { 三民一: 三民區, 三民二: 三民區, 鳳山一: 鳳山區, 鳳山二: 鳳山區 }`],
]
const PEOPLE = 'village-population-age-sex-10405'

onDrafts(
  'tw-kaohsiung',
  Object.fromEntries(['population', 'housing', 'measures'].map((of) => [`sources/${PEOPLE}-${of}.yaml`, offices])),
  (drafted) => {
    it('loads the dengue cases of three years, each in its village', async () => {
      const cases = [2014, 2015, 2023].map((year) => drafted.file('dengue-cases', `dengue_cases_${year}.csv`).loaded)
      expect(cases).toEqual([15_043, 19_773, 3184])
      const [row] = await drafted.rows(`select count(area_village_codes)::integer from @cases`)
      expect(row).toEqual([38_000])
    })

    it('counts 2,778,793 people and 1,068,314 households in 891 villages', async () => {
      const file = 'village_population_age_sex_10405.csv'
      expect(drafted.file(`${PEOPLE}-population`, file)).toMatchObject({ loaded: 891, quarantined: 0 })
      const of = (recipe: string) => `load_id = (select load_id from @load where source = '${PEOPLE}-${recipe}')`
      const [row] = await drafted.rows(`select (select sum(n) from @population where ${of('population')}),
        (select sum(households) from @housing where ${of('housing')})`)
      expect(row).toEqual([2_778_793, 1_068_314])
    })

    it('loads 8,384 and 1,234 statistical areas, 15,593 rows of their people and 22 counties', () => {
      expect(drafted.file('code1-topo-areas', 'code1_topo.json').loaded).toBe(8384)
      expect(drafted.file('code2-topo-areas', 'code2_topo.json').loaded).toBe(1234)
      expect(drafted.file('statistical-area-population-population', 'statistical_area_population.json').loaded).toBe(
        15_593,
      )
      expect(drafted.file('taiwan-county-topo-areas', 'taiwan_county_topo.json').loaded).toBe(22)
    })

    it('reads 7,760 villages of 2020, 7,851 codes and births, and says how many find no village of 2015', async () => {
      const of2020 = drafted.file(
        'village-population-all-taiwan-2020-12-population',
        'village_population_all_taiwan_2020-12.csv',
      )
      expect(of2020).toMatchObject({ records: 7760, loaded: 7670, quarantined: 90 })
      expect(drafted.file('village-codes-areas', 'village_codes.csv').loaded).toBe(7851)
      const births = drafted.file('village-births-deaths-2015-05-measures', 'village_births_deaths_2015-05.csv')
      expect([births.records, births.loaded, births.quarantined]).toEqual([7851, 7764, 87])
      const said = (await drafted.aside('village-births-deaths-2015-05-measures'))
        .map(([sentence]) => sentence)
        .join(' ')
      expect(said).toContain("a character of the publisher's own font")
      expect(said).toContain('use a column that tells them apart')
    })
  },
)
