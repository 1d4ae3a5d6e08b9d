/** How the wall sits in its window: design size, scale, and the offset that centres it, in whole px. */
export interface WallFit {
  layout: 'single' | 'double'
  width: number
  height: number
  scale: number
  left: number
  top: number
}

const HEIGHT = 1080
const SWITCH_AT = 2.6

/**
 * Fits the design into a window without stretching it. Between the design ratios only the width of the design grows
 * (the map bay takes it); what is left over is centred.
 */
export function fitWall(windowWidth: number, windowHeight: number): WallFit {
  const w = Math.max(1, windowWidth)
  const h = Math.max(1, windowHeight)
  const layout = w / h < SWITCH_AT ? 'single' : 'double'
  const least = layout === 'single' ? 1920 : 3840
  const width = Math.max(least, Math.round((HEIGHT * w) / h))
  const scale = Math.min(w / width, h / HEIGHT)
  return {
    layout,
    width,
    height: HEIGHT,
    scale,
    left: Math.round((w - width * scale) / 2),
    top: Math.round((h - HEIGHT * scale) / 2),
  }
}

/** Room for the map in design px: what the other bays of the layout leave, without its legend. */
export function mapRoom(fit: WallFit): { width: number; height: number } {
  return fit.layout === 'single' ? { width: fit.width - 1144, height: 560 } : { width: fit.width - 2696, height: 780 }
}

/** The `screen=3840x1080` of the URL: show the wall as that screen would. Null when unset or no size. */
export function readScreen(text: string | null): { width: number; height: number } | null {
  const found = /^(\d{3,5})[x×](\d{3,5})$/i.exec(text ?? '')
  return found ? { width: Number(found[1]), height: Number(found[2]) } : null
}
