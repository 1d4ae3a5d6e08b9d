import type { RefObject } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import type { ChartGrid } from './chart.tsx'

/** A window of time: x values, the second one its end. */
export interface Window {
  from: number
  to: number
}

export type Grip = 'from' | 'to' | 'both'

export interface BrushProps {
  grid: ChartGrid
  window: Window
  /** What the window and its two ends are called, and what each says of where it is. */
  words: Record<Grip, { name: string; value: string }>
  /** Said beside the window while it is moved. */
  caption: string
  /** The pointer moves what it has taken hold of to x values that are not yet snapped; `null` draws a new window. */
  onDrag: (grip: Grip | 'new', from: number, to: number) => void
  onLetGo: () => void
  onCancel: () => void
  /** Steps a person takes by keyboard: −1 and 1, or −10 and 10. */
  onKey: (grip: Grip, steps: number) => void
  /** The pointer or the focus comes near, or leaves. */
  onNear: (isNear: boolean) => void
}

const GRIP_PX = 12
const LEAST_DRAG_PX = 4

interface Hold {
  grip: Grip | 'new'
  startX: number
  startWindow: Window
  isMoved: boolean
}

/** What lies under a pointer: ends reach outwards, so that a narrow window can still be moved as a whole. */
function gripAt(x: number, left: number, right: number): Grip | 'new' {
  const inner = Math.min(GRIP_PX / 2, (right - left) / 4)
  if (x >= left - GRIP_PX && x < left + inner) return 'from'
  if (x > right - inner && x <= right + GRIP_PX) return 'to'
  return x >= left && x <= right ? 'both' : 'new'
}

const CURSOR = { from: 'ew-resize', to: 'ew-resize', both: 'grab', new: 'crosshair' } as const

function listen(layer: HTMLElement, now: () => BrushProps): () => void {
  let hold: Hold | null = null
  const place = (event: PointerEvent) => event.clientX - layer.getBoundingClientRect().left
  const scaleOf = ({ grid }: BrushProps) => (grid.to - grid.from) / (grid.right - grid.left)
  const ends = () => {
    const { grid, window } = now()
    const at = (value: number) => grid.left + (value - grid.from) / scaleOf(now())
    return [at(window.from), at(window.to)] as const
  }
  const isInside = (event: PointerEvent) => {
    const { grid } = now()
    const y = event.clientY - layer.getBoundingClientRect().top
    const x = place(event)
    return (
      x >= grid.left - GRIP_PX && x <= grid.right + GRIP_PX && y >= grid.top - GRIP_PX && y <= grid.bottom + GRIP_PX
    )
  }
  const drag = (x: number) => {
    if (!hold) return
    const { grid, onDrag } = now()
    const { grip, startX, startWindow } = hold
    const by = (x - startX) * scaleOf(now())
    const value = (px: number) => grid.from + (px - grid.left) * scaleOf(now())
    if (grip === 'new') onDrag(grip, value(Math.min(startX, x)), value(Math.max(startX, x)))
    else onDrag(grip, startWindow.from + (grip === 'to' ? 0 : by), startWindow.to + (grip === 'from' ? 0 : by))
  }
  const onDown = (event: PointerEvent) => {
    if (event.button !== 0 || !isInside(event)) return
    const x = place(event)
    hold = { grip: gripAt(x, ...ends()), startX: x, startWindow: { ...now().window }, isMoved: false }
    layer.setPointerCapture(event.pointerId)
  }
  const onMove = (event: PointerEvent) => {
    if (!hold) {
      layer.style.cursor = isInside(event) ? CURSOR[gripAt(place(event), ...ends())] : ''
      return
    }
    if (!hold.isMoved && Math.abs(place(event) - hold.startX) < LEAST_DRAG_PX) return
    hold.isMoved = true
    if (hold.grip === 'both') layer.style.cursor = 'grabbing'
    drag(place(event))
  }
  const onUp = () => {
    const { onLetGo } = now()
    const isMoved = hold?.isMoved
    hold = null
    if (isMoved) onLetGo()
  }
  const cancel = () => {
    if (hold?.isMoved) now().onCancel()
    hold = null
  }
  /** While the window is held Escape gives it back, and means nothing else to the page. */
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || !hold) return
    event.stopPropagation()
    cancel()
  }
  layer.addEventListener('pointerdown', onDown)
  layer.addEventListener('pointermove', onMove)
  layer.addEventListener('pointerup', onUp)
  layer.addEventListener('pointercancel', cancel)
  addEventListener('keydown', onKey, true)
  return () => {
    layer.removeEventListener('pointerdown', onDown)
    layer.removeEventListener('pointermove', onMove)
    layer.removeEventListener('pointerup', onUp)
    layer.removeEventListener('pointercancel', cancel)
    removeEventListener('keydown', onKey, true)
  }
}

