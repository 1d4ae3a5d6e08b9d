import type { Layer } from '@deck.gl/core'
import { TextLayer } from '@deck.gl/layers'
import type { Theme } from '../../theme/themes.ts'
import { rgba } from '../colour.ts'

export interface PlaceLabel {
  text: string
  at: [number, number]
}

/** Place names drawn from the fonts of the machine; nothing is fetched. */
export function labelLayer(labels: PlaceLabel[], theme: Theme, family: string, size: number): Layer {
  return new TextLayer<PlaceLabel>({
    id: 'labels',
    data: labels,
    characterSet: [...new Set(labels.flatMap((label) => Array.from(label.text)))],
    getText: (label) => label.text,
    getPosition: (label) => label.at,
    getSize: size,
    getColor: rgba(theme.ink),
    fontFamily: family,
    fontWeight: 700,
    fontSettings: { sdf: true, fontSize: 64, buffer: 12, radius: 16, cutoff: 0.25, smoothing: 0.12 },
    outlineWidth: 4,
    outlineColor: rgba(theme.halo),
    updateTriggers: { getColor: theme },
  })
}
