import { expect, it } from 'vitest'
import { onDrafts } from '../real/drafted.ts'

onDrafts('us-county', {}, (drafted) => {
  it('loads all of 3,273 rows of the department of agriculture: counties, states, the country; a last one is blank', async () => {
    const source = 'usda-populationestimates-measures'
    const { records, loaded, quarantined } = drafted.file(source, 'usda_PopulationEstimates.csv')
    expect([records, loaded, quarantined]).toEqual([3274, 3274, 0])
    const [row] = await drafted.rows(`select sum(value) filter (level = 'city'), sum(value) filter (level = 'state'),
      count(*) filter (level = 'state')::integer from @measure join @area using (area_id)
      where measure = 'POP_ESTIMATE' and year = 2018 and load_id = (select load_id from @load where source = '${source}')`)
    expect(row).toEqual([327_167_434, 330_362_587, 52])
  })

  it('reads 3,340 rows of a wide series; 120 are of no county, and why is said', async () => {
    const source = 'jhu-time-series-confirmed-us-measures'
    const { records, loaded, reasons } = drafted.file(source, 'jhu_time_series_confirmed_US.csv')
    expect([records, loaded, reasons]).toEqual([3340, 3220, { unknown_area: 120 }])
    expect(drafted.doubt('jhu_time_series_confirmed_US.csv', 'Lat')).toContain('108 rows are at 0')
    const said = await drafted.aside(source)
    expect(said.slice(0, 3).map(([sentence, n]) => [sentence.split(/[:.]/)[0], n])).toEqual([
      ['No code of level county_classifications begins with “80”', 51],
      ['No code of level county_classifications begins with “90”', 51],
      ['Column “FIPS” is empty', 10],
    ])
  })

  it('loads counties, states and the country of the census, without their footnote marks; two counties are of 2010', async () => {
    const { records, loaded, decided } = drafted.file(
      'housing-area-density-2010-population',
      'housing_area_density_2010.csv',
    )
    expect([records, loaded]).toEqual([3274, 3272])
    expect(decided).not.toEqual({})
    const said = await drafted.aside('housing-area-density-2010-population')
    expect(said.map(([sentence]) => sentence)).toEqual([
      expect.stringContaining('“02270”; 1 begin with “0227”. Most likely the boundaries changed'),
      expect.stringContaining('“46113”; 4 begin with “4611”. Most likely the boundaries changed'),
    ])
    const people = await drafted.rows(
      `select level, count(*)::integer, sum(n) from @population join @area using (area_id) group by level order by level`,
    )
    expect(people).toEqual([
      ['city', 1, 308_745_538],
      ['county_classifications', 3219, 312_450_282],
      ['state', 52, 312_471_327],
    ])
  })

  it('takes one of two copies of the census table, whatever their encoding', () => {
    expect(drafted.pack()).toContain(
      'housing_area_density_2010_original.csv holds the same records as housing_area_density_2010.csv',
    )
  })

  it('loads 3,225 counties in 52 states by their codes', async () => {
    const areas = await drafted.rows(`select level, count(*)::integer from @area where level = 'state' group by level`)
    expect(areas).toEqual([['state', 52]])
    expect(drafted.file('county-classifications-measures', 'county_classifications.csv').loaded).toBe(3225)
  })
})
