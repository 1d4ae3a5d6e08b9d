import { join } from 'node:path'
import { expect, it } from 'vitest'
import { againstText, matchesOf } from '../../../ingest/inspect/against.ts'
import { plainAliases, proposeAliases } from '../../../ingest/inspect/aliases.ts'
import { knownAreas } from '../../../ingest/inspect/known.ts'
import { TINY } from '../tiny-city.ts'
import { filesIn, seenTable } from './seen-file.ts'

const one = (published: string, ...areas: string[]) => proposeAliases([[published, 3]], areas)[0]

it.each([
  ['臺北市', '台北市', 'other characters'],
  ['左營區', '左营区', 'other characters'],
  ['浦东', '浦东新区', 'kind of area'],
  ['三民一', '三民區', 'numbered part'],
  ['Allston', 'Allston / Brighton', 'name joins'],
  ['Greater Mattapan', 'Mattapan', 'a word more'],
  ['Autauga', 'Autauga County', 'kind of area'],
  ['Roslindal', 'Roslindale', 'one letter'],
])('proposes for %s the area %s', (published, area, because) => {
  const alias = one(published, area, 'Elsewhere', '別處區')
  expect(alias).toMatchObject({ areas: [area], rows: 3 })
  expect(alias?.because).toContain(because)
})

it('lists all areas a name may mean, and chooses none', () => {
  const alias = one('Allston / Brighton', 'Allston', 'Brighton', 'Fenway')
  expect(alias?.areas).toEqual(['Allston', 'Brighton'])
  expect(plainAliases(alias ? [alias] : [])).toEqual([])
  expect(one('Boston', 'East Boston', 'South Boston')?.areas).toHaveLength(2)
})

it('proposes nothing for a name that is like no other', () => {
  expect(proposeAliases([['待明确地区', 9]], ['杭州市', '宁波市'])).toEqual([])
})

it('holds a file against the areas of a pack: shares by code, by name, by point, and what is missed', async () => {
  const city = await knownAreas(TINY, { from: join(TINY, 'files'), data: filesIn({}) })
  const [level] = city.levels.filter(({ areas }) => areas.size > 1)
  const [[code, name] = ['', ''], [otherCode] = ['']] = [...(level?.areas ?? [])]
  const table = await seenTable(`kind,district,people\na,${code},1\nb,${otherCode},2\nc,nowhere,3\n`)
  const [match] = matchesOf(table, city)
  expect(match).toMatchObject({ level: level?.level, column: 'district', areas: 2, unmatched: [['nowhere', 1]] })
  expect(match?.share).toBeCloseTo(2 / 3)
  const named = await seenTable(`people,called\n1,${name}\n2,${name}\n3,${name} Area\n`)
  const text = againstText(named, matchesOf(named, city), city.told)
  expect(text).toContain('66.7 %')
})
