import { describe, expect, it } from 'vitest'
import type { AreaRow } from '../../../ingest/locate/types.ts'
import { ABOVE, mendArea } from '../../../ingest/mend/area.ts'
import type { Locate } from '../../../ingest/recipe.ts'

const area = (area_id: number, level: string, code: string, name: string, parent_id: number | null): AreaRow => ({
  area_id,
  code,
  level,
  parent_id,
  name_zh: name,
  name_en: name,
  urban_class: null,
  urban_code: null,
  vintage: null,
  land_km2: null,
  responsible: null,
  lon: null,
  lat: null,
  geometry: null,
  valid_from: null,
  valid_to: null,
})
const AREAS = [
  area(1, 'state', '01', 'Alabama', null),
  area(2, 'state', '02', 'Alaska', null),
  area(3, 'county', '01001', 'Autauga', 1),
  area(4, 'county', '02013', 'Aleutians', 2),
  area(5, 'county', '02016', 'Sitka', 2),
  area(6, 'town', '64000010', '三民區', null),
  area(7, 'town', '65000020', '北區', null),
  area(8, 'town', '66000020', '北區', null),
  area(9, 'village', '64000010001', '力行里', 6),
  area(10, 'village', '64000010002', '鼎強里', 6),
  area(11, 'village', '65000020001', '力行里', 7),
]
const CODE: Locate = { level: 'county', by: 'code', from: ['fips'], pad: 5, required: true }
const NAME: Locate = { level: 'village', by: 'name', from: ['village'], required: true }
const WITHIN: Locate = { ...NAME, within: { level: 'town', from: ['town'], extract: '^...(.+)$' } }
const said = (locate: Locate, value: string) => mendArea([locate], AREAS, value)?.en

describe('how to mend a code that no area has', () => {
  it.each([
    ['1', 'is Alabama (01) of level state'],
    ['02000', 'is Alaska (02) of level state'],
    ['02270', '“02270”; 2 begin with “02”. Most likely the boundaries changed'],
    ['90001', 'No code of level county begins with “90”'],
    ['00000', 'is a filler'],
    ['-1.0', 'is a filler'],
    ['合计', 'is a total, not an area. Say `totals: { fips: [合计] }`'],
  ])('explains %s', (value, sentence) => {
    expect(said(CODE, value)).toContain(sentence)
  })
})

describe('how to mend a name that no area has', () => {
  it.each([
    ['待明确地区', 'did not know the place'],
    ['Out of AL', 'did not know the place'],
    ['力行里', '2 areas are called “力行里” (codes 64000010001, 65000020001 …); say with `within`'],
  ])('explains %s', (value, sentence) => {
    expect(said(NAME, value)).toContain(sentence)
  })

  it('looks at the area above first, and only then for names inside it', () => {
    const within = (own: string, above: string) => said(WITHIN, `${own}${ABOVE}${above}`)
    expect(within('力行里', '高雄市三民一')).toContain(
      '“三民一” in column “town” is no area of level town. Perhaps “三民區”',
    )
    expect(within('力行里', '臺中市北區')).toContain('2 areas are called “北區”')
    expect(within('鼎强里', '高雄市三民區')).toContain('In 三民區 no area is called “鼎强里”; perhaps “鼎強里”')
    expect(within('\u{FB56F}南里', '高雄市三民區')).toContain("of the publisher's own font")
    expect(within('光復里', '高雄市三民區')).toContain('In 三民區 no area is called “光復里” or anything like it')
  })

  it('says all of it in Chinese too', () => {
    expect(mendArea([WITHIN], AREAS, `力行里${ABOVE}高雄市三民一`)?.zh).toBe(
      '“town”列的“三民一”不是层级 town 的区域。或许是“三民區”；请在 within 的 aliases 中写明。',
    )
  })
})
