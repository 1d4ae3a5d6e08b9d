import { describe, expect, it } from 'vitest'
import { findPlaces, rankOf } from '../../../web/text/place-search.ts'

const place = (code: string, zh: string, en: string, depth: number, syllables: string[]) => ({
  code,
  zh,
  en,
  depth,
  syllables,
})
const places = [
  place('990102000000', '临江区', 'Linjiang District', 0, ['lin', 'jiang', 'qu']),
  place('990102003000', '银塘街道', 'Yintang Sub-district', 1, ['yin', 'tang', 'jie', 'dao']),
  place('990102003002', '银塘社区', 'Yintang Community', 2, ['yin', 'tang', 'she', 'qu']),
  place('990103004000', '绿洲镇', 'Lvzhou Town', 1, ['lv', 'zhou', 'zhen']),
]
const found = (query: string) => findPlaces(query, places, 8).map(({ zh }) => zh)

describe('a search for a place', () => {
  it.each(['银塘', 'yintang', 'yt', 'yint', 'ytang', 'YIN TANG', "yin'tang", 'Yintang'])(
    'finds the same by name, by pinyin whole, in initials or mixed: %s',
    (query) => {
      expect(found(query)).toEqual(['银塘街道', '银塘社区'])
    },
  )

  it('finds by code and by the beginning of one, the larger area first', () => {
    expect(found('990102003002')).toEqual(['银塘社区'])
    expect(found('990102')).toEqual(['临江区', '银塘街道', '银塘社区'])
  })

  it('tells one community from its street when the kind is typed too', () => {
    expect(found('ytsq')).toEqual(['银塘社区'])
    expect(found('yintang comm')).toEqual(['银塘社区'])
  })

  it('reads ü as v or ü, and a part from the middle of a name', () => {
    expect(found('lü')).toEqual(['绿洲镇'])
    expect(found('zhouzhen')).toEqual(['绿洲镇'])
  })

  it('finds nothing for nothing, and nothing that is not there', () => {
    expect(found('  ')).toEqual([])
    expect(found('xyz')).toEqual([])
    expect(rankOf('江', places[1] ?? places[0]!)).toBeNull()
  })
})
