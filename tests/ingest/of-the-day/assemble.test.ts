import { describe, expect, it } from 'vitest'
import { createLocator } from '../../../ingest/locate/locator.ts'
import { timesOf } from '../../../ingest/locate/times.ts'
import type { AreaDraft } from '../../../ingest/locate/types.ts'
import { assembleAreas } from '../../../ingest/read/areas.ts'
import { type Pack, Recipe } from '../../../ingest/recipe.ts'
import { box, label } from './border-city.ts'
import { toyPack } from './toy-pack.ts'

const pack = toyPack('of_the_day')
const draft = (code: string, level: string, more: Partial<AreaDraft> = {}): AreaDraft => ({
  code,
  level,
  parent: null,
  name_zh: `${code}区`,
  name_en: null,
  urban_code: null,
  vintage: more.edition?.slice(0, 4) ?? null,
  land_km2: 1,
  responsible: null,
  geometry: null,
  recipe: `${level}-${more.edition?.slice(0, 4) ?? 'plain'}`,
  ...more,
})
const drawn = (west: number, east: number) => ({ geometry: { type: 'Polygon' as const, coordinates: box(west, east) } })
const city = draft('1', 'city')
const [early, late] = [{ edition: '2010-01-01' }, { edition: '2020-07-01' }]

/** An error whose sentence holds both. */
const said = (en: string, zh: string) =>
  expect.objectContaining({ sentence: { en: expect.stringContaining(en), zh: expect.stringContaining(zh) } })

/** Code, first day, day after the last, and the same of the parent. */
const told = (drafts: AreaDraft[]) => {
  const areas = assembleAreas(pack, drafts)
  return areas.map(({ code, valid_from, valid_to, parent_id }) => {
    const parent = areas.find(({ area_id }) => area_id === parent_id)
    return [code, valid_from, valid_to, parent ? `${parent.code} ${parent.valid_from ?? '–'}` : null].join(' ')
  })
}

