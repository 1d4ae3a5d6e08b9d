import { expect, it } from 'vitest'
import { onDrafts } from './drafted.ts'

onDrafts('basemap', {}, (drafted) => {
  it('loads 3,231 counties, 56 states, 241 and 177 countries, each file a level of its own', async () => {
    const areas = await drafted.rows(`select level, count(*)::integer from @area group by level order by level`)
    expect(areas).toEqual([
      ['city', 1],
      ['counties_10m', 3231],
      ['countries_110m', 177],
      ['countries_50m', 241],
      ['nation_10m', 1],
      ['states_10m', 56],
    ])
  })

  it('draws land as the base map', async () => {
    expect(await drafted.rows(`select kind, count(*)::integer from @basemap group by kind`)).toEqual([['land', 3]])
  })
})
