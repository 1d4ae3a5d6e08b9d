import { describe, expect, it } from 'vitest'
import type { Areas } from '../../../web/data/client.ts'
import { wholeBreaks } from '../../../web/views/wall-breaks.ts'
import { wallLabels } from '../../../web/views/wall-labels.ts'
import { fittingSize } from '../../../web/views/wall-type.ts'
import { headline } from '../../../web/views/wall-words.ts'

describe('type on the wall', () => {
  it('steps down a size rather than cut a sentence short', () => {
    expect(fittingSize('短句', 1000, [40, 34, 28])).toBe(40)
    expect(fittingSize('长'.repeat(30), 1050, [40, 34, 28])).toBe(34)
    expect(fittingSize('长'.repeat(300), 1050, [40, 34, 28])).toBe(28)
  })

  it('leaves the interval of a finding to its panel', () => {
    const finding = {
      code: 'roads',
      label: { zh: '道路', en: 'Roads' },
      n: 120,
      before: 100,
      change: 20,
      low: 5,
      high: 35,
      verdict: 'more' as const,
    }
    expect(headline(null, finding, 'en').join('')).toBe('Roads up 20.0 % on last year')
  })
})

describe('classes of counts', () => {
  it('are whole numbers from two up, none the same as another', () => {
    expect(wholeBreaks([0.3, 0.5, 0.8, 1, 1.5, 2])).toEqual([2, 3, 4, 5, 6, 7])
    expect(wholeBreaks([4.2, 4.4, 9])).toEqual([4, 5, 9])
  })
})

describe('names on the map', () => {
  const area = (name: string, lon: number, lat: number, land_km2: number) =>
    ({ properties: { name_zh: name, name_en: name, lon, lat, land_km2 } }) as Areas['features'][number]

  it('never touch: the larger area keeps its name', () => {
    const areas = { type: 'FeatureCollection', features: [area('小', 0.5, 0.5, 1), area('大', 0.51, 0.5, 9)] } as Areas
    const kept = wallLabels(areas, [0, 0, 1, 1], 'zh', { width: 500, height: 500 }, 20)
    expect(kept.map((label) => label.text)).toEqual(['大'])
  })
})
