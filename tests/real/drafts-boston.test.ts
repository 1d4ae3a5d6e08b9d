import { expect, it } from 'vitest'
import { onDrafts } from './drafted.ts'

onDrafts('us-boston', {}, (drafted) => {
  it('loads 62,165 of 62,169 rows of eleven files, four of them twice in the files', () => {
    const files = drafted.files().filter(({ source }) => source === 'boston311-animal')
    const sum = (key: 'records' | 'loaded' | 'duplicate' | 'quarantined') => files.reduce((n, file) => n + file[key], 0)
    expect(files).toHaveLength(11)
    expect([sum('records'), sum('loaded'), sum('duplicate'), sum('quarantined')]).toEqual([62_169, 62_165, 4, 0])
  })

  it('loads 43 ZIP polygons as 37 areas and 22 neighborhoods with their people', async () => {
    expect(drafted.file('zip-codes-areas', 'zip_codes.geojson').loaded).toBe(43)
    expect(drafted.file('boston-pop-by-neighborhood-population', 'boston_pop_by_neighborhood.csv').loaded).toBe(22)
    const areas = await drafted.rows(`select level, count(*)::integer from @area group by level order by level`)
    expect(areas).toEqual([
      ['city', 1],
      ['neighborhoods', 22],
      ['zip_codes', 37],
    ])
  })
})
