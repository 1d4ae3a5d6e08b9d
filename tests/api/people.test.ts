import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { PeopleBody } from '../../api/schema/people.ts'
import { openEngine } from '../../warehouse/engine/duckdb.ts'
import { createTables } from '../../warehouse/model/create.ts'
import { answerPeople } from '../../warehouse/answer/people.ts'
import type { SnapshotCatalog } from '../../warehouse/catalog/snapshot-catalog.ts'
import type { Engine } from '../../warehouse/engine/engine.ts'
import type { Attached } from '../../warehouse/snapshot/types.ts'
import { openTiny } from './tiny-city.ts'

let engine: Engine
beforeAll(async () => {
  engine = await openEngine({ threads: 1 })
  await createTables(engine, ['city', 'district'])
  const fill = (table: string, columns: string, rows: string) =>
    engine.exec({ text: `insert into ${table} (${columns}) values ${rows}` })
  await fill(
    'area',
    'area_id, code, level, parent_id, name_zh, name_en, urban_class',
    `(1, 'c', 'city', null, '城', 'C', null), (2, 'a', 'district', 1, '甲', 'A', 'urban'), (3, 'b', 'district', 1, '乙', 'B', 'rural')`,
  )
  await fill(
    'area_up',
    'area_id, level, up_id',
    `(1, 'city', 1), (2, 'district', 2), (2, 'city', 1), (3, 'district', 3), (3, 'city', 1)`,
  )
  await fill(
    'population',
    'area_id, year, sex, age_min, age_max, basis, n, load_id',
    `(2, 2025, 'female', 0, 4, 'resident', 50, 1), (2, 2025, 'male', 0, 4, 'resident', 40, 1),
     (3, 2025, 'female', 0, 4, 'resident', 7, 1), (3, 2025, 'male', 5, 9, 'resident', 3, 1),
     (3, 2025, 'all', 0, 4, 'resident', 7, 1), (3, 2025, 'female', null, null, 'resident', 7, 1)`,
  )
})
afterAll(() => engine.close())

const areas: SnapshotCatalog['areas'] = [
  { area_id: 1, code: 'c', level: 'city', parent_id: null, name_zh: '城', name_en: 'C', urban_class: null },
  {
    area_id: 2,
    code: 'a',
    level: 'district',
    parent_id: 1,
    name_zh: '甲',
    name_en: 'A',
    urban_class: 'urban' as const,
  },
  {
    area_id: 3,
    code: 'b',
    level: 'district',
    parent_id: 1,
    name_zh: '乙',
    name_en: 'B',
    urban_class: 'rural' as const,
  },
].map((area) => ({ ...area, valid_from: null, valid_to: null }))

const attached = (profile: 'open' | 'standard', defaultLevel = 'district') =>
  ({
    id: 's',
    store: 'memory',
    engine,
    catalog: {
      city: {
        profile,
        default_level: defaultLevel,
        levels: [{ id: 'city' }, { id: 'district', parent: 'city' }],
      },
      areas,
      dataTo: '2026-08-31',
      emptyLevels: [],
    },
  }) as unknown as Attached

describe('people by sex and age', () => {
  it('are added up over the areas named, the city beside them, totals counted once', async () => {
    const told = await answerPeople({ area: ['b'] }, attached('open'))
    expect(told).toMatchObject({ year: 2025, basis: 'resident', status: 'ok', total: 10 })
    expect(told.bands).toEqual([
      { from: 0, to: 4, female: 7, male: null },
      { from: 5, to: 9, female: null, male: 3 },
    ])
    expect(told.city?.[0]).toEqual({ from: 0, to: 4, female: 57, male: 40 })
    expect((await answerPeople({ urban_class: ['urban'] }, attached('open'))).total).toBe(90)
  })

  it('are held back whole where one band has 1–7 people, refused below what is published', async () => {
    expect(await answerPeople({ area: ['b'] }, attached('standard'))).toMatchObject({
      status: 'suppressed',
      total: null,
      bands: [],
      city: null,
    })
    await expect(answerPeople({ area: ['b'] }, attached('standard', 'city'))).rejects.toThrow(
      'not in its set of tables',
    )
    await expect(answerPeople({ urban_class: ['urban'] }, attached('standard'))).rejects.toThrow('ages by urban class')
    expect((await answerPeople({ area: ['a'] }, attached('standard'))).status).toBe('ok')
  })

  it('names what it does not know', async () => {
    await expect(answerPeople({ area: ['x'] }, attached('open'))).rejects.toThrow('There is no area code')
  })

  it('are served, and said to be missing where a city has no ages', async () => {
    const tiny = await openTiny()
    const response = await tiny.get('/api/people?area=990101')
    expect(response.status).toBe(200)
    expect(((await response.json()) as PeopleBody).status).toBe('missing')
    expect((await tiny.get('/api/people?urban_class=moon')).status).toBe(400)
    await tiny.close()
  })
})