/** Hears the pointer on the layer around chart and window, so that the chart keeps its own tooltip. */
function useBrush(own: RefObject<HTMLDivElement | null>, props: BrushProps): void {
  const now = useRef(props)
  now.current = props
  useEffect(() => {
    const layer = own.current?.parentElement
    if (!layer) return undefined
    const near = () => now.current.onNear(true)
    const away = () => now.current.onNear(false)
    layer.addEventListener('pointerenter', near)
    layer.addEventListener('pointerleave', away)
    const stop = listen(layer, () => now.current)
    return () => {
      layer.removeEventListener('pointerenter', near)
      layer.removeEventListener('pointerleave', away)
      stop()
    }
  }, [])
}

const STEPS: Record<string, number> = {
  ArrowLeft: -1,
  ArrowRight: 1,
  ArrowDown: -1,
  ArrowUp: 1,
  PageDown: -10,
  PageUp: 10,
}

/** A window over a chart of time: what lies outside recedes, both ends and the whole can be moved by pointer and keyboard. */
export function Brush(props: BrushProps) {
  const own = useRef<HTMLDivElement>(null)
  useBrush(own, props)
  const { grid, window, words } = props
  const at = (value: number) =>
    grid.left +
    ((Math.min(grid.to, Math.max(grid.from, value)) - grid.from) / (grid.to - grid.from)) * (grid.right - grid.left)
  const [left, right] = [at(window.from), at(window.to)]
  const frame = { top: `${grid.top}px`, height: `${grid.bottom - grid.top}px` }
  const onKey = (grip: Grip) => (event: KeyboardEvent) => {
    const steps = STEPS[event.key]
    if (steps === undefined) return
    event.preventDefault()
    props.onKey(grip === 'both' && event.shiftKey ? 'to' : grip, steps)
  }
  const part = (grip: Grip, style: Record<string, string>) => (
    <div
      class={`brush-${grip}`}
      role="slider"
      tabIndex={0}
      aria-label={words[grip].name}
      aria-valuetext={words[grip].value}
      aria-valuemin={grid.from}
      aria-valuemax={grid.to}
      aria-valuenow={grip === 'to' ? window.to : window.from}
      style={style}
      onKeyDown={onKey(grip)}
      onFocus={() => props.onNear(true)}
      onBlur={() => props.onNear(false)}
    />
  )
  return (
    <div ref={own} class="brush">
      <div class="brush-outside" style={{ ...frame, left: `${grid.left}px`, width: `${left - grid.left}px` }} />
      <div class="brush-outside" style={{ ...frame, left: `${right}px`, width: `${grid.right - right}px` }} />
      {part('both', { ...frame, left: `${left}px`, width: `${right - left}px` })}
      {part('from', { ...frame, left: `${left}px` })}
      {part('to', { ...frame, left: `${right}px` })}
      {props.caption !== '' && (
        <p
          class={left > (grid.left + grid.right) / 2 ? 'brush-caption brush-caption-left' : 'brush-caption'}
          style={{ left: `${left > (grid.left + grid.right) / 2 ? left : right}px`, top: `${grid.top}px` }}
        >
          {props.caption}
        </p>
      )}
    </div>
  )
}
