import { expect, it } from 'vitest'
import { onDrafts } from './drafted.ts'

onDrafts('us-chicago', {}, (drafted) => {
  it('loads 1,412 crimes, 77 community areas and 789 tracts, each once though two files tell them', async () => {
    expect(drafted.files().map(({ file }) => file)).not.toContain('carjackings.csv')
    expect(drafted.pack()).toContain('carjackings.csv holds the same records as Chi_Carjackings.geojson')
    expect(drafted.pack()).toContain('community_areas_2020.csv holds the same records as Chicago_2020.geojson')
    expect(drafted.file('chi-carjackings', 'Chi_Carjackings.geojson').loaded).toBe(1412)
    expect(drafted.file('commpopulation-population', 'commpopulation.csv').loaded).toBe(77)
    const areas = await drafted.rows(`select level, count(*)::integer from @area group by level order by level`)
    expect(areas).toEqual([
      ['census_tracts_2010', 789],
      ['chicago_2020', 77],
      ['city', 1],
    ])
  })

  it('finds the people, the dwellings and the carjackings of West Garfield Park', async () => {
    const [row] = await drafted.rows(`select
      (select sum(n) from @population where area_id = a.area_id and year = 2020 and load_id = (select load_id from @load where source = 'chicago-2020-population')),
      (select count(*)::integer from @cases where area_chicago_2020 = a.area_id and load_id = (select load_id from @load where source = 'chi-carjackings')),
      (select sum(dwellings) from @housing where load_id = (select load_id from @load where source = 'chicago-2020-housing'))
      from @area a where a.level = 'chicago_2020' and a.code = '26'`)
    expect(row).toEqual([16_421, 78, 1_214_266])
  })
})
