import { describe, expect, it } from 'vitest'
import type { Areas } from '../../../web/data/client.ts'
import { placeLabels } from '../../../web/map/place-labels.ts'

const area = (code: string, name: string, lon: number, land_km2: number): Areas['features'][number] => ({
  type: 'Feature',
  geometry: { type: 'Polygon', coordinates: [] },
  properties: {
    code,
    level: 'district',
    parent: null,
    name_zh: name,
    name_en: name,
    urban_class: null,
    responsible: null,
    land_km2,
    lon,
    lat: 29,
  },
})
const areas: Areas = {
  type: 'FeatureCollection',
  features: [area('1', 'Small', 120.02, 1), area('2', 'Large Neighbour', 120, 9), area('3', 'Far', 121, 2)],
}
const names = (scale: number) => placeLabels(areas, scale, 'en', 13).map(({ text }) => text)

describe('names on the map', () => {
  it('give way to the larger area where two would touch', () => {
    expect(names(600)).toEqual(['Large Neighbour', 'Far'])
  })

  it('come back as one zooms in', () => {
    expect(names(6_000)).toEqual(['Large Neighbour', 'Far', 'Small'])
  })
})
