import { unbrokenRuns } from './interval-band.ts'

/** One small trend. Columns have one length; NaN breaks a line. */
export interface SmallTrendProps {
  value: Float64Array
  low: Float64Array
  high: Float64Array
  /** The whole, greyed behind; null: not on this scale. */
  whole: Float64Array | null
  /** Both ends of the scale all trends share. */
  domain: readonly [number, number]
  /** First position that may still grow. */
  firm: number
  /** Positions of dated notes, with their words. */
  notes: readonly { at: number; label: string }[]
  width: number
  height: number
}

const PAD = 3

/** Paths of a small trend, clipped to its scale: whole, band, line, and the tail that may still grow. */
export function smallTrendPaths(props: SmallTrendProps) {
  const { value, low, high, whole, domain, firm, width, height } = props
  const span = domain[1] - domain[0] || 1
  const round = (v: number) => Math.round(v * 10) / 10
  const x = (i: number) => round(PAD + (i / Math.max(1, value.length - 1)) * (width - 2 * PAD))
  const y = (v: number) => {
    const share = Math.min(1, Math.max(0, (v - domain[0]) / span))
    return round(height - PAD - share * (height - 2 * PAD))
  }
  const points = (column: ArrayLike<number>, a: number, b: number) =>
    Array.from({ length: b - a + 1 }, (_, k) => `${x(a + k)},${y(column[a + k] ?? 0)}`)
  const line = (column: Float64Array, from: number, to: number) =>
    unbrokenRuns(column.subarray(0, to), column.subarray(0, to))
      .map(([a, b]) => [Math.max(a, from), b] as const)
      .filter(([a, b]) => b >= a)
      .map(([a, b]) => `M${points(column, a, b).join('L')}`)
      .join('')
  return {
    x,
    whole: whole ? line(whole, 0, whole.length) : '',
    band: unbrokenRuns(low, high)
      .map(([a, b]) => `M${points(high, a, b).join('L')}L${points(low, a, b).toReversed().join('L')}Z`)
      .join(''),
    line: line(value, 0, firm),
    tail: firm < value.length ? line(value, Math.max(0, firm - 1), value.length) : '',
  }
}

/** A trend two fingers wide: its name and figures stand beside it. */
export function SmallTrend(props: SmallTrendProps) {
  const { width, height, notes } = props
  const { x, whole, band, line, tail } = smallTrendPaths(props)
  return (
    <svg class="small-trend" viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
      <line class="axis-hair" x1={0} x2={width} y1={PAD} y2={PAD} />
      <line class="axis-rule" x1={0} x2={width} y1={height - PAD} y2={height - PAD} />
      {notes.map(({ at, label }) => (
        <line key={`${at} ${label}`} class="small-note" x1={x(at)} x2={x(at)} y1={0} y2={height - PAD}>
          <title>{label}</title>
        </line>
      ))}
      <path class="small-band" d={band} />
      <path class="small-whole" d={whole} />
      <path class="small-line" d={line} />
      <path class="small-tail" d={tail} />
    </svg>
  )
}
