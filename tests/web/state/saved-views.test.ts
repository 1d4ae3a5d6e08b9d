import { describe, expect, it } from 'vitest'
import { readViews, type SavedView, viewsAsText, withView } from '../../../web/state/saved-views.ts'

const at = '2026-11-01T00:00:00Z'
const noise: SavedView = { name: '噪声', address: '/?category_group=noise', at }

describe('views with a name', () => {
  it('stand newest first, one of a name, at most a hundred', () => {
    const list = withView(withView([noise], { ...noise, name: 'Gap', address: '/gap' }), { ...noise, address: '/?x=1' })
    expect(list.map(({ name, address }) => [name, address])).toEqual([
      ['噪声', '/?x=1'],
      ['Gap', '/gap'],
    ])
    expect(withView([noise], { ...noise, name: '  ' })).toEqual([noise])
    const many = Array.from({ length: 100 }, (_, i) => ({ ...noise, name: `view ${i}` }))
    expect(withView(many, noise)).toHaveLength(100)
  })

  it('are read back, and whatever is not a view of this origin is left out', () => {
    expect(readViews(JSON.stringify([noise]))).toEqual([noise])
    const foreign = ['https://elsewhere.example/', '//elsewhere.example', 'javascript:alert(1)', '/\\elsewhere']
    expect(readViews(JSON.stringify(foreign.map((address) => ({ ...noise, address }))))).toEqual([])
    expect(readViews('{"a":1}')).toEqual([])
    expect(readViews('not JSON')).toEqual([])
    expect(readViews(null)).toEqual([])
  })

  it('are handed on as a name and a whole link a line', () => {
    expect(viewsAsText([noise], 'https://city.example')).toBe('噪声\thttps://city.example/?category_group=noise')
  })
})
