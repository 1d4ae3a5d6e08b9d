import type { Map as MapLibre, MapMouseEvent, Point } from 'maplibre-gl'
import { boxAround, type Box, type LonLat, type Way } from './find-place.ts'

/** What a person does to the places of a map. Positions in degrees. */
export interface Gestures {
  /** The pointer is over a point; null: it left. */
  onPoint: (at: LonLat | null) => void
  onPick: (at: LonLat) => void
  /** A double click. */
  onOpen: (at: LonLat) => void
  onBox: (box: Box) => void
  /** Whether a plain drag draws a box. With Shift it always does. */
  isBoxing: () => boolean
  onArrow: (way: Way) => void
  onEnter: () => void
  onSpace: () => void
  onEscape: () => void
}

const ARROWS: Record<string, Way> = { ArrowLeft: 'left', ArrowRight: 'right', ArrowUp: 'up', ArrowDown: 'down' }
const LEAST_PX = 6
const PAN_PX = 80

/** A rectangle that follows a drag over the map. */
function rubberBand(map: MapLibre, box: HTMLElement, gestures: Gestures): () => void {
  const band = document.createElement('div')
  band.className = 'map-band'
  let from: { x: number; y: number; id: number } | null = null
  const at = (event: PointerEvent) => {
    const { left, top } = box.getBoundingClientRect()
    return { x: event.clientX - left, y: event.clientY - top }
  }
  const place = ({ x, y }: { x: number; y: number }) => {
    if (!from) return
    band.style.left = `${Math.min(x, from.x)}px`
    band.style.top = `${Math.min(y, from.y)}px`
    band.style.width = `${Math.abs(x - from.x)}px`
    band.style.height = `${Math.abs(y - from.y)}px`
  }
  const stop = () => {
    from = null
    band.remove()
    if (!map.dragPan.isEnabled()) map.dragPan.enable()
  }
  const down = (event: PointerEvent) => {
    if (event.button !== 0 || !(event.shiftKey || gestures.isBoxing())) return
    map.dragPan.disable()
    from = { ...at(event), id: event.pointerId }
    place(from)
    box.append(band)
    box.setPointerCapture(event.pointerId)
  }
  const move = (event: PointerEvent) => {
    if (from?.id === event.pointerId) place(at(event))
  }
  const up = (event: PointerEvent) => {
    if (from?.id !== event.pointerId) return
    const [start, end] = [from, at(event)]
    stop()
    if (Math.abs(end.x - start.x) < LEAST_PX && Math.abs(end.y - start.y) < LEAST_PX) return
    const [a, b] = [start, end].map(({ x, y }) => map.unproject([x, y]).toArray() as LonLat)
    if (a && b) gestures.onBox(boxAround(a, b))
  }
  box.addEventListener('pointerdown', down, true)
  box.addEventListener('pointermove', move)
  box.addEventListener('pointerup', up)
  box.addEventListener('pointercancel', stop)
  return () => {
    box.removeEventListener('pointerdown', down, true)
    box.removeEventListener('pointermove', move)
    box.removeEventListener('pointerup', up)
    box.removeEventListener('pointercancel', stop)
  }
}

function keys(map: MapLibre, gestures: Gestures): (event: KeyboardEvent) => void {
  const pan: Record<Way, [number, number]> = {
    left: [-PAN_PX, 0],
    right: [PAN_PX, 0],
    up: [0, -PAN_PX],
    down: [0, PAN_PX],
  }
  return (event) => {
    const way = ARROWS[event.key]
    if (way && event.shiftKey) map.panBy(pan[way])
    else if (way) gestures.onArrow(way)
    else if (event.key === 'Enter') gestures.onEnter()
    else if (event.key === ' ') gestures.onSpace()
    else if (event.key === 'Escape') gestures.onEscape()
    else if (event.key === '+' || event.key === '=') map.zoomIn()
    else if (event.key === '-') map.zoomOut()
    else return
    event.preventDefault()
    event.stopPropagation()
  }
}

/** Hears what is done to the places of a map; returns what stops it. A click that is the second of a double one is not a pick. */
export function hear(map: MapLibre, gestures: Gestures): () => void {
  map.boxZoom.disable()
  map.keyboard.disable()
  map.doubleClickZoom.disable()
  const box = map.getCanvasContainer()
  const canvas = map.getCanvas()
  const pointOf = ({ lngLat }: MapMouseEvent): LonLat => [lngLat.lng, lngLat.lat]
  let last: Point | null = null
  map.on('mousemove', (event) => {
    if (last?.equals(event.point)) return
    last = event.point
    gestures.onPoint(pointOf(event))
  })
  map.on('mouseout', () => gestures.onPoint(null))
  map.on('click', (event) => {
    if (event.originalEvent.detail <= 1 && !event.originalEvent.shiftKey) gestures.onPick(pointOf(event))
  })
  map.on('dblclick', (event) => gestures.onOpen(pointOf(event)))
  const onKey = keys(map, gestures)
  canvas.addEventListener('keydown', onKey)
  const stopBand = rubberBand(map, box, gestures)
  return () => {
    canvas.removeEventListener('keydown', onKey)
    stopBand()
  }
}
