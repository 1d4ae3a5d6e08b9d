import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readCsv } from '../../ingest/read/csv.ts'

const require = createRequire(import.meta.url)
const folder = dirname(require.resolve('csv-spectrum'))
const cases = readdirSync(join(folder, 'csvs')).map((file) => file.replace('.csv', ''))
/** Holds U+FFFD, published as if it were text: the one file of the set that is damaged itself. */
const DAMAGED = 'location_coordinates'

describe('csv-spectrum', () => {
  it.each(cases.filter((name) => name !== DAMAGED))('%s gives exactly its values', async (name) => {
    const { header, rows } = await readCsv(join(folder, 'csvs', `${name}.csv`), { delimiter: ',' })
    const found = rows.map((row) => Object.fromEntries(header.map((column, i) => [column, row[i]])))
    const expected: unknown = JSON.parse(readFileSync(join(folder, 'json', `${name}.json`), 'utf8'))
    expect(found).toEqual([expected].flat())
  })

  it(`${DAMAGED} is refused, by line and cause`, async () => {
    const read = readCsv(join(folder, 'csvs', `${DAMAGED}.csv`))
    await expect(read).rejects.toThrow(/location_coordinates\.csv, line 2: The record holds bytes that are not text/)
  })
})
