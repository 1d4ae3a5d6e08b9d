/** Draws what a part of the page shows onto a canvas: boxes, text, canvases and SVG, each where it stands. */

/** Asked of whatever owns a canvas: a copy of it, drawn that many times finer. The owner sets `source`. */
export interface PictureRequest {
  scale: number
  source: Promise<CanvasImageSource> | null
}
export const PICTURE_EVENT = 'picture'

/** Parts that are controls or said only to screen readers. */
const LEFT_OUT = '.panel-tools, .popover, .said-only, .evidence-tabs, .view-steps, [data-unpictured]'

interface Brush {
  pen: CanvasRenderingContext2D
  /** Page position of the picture's corner. */
  left: number
  top: number
  scale: number
}

const px = (text: string) => Number.parseFloat(text) || 0
const isClear = (color: string) => color === 'transparent' || /,\s*0\)$/.test(color) || /\/\s*0\)$/.test(color)

function fillBox({ pen, left, top }: Brush, box: DOMRect, style: CSSStyleDeclaration): void {
  const [x, y, width, height] = [box.left - left, box.top - top, box.width, box.height]
  if (!isClear(style.backgroundColor)) {
    pen.fillStyle = style.backgroundColor
    pen.fillRect(x, y, width, height)
  }
  if (style.backgroundImage.includes('repeating-linear-gradient'))
    hatch(pen, x, y, width, height, style.backgroundImage)
  const edges = [
    [style.borderTopWidth, style.borderTopStyle, style.borderTopColor, x, y, width, px(style.borderTopWidth)],
    [
      style.borderBottomWidth,
      style.borderBottomStyle,
      style.borderBottomColor,
      x,
      y + height - px(style.borderBottomWidth),
      width,
      px(style.borderBottomWidth),
    ],
    [style.borderLeftWidth, style.borderLeftStyle, style.borderLeftColor, x, y, px(style.borderLeftWidth), height],
    [
      style.borderRightWidth,
      style.borderRightStyle,
      style.borderRightColor,
      x + width - px(style.borderRightWidth),
      y,
      px(style.borderRightWidth),
      height,
    ],
  ] as const
  for (const [size, kind, color, ...edge] of edges) {
    if (px(size) === 0 || kind === 'none' || isClear(color)) continue
    pen.fillStyle = color
    pen.fillRect(...edge)
  }
}

/** The hatch of a swatch: lines of its first colour over its last. */
function hatch(
  pen: CanvasRenderingContext2D,
  x: number,
  y: number,
  width: number,
  height: number,
  image: string,
): void {
  const colors = image.match(/rgba?\([^)]*\)/g) ?? []
  pen.save()
  pen.beginPath()
  pen.rect(x, y, width, height)
  pen.clip()
  pen.fillStyle = colors.at(-1) ?? 'transparent'
  pen.fillRect(x, y, width, height)
  pen.strokeStyle = colors[0] ?? 'transparent'
  for (let at = -height; at < width; at += 4) {
    pen.beginPath()
    pen.moveTo(x + at, y + height)
    pen.lineTo(x + at + height, y)
    pen.stroke()
  }
  pen.restore()
}

const fontOf = (style: CSSStyleDeclaration) => `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`

/** Pieces of a text that are never broken over two lines: words, and single characters of Chinese. */
const pieces = (text: string) => [...text.matchAll(/[\u2e80-\uffef]|[^\s\u2e80-\uffef]+/g)]

function writeText({ pen, left, top }: Brush, node: Text, style: CSSStyleDeclaration): void {
  if (node.data.trim() === '') return
  pen.font = fontOf(style)
  pen.fillStyle = style.color
  pen.textBaseline = 'alphabetic'
  const range = document.createRange()
  for (const { 0: word, index } of pieces(node.data)) {
    range.setStart(node, index)
    range.setEnd(node, index + word.length)
    const box = range.getClientRects()[0]
    if (!box || box.width === 0) continue
    const { fontBoundingBoxAscent: up, fontBoundingBoxDescent: down } = pen.measureText(word)
    const said = style.textTransform === 'uppercase' ? word.toUpperCase() : word
    const y = box.top - top + (box.height - up - down) / 2 + up
    pen.fillText(said, box.left - left, y)
    if (style.textDecorationLine.includes('underline')) pen.fillRect(box.left - left, y + 2, box.width, 1)
  }
}

