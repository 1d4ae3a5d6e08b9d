/** What a picture of the page asks of a map; see ui/picture. */
export interface PictureRequest {
  scale: number
  source: Promise<CanvasImageSource> | null
}

/** A map that has drawn nothing new for so long has settled. */
const STILL_MS = 600
const PATIENCE_MS = 15_000

/** How the page lays a canvas over what is below it. */
function blendingOf(canvas: Element, map: Element): GlobalCompositeOperation {
  for (let each: Element | null = canvas; each && each !== map; each = each.parentElement) {
    const mode = getComputedStyle(each).mixBlendMode
    if (mode === 'multiply' || mode === 'screen') return mode
  }
  return 'source-over'
}

/** The canvases of a map laid over one another, as they stand just after a drawing. */
function copyOf(element: HTMLElement): HTMLCanvasElement {
  const all = [...element.querySelectorAll('canvas')]
  const copy = document.createElement('canvas')
  copy.width = Math.max(1, ...all.map((canvas) => canvas.width))
  copy.height = Math.max(1, ...all.map((canvas) => canvas.height))
  const pen = copy.getContext('2d')
  for (const canvas of all) {
    if (!pen || canvas.width === 0) continue
    pen.globalCompositeOperation = blendingOf(canvas, element)
    pen.drawImage(canvas, 0, 0, copy.width, copy.height)
  }
  return copy
}

/**
 * Has a map drawn anew by `redraw` and copies it after each drawing, in the same task, since WebGL keeps no drawing; gives the
 * last copy once the map is still. `copies` is where the map calls after it has drawn.
 */
export function copyWhenStill(
  element: HTMLElement,
  copies: { current: (() => void) | null },
  redraw: () => void,
): Promise<HTMLCanvasElement> {
  return new Promise((done) => {
    let last: HTMLCanvasElement | null = null
    let timer: ReturnType<typeof setTimeout> | undefined
    const finish = () => {
      clearTimeout(timer)
      clearTimeout(limit)
      copies.current = null
      done(last ?? copyOf(element))
    }
    const limit = setTimeout(finish, PATIENCE_MS)
    copies.current = () => {
      last = copyOf(element)
      clearTimeout(timer)
      timer = setTimeout(finish, STILL_MS)
    }
    redraw()
  })
}
