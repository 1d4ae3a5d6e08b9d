import type { ComponentChildren } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { type ChartOption, type LiveChart, startChart } from './register.ts'

/** Where the grid of a chart lies, CSS px from its own top left, and the x values at its sides. */
export interface ChartGrid {
  left: number
  right: number
  top: number
  bottom: number
  from: number
  to: number
}

export interface ChartProps {
  option: ChartOption
  /** What a screen reader says of the picture: its title and its finding. */
  label: string
  class?: string
  /** Scale the page puts on the chart from outside (the wall's transform); the canvas is drawn that much finer. */
  scale?: number
  /** Called with the grid whenever it is drawn in another place. */
  onGrid?: (grid: ChartGrid) => void
  /** Lies over the picture. */
  children?: ComponentChildren
}

/** Owns one chart's life: starts it, keeps its size, draws each new option, tells where its grid is, disposes of it. */
export function Chart(props: ChartProps) {
  const box = useRef<HTMLDivElement>(null)
  const live = useRef<LiveChart | null>(null)
  const report = useRef(props.onGrid)
  report.current = props.onGrid
  const density = (globalThis.devicePixelRatio || 1) * (props.scale ?? 1)

  useEffect(() => {
    const element = box.current
    if (!element) return undefined
    const chart = startChart(element, Math.min(4, density))
    live.current = chart
    chart.setOption(props.option, { notMerge: true })
    let known = ''
    chart.on('finished', () => {
      const grid = report.current ? gridOf(chart) : null
      const now = JSON.stringify(grid)
      if (!grid || now === known) return
      known = now
      report.current?.(grid)
    })
    const copy = (event: Event) => answerPicture(event, chart)
    element.addEventListener('picture', copy)
    const observer = new ResizeObserver(() => chart.resize())
    observer.observe(element)
    return () => {
      observer.disconnect()
      element.removeEventListener('picture', copy)
      chart.dispose()
      live.current = null
    }
  }, [density])

  useEffect(() => live.current?.setOption(props.option, { notMerge: true, lazyUpdate: true }), [props.option])

  const picture = <div ref={box} class={`chart ${props.class ?? ''}`} role="img" aria-label={props.label} />
  if (!props.onGrid) return picture
  return (
    <div class="chart-layers">
      {picture}
      {props.children}
    </div>
  )
}

const end = (axis: unknown, name: 'min' | 'max'): number => {
  const [first] = Array.isArray(axis) ? (axis as unknown[]) : [axis]
  const value: unknown = typeof first === 'object' && first !== null ? Reflect.get(first, name) : undefined
  return typeof value === 'number' ? value : Number.NaN
}

function gridOf(chart: LiveChart): ChartGrid | null {
  const { xAxis, yAxis } = chart.getOption()
  const [from, to, low, high] = [end(xAxis, 'min'), end(xAxis, 'max'), end(yAxis, 'min'), end(yAxis, 'max')]
  const [x, y] = [
    (value: number) => chart.convertToPixel({ xAxisIndex: 0 }, value),
    (value: number) => chart.convertToPixel({ yAxisIndex: 0 }, value),
  ]
  const grid = { left: x(from), right: x(to), top: y(high), bottom: y(low), from, to }
  return Object.values(grid).every(Number.isFinite) ? grid : null
}

/** Gives a picture of the page the chart drawn anew, as fine as it asks for. */
function answerPicture(event: Event, chart: LiveChart): void {
  if (!(event instanceof CustomEvent)) return
  const request = event.detail as { scale: number; source: Promise<CanvasImageSource> | null }
  request.source = Promise.resolve(chart.renderToCanvas({ pixelRatio: request.scale }))
}