describe('areas of the day', () => {
  it('hold from the day their recipe states until the next vintage of their level', () => {
    const drafts = [
      city,
      draft('B', 'district', { ...late, ...drawn(0, 1) }),
      draft('B', 'district', { ...early, ...drawn(0, 2) }),
    ]
    expect(told(drafts)).toEqual(['1   ', 'B 2010-01-01 2020-07-01 1 –', 'B 2020-07-01  1 –'].map((line) => line))
  })

  it('hold always where a level has one vintage or none', () => {
    expect(told([city, draft('B', 'district', late)])).toEqual(['1   ', 'B   1 –'])
    expect(told([city, draft('B', 'district')])).toEqual(['1   ', 'B   1 –'])
  })

  it('are told more by files without a vintage, for each of their vintages', () => {
    const areas = assembleAreas(pack, [
      city,
      draft('B', 'district', { ...early, name_zh: null, name_en: null, ...drawn(0, 2) }),
      draft('B', 'district', { ...late, name_zh: null, name_en: null, ...drawn(0, 1) }),
      draft('B', 'district', { name_en: 'Yi' }),
      draft('Z', 'district', { name_en: 'Always' }),
    ])
    expect(areas.map(({ code, name_en, valid_from }) => [code, name_en, valid_from])).toEqual([
      ['1', '1区', null],
      ['B', 'Yi', '2010-01-01'],
      ['B', 'Yi', '2020-07-01'],
      ['Z', 'Always', null],
    ])
  })

  it('lie below the area that holds at the same time; one without a vintage once for each of them', () => {
    const drafts = [
      city,
      draft('B', 'district', { ...early, ...drawn(0, 2) }),
      draft('B', 'district', { ...late, ...drawn(0, 1) }),
      draft('b1', 'village', { parent: 'B' }),
    ]
    expect(told(drafts).slice(3)).toEqual(['b1 2010-01-01 2020-07-01 B 2010-01-01', 'b1 2020-07-01  B 2020-07-01'])
  })

  it('need a parent at every time', () => {
    const districts = [
      draft('B', 'district', { ...early, ...drawn(0, 2) }),
      draft('B', 'district', { ...late, ...drawn(0, 1) }),
      draft('C', 'district', { ...late, ...drawn(1, 2) }),
    ]
    const villages = (more: Partial<AreaDraft>) => [
      city,
      ...districts,
      draft('c1', 'village', { parent: 'C', ...more }),
    ]
    expect(() => told(villages({}))).toThrow(
      said(
        'village c1 holds at all times and names the district C as its parent, which holds from 2020-07-01 on only',
        '请为 village 文件也写明',
      ),
    )
    const before = draft('b1', 'village', { parent: 'B', ...early })
    expect(() => told([...villages(early), draft('c1', 'village', { parent: 'C', ...late })])).toThrow(
      /village c1 holds 2010-01-01 to 2020-06-30 and names/u,
    )
    expect(told([...villages(late), before]).slice(4)).toEqual([
      'b1 2010-01-01 2020-07-01 B 2010-01-01',
      'c1 2020-07-01  C 2020-07-01',
    ])
    expect(() => told([city, ...districts, draft('x', 'village', { parent: 'X' })])).toThrow(
      /"X" as its parent, which no/u,
    )
  })

  it('are not drawn by two recipes of which one states no time', () => {
    const drafts = [city, draft('B', 'district', { ...late, ...drawn(0, 1) }), draft('B', 'district', drawn(0, 2))]
    expect(() => told(drafts)).toThrow(
      said(
        'Recipes district-plain and district-2020 both draw the district B, and district-plain states no vintage',
        '未写明年份',
      ),
    )
    const none = draft('B', 'district', { recipe: 'other', ...drawn(1, 2) })
    expect(told([city, draft('B', 'district', drawn(0, 1)), none])).toHaveLength(2)
  })

  it('follow one another as their vintages do', () => {
    const at = (vintage: string, edition: string) =>
      draft('B', 'district', { vintage, edition, recipe: `of-${vintage}` })
    for (const day of ['2020-01-01', '2021-01-01']) {
      expect(() => told([city, at('2010', day), at('2020', '2020-01-01')])).toThrow(
        said(`district overlap in time: recipe of-2010 holds its vintage 2010 from ${day}`, '时间重叠'),
      )
    }
    expect(told([city, at('2010', '2012-07-01'), at('2020', '2020-01-01')])).toEqual(['1   ', 'B 2012-07-01  1 –'])
  })
})

describe('a level', () => {
  const recipe = Recipe.parse({
    id: 'cases',
    label,
    publisher: 'P',
    licence: 'L',
    target: 'cases',
    fields: { opened_at: { type: 'time' }, lon: { from: 'x' }, lat: { from: 'y' } },
    locate: [
      { level: 'district', by: 'code', from: 'c', required: true },
      { level: 'district', by: 'point', required: true },
    ],
  })
  const sql = (boundaries: Pack['boundaries'], drafts: AreaDraft[]) => {
    const own = toyPack(boundaries)
    const areas = assembleAreas(own, drafts)
    const locator = createLocator({ pack: own, recipe, areas, finest: 8, bridges: new Map() })
    return JSON.stringify([
      locator.functions.map(({ name }) => name),
      locator.expressions(recipe, (name) => `"${name}"`),
    ])
  }
  const one = [city, draft('B', 'district', { ...late, ...drawn(0, 1) })]

  it('of one vintage is looked up in one place, by the very SQL of a pack that never asked', () => {
    expect(sql('of_the_day', one)).toBe(sql('newest', one))
    expect(sql('of_the_day', one)).not.toContain('opened_at')
  })

  it('of several is looked up in each for its rows', () => {
    const two = [...one, draft('B', 'district', { ...early, ...drawn(0, 2) })]
    expect(sql('newest', two)).toBe(sql('newest', one))
    expect(sql('of_the_day', two)).toContain("v_opened_at\\\" >= timestamp '2020-07-01 00:00:00' then")
    const areas = assembleAreas(pack, two)
    expect(timesOf(areas, ['city']).map(({ from }) => from)).toEqual([null])
    expect(timesOf(areas, ['district']).map(({ from }) => from)).toEqual(['2020-07-01', '2010-01-01'])
  })
})
