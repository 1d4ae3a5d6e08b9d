import { describe, expect, it } from 'vitest'
import { hierarchyOf } from '../../../web/data/hierarchy.ts'
import { cameraOf, cellWidth, fittingResolution, metresAPixel } from '../../../web/state/map-selection.ts'
import { readState, writeState } from '../../../web/state/view-state.ts'

describe('cells', () => {
  it('are as wide as H3 says: an edge of 531 m at resolution 8', () => {
    expect(cellWidth(8) / Math.sqrt(3)).toBeCloseTo(531, -1)
  })

  it('grow finer as one zooms in, never finer than there are classes for, and stay wide for short periods', () => {
    const at = (scale: number, days = 90) => fittingResolution([7, 8, 9], scale, days)
    expect(at(195)).toBe(7)
    expect(at(195, 1000)).toBe(8)
    expect(at(100)).toBe(8)
    expect(at(20)).toBe(9)
    expect(at(1)).toBe(9)
    expect(at(5000)).toBe(7)
    expect(fittingResolution([], 20, 90)).toBeNull()
  })

  it('follow the camera of a link before the map is drawn', () => {
    const camera = cameraOf('120.15,30.27,11.2')
    expect(camera).toEqual({ lon: 120.15, lat: 30.27, zoom: 11.2 })
    expect(metresAPixel(0, 0)).toBeCloseTo(78_271.5, 0)
    expect(cameraOf(null)).toBeNull()
  })
})

describe('the map in the address', () => {
  it.each([
    '?map=spots&show=smooth&classes=natural&at=120.15,30.27,11.2',
    '?compare_from=2025-03-01&compare_to=2025-05-31&benchmark=peers&show=change&classes=5,10,20',
    '?area=990102000000&cell=874196d00ffffff,874196d04ffffff',
  ])('is written as it was read: %s', (search) => {
    const { state, ignored } = readState(search)
    expect(ignored).toEqual([])
    expect(new Set(writeState(state).slice(1).split('&'))).toEqual(new Set(search.slice(1).split('&')))
  })

  it.each(['classes=3,2', 'classes=a', 'classes=1,2,3,4,5,6,7', 'show=all', 'at=here', 'at=1,2'])(
    'names what it cannot understand: %s',
    (part) => {
      expect(readState(`?${part}`).ignored).toEqual([part.split('=')[0]])
    },
  )
})

describe('the areas of a city as a tree', () => {
  const area = (code: string, level: string, parent: string | null) => ({
    code,
    level,
    parent,
    zh: code,
    en: code,
    syllables: [],
    bbox: null,
  })
  const levels = [
    { id: 'city', n: 1, has_geometry: true },
    { id: 'district', parent: 'city', n: 2, has_geometry: true },
    { id: 'street', parent: 'district', n: 3, has_geometry: true },
    { id: 'zip', parent: 'city', n: 2, has_geometry: true },
  ]
  const tree = hierarchyOf(
    [area('c', 'city', null), area('d1', 'district', 'c'), area('s1', 'street', 'd1'), area('z1', 'zip', 'c')],
    levels,
  )

  it('lead from an area up to the city, whose own step they leave out', () => {
    expect(tree.path('s1').map(({ code }) => code)).toEqual(['d1', 's1'])
    expect(tree.path('c')).toEqual([])
    expect(tree.path('unknown')).toEqual([])
  })

  it('tell which chosen areas the level shown lies in, and not those of a level beside it', () => {
    expect(tree.above(['d1', 's1', 'z1'], 'street')).toEqual(['d1'])
  })

  it('know the next level down, and that there is none below the last', () => {
    expect(tree.below('district')).toBe('street')
    expect(tree.below('street')).toBeNull()
  })
})