/** Looks that an SVG takes from the page and would lose on its own. */
const SVG_LOOKS = [
  'fill',
  'fill-opacity',
  'stroke',
  'stroke-width',
  'stroke-dasharray',
  'stroke-linejoin',
  'paint-order',
  'opacity',
  'font-family',
  'font-size',
  'font-weight',
  'text-anchor',
  'visibility',
  'display',
]

/** An SVG of the page as a text that stands alone. */
export function standaloneSvg(svg: SVGElement, width: number, height: number): string {
  const copy = svg.cloneNode(true) as SVGElement
  const [from, to] = [
    [svg, ...svg.querySelectorAll('*')],
    [copy, ...copy.querySelectorAll('*')],
  ]
  for (const [i, element] of from.entries()) {
    const style = getComputedStyle(element)
    for (const name of SVG_LOOKS) to[i]?.setAttribute(name, style.getPropertyValue(name))
  }
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg')
  copy.setAttribute('width', String(width))
  copy.setAttribute('height', String(height))
  return new XMLSerializer().serializeToString(copy)
}

async function drawSvg({ pen, left, top }: Brush, svg: SVGElement, box: DOMRect): Promise<void> {
  const image = new Image()
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(standaloneSvg(svg, box.width, box.height))}`
  await image.decode()
  pen.drawImage(image, box.left - left, box.top - top, box.width, box.height)
}

async function drawCanvas({ pen, left, top }: Brush, source: CanvasImageSource, box: DOMRect): Promise<void> {
  pen.drawImage(source, box.left - left, box.top - top, box.width, box.height)
}

/** What stands in a control: a canvas has no controls. */
function writeControl(
  brush: Brush,
  control: HTMLInputElement | HTMLSelectElement,
  box: DOMRect,
  style: CSSStyleDeclaration,
): void {
  const { pen, left, top } = brush
  const text = control instanceof HTMLSelectElement ? (control.selectedOptions[0]?.text ?? '') : control.value
  pen.save()
  pen.beginPath()
  pen.rect(box.left - left, box.top - top, box.width, box.height)
  pen.clip()
  pen.font = fontOf(style)
  pen.fillStyle = style.color
  pen.textBaseline = 'middle'
  pen.fillText(text, box.left - left + px(style.paddingLeft), box.top - top + box.height / 2)
  pen.restore()
}

async function paintElement(brush: Brush, element: Element): Promise<void> {
  if (element.matches(LEFT_OUT)) return
  const style = getComputedStyle(element)
  const opacity = Number(style.opacity)
  if (style.display === 'none' || style.visibility === 'hidden' || opacity === 0) return
  const box = element.getBoundingClientRect()
  const { pen } = brush
  pen.save()
  pen.globalAlpha *= opacity
  if (element instanceof SVGElement) {
    if (box.width > 0 && box.height > 0) await drawSvg(brush, element, box)
  } else if (element instanceof HTMLCanvasElement) {
    await drawCanvas(brush, element, box)
  } else {
    fillBox(brush, box, style)
    const request: PictureRequest = { scale: brush.scale, source: null }
    element.dispatchEvent(new CustomEvent(PICTURE_EVENT, { detail: request }))
    if (request.source) await drawCanvas(brush, await request.source, box)
    else if (element instanceof HTMLInputElement || element instanceof HTMLSelectElement)
      writeControl(brush, element, box, style)
    else await paintInside(brush, element, box, style)
  }
  pen.restore()
}

async function paintInside(brush: Brush, element: Element, box: DOMRect, style: CSSStyleDeclaration): Promise<void> {
  if (style.overflow !== 'visible') {
    brush.pen.beginPath()
    brush.pen.rect(box.left - brush.left, box.top - brush.top, box.width, box.height)
    brush.pen.clip()
  }
  for (const child of element.childNodes) {
    if (child instanceof Text) writeText(brush, child, style)
    else if (child instanceof Element) await paintElement(brush, child)
  }
}

/** Paints an element with its upper left corner at the origin of `pen`, whose unit is a CSS pixel. */
export async function paint(pen: CanvasRenderingContext2D, element: Element, scale: number): Promise<void> {
  const { left, top } = element.getBoundingClientRect()
  await paintElement({ pen, left, top, scale }, element)
}
