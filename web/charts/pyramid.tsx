/** One band of ages; NaN: no figure. Shares are of all people, 0–1. */
export interface PyramidProps {
  names: readonly string[]
  female: Float64Array
  male: Float64Array
  /** Outline behind the bars: the same of the whole; null: there is none. */
  wholeFemale: Float64Array | null
  wholeMale: Float64Array | null
  /** Words over the two sides. */
  women: string
  men: string
  label: string
  /** What hovering a band says. */
  titles: readonly string[]
  width: number
  /** Of one band, px. */
  row: number
}

const MIDDLE = 48
const TOP = 20
const BOTTOM = 20

/** The step outline of the whole on one side, youngest at the bottom. */
function outline(shares: Float64Array, x: (share: number) => number, top: (i: number) => number, row: number): string {
  const points: string[] = []
  for (let i = 0; i < shares.length; i++) {
    const share = Number.isFinite(shares[i]) ? (shares[i] as number) : 0
    points.push(`${x(share)},${top(i) + row}`, `${x(share)},${top(i)}`)
  }
  return points.join(' ')
}

/** Men to the left, women to the right, the youngest at the bottom; equal lengths are equal shares on both sides. */
export function Pyramid(props: PyramidProps) {
  const { names, female, male, wholeFemale, wholeMale, width, row } = props
  const most = Math.max(
    0.001,
    ...[...female, ...male, ...(wholeFemale ?? []), ...(wholeMale ?? [])].filter(Number.isFinite),
  )
  const side = (width - MIDDLE) / 2
  const round = (v: number) => Math.round(v * 10) / 10
  const long = (share: number | undefined) => (Number.isFinite(share) ? round((side * (share as number)) / most) : 0)
  const top = (i: number) => TOP + (names.length - 1 - i) * row
  const height = TOP + names.length * row + BOTTOM
  const tick = Math.floor(most * 100 * 0.9)
  return (
    <svg class="pyramid" viewBox={`0 0 ${width} ${height}`} role="img" aria-label={props.label}>
      <text class="axis-text" x={side} y={12} text-anchor="end">
        {props.men}
      </text>
      <text class="axis-text" x={side + MIDDLE} y={12}>
        {props.women}
      </text>
      {names.map((name, i) => (
        <g key={name}>
          <title>{props.titles[i]}</title>
          <rect class="pyramid-hit" x={0} y={top(i)} width={width} height={row} />
          <rect class="pyramid-male" x={side - long(male[i])} y={top(i) + 1} width={long(male[i])} height={row - 2} />
          <rect class="pyramid-female" x={side + MIDDLE} y={top(i) + 1} width={long(female[i])} height={row - 2} />
          <text class="axis-text" x={side + MIDDLE / 2} y={top(i) + row / 2 + 4} text-anchor="middle">
            {name}
          </text>
        </g>
      ))}
      {wholeMale && <polyline class="pyramid-whole" points={outline(wholeMale, (v) => side - long(v), top, row)} />}
      {wholeFemale && (
        <polyline class="pyramid-whole" points={outline(wholeFemale, (v) => side + MIDDLE + long(v), top, row)} />
      )}
      {tick > 0 &&
        [side - long(tick / 100), side + MIDDLE + long(tick / 100)].map((x, k) => (
          <g key={k}>
            <line class="axis-rule" x1={x} x2={x} y1={height - BOTTOM} y2={height - BOTTOM + 4} />
            <text class="axis-text" x={x} y={height - 4} text-anchor="middle">
              {tick}%
            </text>
          </g>
        ))}
      <line class="axis-rule" x1={0} x2={side} y1={height - BOTTOM} y2={height - BOTTOM} />
      <line class="axis-rule" x1={side + MIDDLE} x2={width} y1={height - BOTTOM} y2={height - BOTTOM} />
    </svg>
  )
}
