import { unbrokenRuns } from './interval-band.ts'
import { extentOf } from './ticks.ts'

export interface SparkProps {
  value: ArrayLike<number>
  /** Usual range behind the line. */
  low?: ArrayLike<number>
  high?: ArrayLike<number>
  width: number
  height: number
  /** Line width in px. */
  stroke?: number
  label: string
}

/** Paths of a spark line: one a run without gaps, and where its last value stands. Empty input gives no path. */
export function sparkPaths(props: Pick<SparkProps, 'value' | 'low' | 'high' | 'width' | 'height'>, pad: number) {
  const { value, low, high, width, height } = props
  const range = extentOf([value, low, high])
  if (!range) return { lines: [], bands: [], end: null }
  const span = range[1] - range[0] || 1
  const x = (i: number) => round(pad + (i / Math.max(1, value.length - 1)) * (width - 2 * pad))
  const y = (v: number) => round(height - pad - ((v - range[0]) / span) * (height - 2 * pad))
  const points = (column: ArrayLike<number>, a: number, b: number) =>
    Array.from({ length: b - a + 1 }, (_, k) => `${x(a + k)},${y(column[a + k] ?? 0)}`)
  const runs = unbrokenRuns(value, value)
  const lines = runs.map(([a, b]) => `M${points(value, a, b).join('L')}`)
  const bands =
    low && high
      ? unbrokenRuns(low, high).map(
          ([a, b]) => `M${points(high, a, b).join('L')}L${points(low, a, b).reverse().join('L')}Z`,
        )
      : []
  const last = runs[runs.length - 1]?.[1]
  return { lines, bands, end: last === undefined ? null : { x: x(last), y: y(value[last] ?? 0) } }
}

function round(v: number): number {
  return Math.round(v * 10) / 10
}

/** A line without axes beside a number: shape only, the figures stand next to it. */
export function Spark(props: SparkProps) {
  const { width, height, stroke = 1.6 } = props
  const { lines, bands, end } = sparkPaths(props, stroke * 2)
  return (
    <svg
      class="spark"
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-label={props.label}
    >
      {bands.map((d) => (
        <path key={d} class="spark-band" d={d} />
      ))}
      {lines.map((d) => (
        <path key={d} class="spark-line" d={d} stroke-width={stroke} />
      ))}
      {end && <circle class="spark-end" cx={end.x} cy={end.y} r={stroke * 1.6} />}
    </svg>
  )
}
