import { useEffect, useRef } from 'preact/hooks'
import { type ChartOption, type LiveChart, startChart } from './register.ts'

export interface ChartProps {
  option: ChartOption
  /** What a screen reader says of the picture: its title and its finding. */
  label: string
  class?: string
  /** Scale the page puts on the chart from outside (the wall's transform); the canvas is drawn that much finer. */
  scale?: number
  /** Called with the two ends, in x values and in order, when the reader drags across the chart. */
  onBrush?: (from: number, to: number) => void
}

/** Owns one chart's life: starts it, keeps its size, draws each new option, listens for a brush, disposes of it. */
export function Chart(props: ChartProps) {
  const box = useRef<HTMLDivElement>(null)
  const live = useRef<LiveChart | null>(null)
  const brush = useRef(props.onBrush)
  brush.current = props.onBrush
  const density = (globalThis.devicePixelRatio || 1) * (props.scale ?? 1)

  useEffect(() => {
    const element = box.current
    if (!element) return undefined
    const chart = startChart(element, Math.min(4, density))
    live.current = chart
    chart.setOption(props.option, { notMerge: true })
    listenForBrush(chart, (from, to) => brush.current?.(from, to))
    const observer = new ResizeObserver(() => chart.resize())
    observer.observe(element)
    return () => {
      observer.disconnect()
      chart.dispose()
      live.current = null
    }
  }, [density])

  useEffect(() => live.current?.setOption(props.option, { notMerge: true, lazyUpdate: true }), [props.option])

  return <div ref={box} class={`chart ${props.class ?? ''}`} role="img" aria-label={props.label} />
}

const LEAST_DRAG_PX = 4

function listenForBrush(chart: LiveChart, report: (from: number, to: number) => void): void {
  const area = chart.getZr()
  let start: number | null = null
  area.on('mousedown', (event) => {
    start = chart.containPixel('grid', [event.offsetX, event.offsetY]) ? event.offsetX : null
  })
  area.on('mouseup', (event) => {
    const from = start
    start = null
    if (from === null || Math.abs(event.offsetX - from) < LEAST_DRAG_PX) return
    const ends = [from, event.offsetX].map((x) => Number(chart.convertFromPixel({ xAxisIndex: 0 }, x)))
    const [a = 0, b = 0] = ends
    report(Math.min(a, b), Math.max(a, b))
  })
}
