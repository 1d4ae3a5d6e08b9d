import { expect, it } from 'vitest'
import { onDrafts } from '../real/drafted.ts'

onDrafts('us-county', {}, (drafted) => {
  it('reads 3,273 rows of the department of agriculture, and a last one that is blank', () => {
    const { records, loaded, reasons } = drafted.file(
      'usda-populationestimates-measures',
      'usda_PopulationEstimates.csv',
    )
    // The country and its states are no counties.
    expect([records, loaded, reasons.unknown_area]).toEqual([3274, 3221, 53])
  })

  it('reads 3,340 rows of a wide series, and says that 108 of them are at 0,0', async () => {
    const { records, loaded, quarantined } = drafted.file(
      'jhu-time-series-confirmed-us-measures',
      'jhu_time_series_confirmed_US.csv',
    )
    expect([records, loaded + quarantined]).toEqual([3340, 3340])
    expect(drafted.doubt('jhu_time_series_confirmed_US.csv', 'Lat')).toContain('108 rows are at 0')
  })

  it('takes off the footnote marks of both copies of the census table, whatever their encoding', async () => {
    const loads = ['', '-original'].map((copy) => `housing-area-density-2010${copy}-population`)
    expect(drafted.file(loads[0] ?? '', 'housing_area_density_2010.csv').decided).not.toEqual({})
    expect(drafted.file(loads[1] ?? '', 'housing_area_density_2010_original.csv').encoding).toBe('windows-1252')
    const sums = await drafted.rows(
      `select sum(n) from @population join @load l using (load_id) group by l.source order by l.source`,
    )
    expect(sums).toHaveLength(2)
    expect(sums[0]).toEqual(sums[1])
  })

  it('loads 3,225 counties in 52 states by their codes', async () => {
    const areas = await drafted.rows(`select level, count(*)::integer from @area where level = 'state' group by level`)
    expect(areas).toEqual([['state', 52]])
    expect(drafted.file('county-classifications-measures', 'county_classifications.csv').loaded).toBe(3225)
  })
})
