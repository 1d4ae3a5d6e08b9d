import { appendFileSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { draftAll, writeDrafts } from '../../../ingest/inspect/draft.ts'
import { inspect } from '../../../ingest/inspect/inspect.ts'
import { ingest } from '../../../ingest/pipeline.ts'
import { silent } from '../../../ingest/progress.ts'
import { shapes } from '../of-the-day/border-city.ts'
import { of2010, of2020 } from '../of-the-day/split-city.ts'
import { filesIn } from './seen-file.ts'

const PEOPLE = 'code,year,population\nA01,2019,1000\nB01,2019,2000\nA01,2021,1100\nB01,2021,1200\nC01,2021,1000\n'
/** Codes of three characters, as official ones have several. */
const coded = (text: string) => text.replaceAll(/"code":"(\w)"/gu, '"code":"$101"')

async function drafted(files: Record<string, string>) {
  const from = filesIn(files)
  const { tables } = await inspect([from], silent)
  const pack = join(filesIn({}), 'mine')
  writeDrafts(draftAll(tables, 'mine'), pack)
  const run = async () => {
    const { files: told } = await ingest({ pack, from, data: filesIn({}) })
    return told.map(({ source, loaded, duplicate }) => [source, loaded, duplicate])
  }
  return { pack, run, text: (name: string) => readFileSync(join(pack, name), 'utf8') }
}

it('takes boundaries of two years for two vintages of one level, and says how each may hold for its days', async () => {
  const { pack, run, text } = await drafted({
    'districts_2010.geojson': coded(of2010),
    'districts_2020.geojson': coded(of2020),
    'people.csv': PEOPLE,
  })
  expect(text('sources/districts-2010-districts.yaml')).toMatch(/level: districts\n# unsure: [^]*\nvintage: 2010\n/u)
  expect(text('sources/districts-2020-districts.yaml')).toMatch(/level: districts\n# unsure: [^]*\nvintage: 2020\n/u)
  expect(text('city.yaml')).toContain('\n# boundaries: of_the_day\n')
  expect((await run()).slice(1)).toEqual([
    ['districts-2010-districts', 0, 2],
    ['districts-2020-districts', 3, 0],
    ['people-population', 5, 0],
  ])
  appendFileSync(join(pack, 'city.yaml'), 'boundaries: of_the_day\n')
  expect((await run()).slice(1)).toEqual([
    ['districts-2010-districts', 2, 0],
    ['districts-2020-districts', 3, 0],
    ['people-population', 5, 0],
  ])
})

it('states no vintage for boundaries of one year', async () => {
  const { text } = await drafted({
    'districts_2020.geojson': coded(of2020),
    'streets_2010.geojson': shapes([
      ['s1', '一街', 'One', 120, 120.02],
      ['s2', '二街', 'Two', 120.02, 120.03],
    ]),
    'people.csv': PEOPLE,
  })
  expect(text('sources/districts-2020-areas.yaml')).not.toContain('vintage')
  expect(text('city.yaml')).not.toContain('of_the_day')
})
