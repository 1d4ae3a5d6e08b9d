import { type Layer, LayerExtension } from '@deck.gl/core'

/** Keeps only diagonal lines of a fill, so that one map layer can hatch what another fills. Screen pixels of the canvas. */
export class HatchExtension extends LayerExtension<{ spacing: number; width: number; twoWay: boolean }> {
  static override extensionName = 'HatchExtension'

  /** deck.gl calls this with the layer as `this` and hands the extension over. */
  override getShaders(this: Layer, extension: HatchExtension) {
    const { spacing, width, twoWay } = extension.opts
    const line = (expression: string) => `mod(${expression}, ${spacing.toFixed(1)}) < ${width.toFixed(1)}`
    const rising = line('gl_FragCoord.x + gl_FragCoord.y')
    const falling = line('gl_FragCoord.x - gl_FragCoord.y + 10000.0')
    return {
      inject: { 'fs:DECKGL_FILTER_COLOR': `if (!(${rising}${twoWay ? ` || ${falling}` : ''})) discard;` },
    }
  }
}
