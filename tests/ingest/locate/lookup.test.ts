import { describe, expect, it } from 'vitest'
import { Gazetteer } from '../../../ingest/locate/gazetteer.ts'
import { codeLookup, nameLookup } from '../../../ingest/locate/lookup.ts'
import type { AreaRow } from '../../../ingest/locate/types.ts'
import { Locate } from '../../../ingest/recipe.ts'

const area = (area_id: number, code: string, name_zh: string, name_en = name_zh): AreaRow => ({
  area_id,
  code,
  level: 'area',
  parent_id: null,
  name_zh,
  name_en,
  urban_class: null,
  urban_code: null,
  vintage: null,
  valid_from: null,
  valid_to: null,
  land_km2: null,
  responsible: null,
  lon: null,
  lat: null,
  geometry: null,
})

const of = (areas: AreaRow[]) => new Gazetteer(areas, 'area', new Map())
const byCode = (codes: string[], text: string) =>
  codeLookup(
    Locate.parse({ level: 'area', by: 'code', from: 'c' }),
    of(codes.map((code, k) => area(k + 1, code, `n${k}`))),
    new Map(),
  )(text)
const byName = (names: string[], text: string, aliases = {}) =>
  nameLookup(
    Locate.parse({ level: 'area', by: 'name', from: 'n', aliases }),
    of(names.map((name, k) => area(k + 1, `c${k}`, name))),
    null,
  )(text)

describe('areas by code', () => {
  it.each([
    ['330300', '330300.0'],
    ['01001', '1001.0'],
    ['01001', '1001'],
    ['1001', '01001'],
    ['64000010001', '64000010-001'],
    ['64000010-001', '64000010001'],
    ['A1401-01', 'ａ1401-01'],
    ['330302', '330302000000'],
    ['3303', '330300.0'],
    ['330302001', '330302001000'],
    ['330302001001', '330302001001'],
  ])('finds %s by %s', (code, text) => {
    expect(
      byCode(
        ['999999', code].filter((c) => c.length === code.length),
        text,
      ),
    ).toBe(code.length === 6 ? 2 : 1)
  })

  it('guesses nothing where two codes fit, and nothing that only looks alike', () => {
    expect(byCode(['0100', '100'], '00100')).toBeNull()
    expect(byCode(['0100', '100'], '100')).toBe(2)
    expect(byCode(['1-11', '11-1'], '111')).toBeNull()
    expect(byCode(['1-11'], '11-1')).toBeNull()
    expect(byCode(['1-11'], '111')).toBe(1)
    expect(byCode(['330302'], '330302001000')).toBeNull()
    expect(byCode(['330302', '3303'], '330302000000')).toBeNull()
    expect(byCode(['1', '2'], '0')).toBeNull()
    expect(byCode(['1', '2'], '1.5')).toBeNull()
  })

  it('crosses a bridge whatever its table does with zeros, unless two rows differ in nothing else', () => {
    const bridge = { file: 'b.csv', from: 'old', to: 'new' }
    const cross = (pairs: [string, string][], text: string) =>
      codeLookup(
        Locate.parse({ level: 'area', by: 'code', from: 'c', bridge }),
        of([area(1, '07', 'a'), area(2, '08', 'b')]),
        new Map([['b.csv|old|new', new Map(pairs)]]),
      )(text)
    expect(cross([['0011', '07']], '11.0')).toBe(1)
    expect(cross([['0011', '7']], '0011')).toBe(1)
    expect(
      cross(
        [
          ['0011', '07'],
          ['11', '08'],
        ],
        '011',
      ),
    ).toBeNull()
    expect(
      cross(
        [
          ['0011', '07'],
          ['11', '08'],
        ],
        '11',
      ),
    ).toBe(2)
    expect(cross([['0011', '07']], '12')).toBeNull()
  })
})

describe('areas by name', () => {
  it.each([
    ['臺東縣', '台东县'.replace('东', '東')],
    ['浦东新区', '浦东'],
    ['温州市', '温州'],
    ['温州', '温州市'],
    ['三民區', ' 三民 区 '],
    ['Ｂack Bay', 'back  bay'],
    ['Allston / Brighton', 'Allston/Brighton'],
    ['Suffolk County', 'Suffolk'],
    ['朝阳街道办事处', '朝阳'],
  ])('finds %s by %s', (name, text) => {
    expect(byName(['外滩', name], text)).toBe(2)
  })

  it('guesses nothing between two, nor between two kinds', () => {
    expect(byName(['长沙市', '长沙县'], '长沙')).toBeNull()
    expect(byName(['长沙县'], '长沙市')).toBeNull()
    expect(byName(['长沙县', '长沙'], '长沙')).toBe(2)
    expect(byName(['甲区', '乙区'], '区')).toBeNull()
    expect(byName(['待明确地区'], '待明确地区')).toBe(1)
    expect(byName(['温州市'], '待明确地区')).toBeNull()
  })

  it('holds what the recipe says above what the spelling suggests', () => {
    expect(byName(['浦东新区', '外滩'], '浦东', { 浦东: '外滩' })).toBe(2)
    expect(byName(['浦东新区', '外滩'], '浦东', { 浦东: '无此地' })).toBeNull()
  })
})
