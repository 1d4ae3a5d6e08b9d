export interface FunnelPoint {
  key: string
  name: string
  /** Size and value; value in the unit of the axis. */
  size: number
  value: number
  tone: 'better' | 'worse' | 'neutral' | 'unsure'
  /** Beyond the outer limits: named in the plot. */
  isNamed: boolean
}

export interface FunnelPlotProps {
  points: readonly FunnelPoint[]
  /** Sizes at which the limits are known, ascending. */
  sizes: Float64Array
  inner: { low: Float64Array; high: Float64Array }
  outer: { low: Float64Array; high: Float64Array }
  target: number
  targetName: string
  width: number
  height: number
  domain: readonly [number, number]
  ticks: readonly number[]
  sizeTicks: readonly number[]
  say: (value: number) => string
  saySize: (size: number) => string
  label: string
  /** Written under the axis of sizes. */
  sizeName: string
}

const LEFT = 44
const RIGHT = 64
const TOP = 10
const BOTTOM = 40
const RADIUS = 4.5
const LABEL_GAP = 14

const SHAPES: Record<FunnelPoint['tone'], (x: number, y: number) => string> = {
  better: (x, y) => `M${x} ${y - 6}l6 11h-12z`,
  worse: (x, y) => `M${x} ${y - 6}l6 6l-6 6l-6-6z`,
  neutral: (x, y) =>
    `M${x - RADIUS} ${y}a${RADIUS} ${RADIUS} 0 1 0 ${2 * RADIUS} 0a${RADIUS} ${RADIUS} 0 1 0 ${-2 * RADIUS} 0z`,
  unsure: (x, y) => `M${x - 3} ${y}a3 3 0 1 0 6 0a3 3 0 1 0 -6 0z`,
}

/** Values by size within the limits that chance allows; those outside are named, and no place is a rank. */
export function FunnelPlot(props: FunnelPlotProps) {
  const { points, sizes, inner, outer, target, width, height, domain, say } = props
  const most = Math.max(1, sizes.at(-1) ?? 1)
  const round = (v: number) => Math.round(v * 10) / 10
  const x = (size: number) => round(LEFT + ((width - LEFT - RIGHT) * size) / most)
  const y = (value: number) =>
    round(
      TOP +
        ((height - TOP - BOTTOM) * (domain[1] - Math.min(domain[1], Math.max(domain[0], value)))) /
          (domain[1] - domain[0]),
    )
  const line = (values: Float64Array) =>
    Array.from(sizes, (size, i) => [size, values[i] ?? Number.NaN] as const)
      .filter(([, value]) => value >= domain[0] && value <= domain[1])
      .map(([size, value]) => `${x(size)},${y(value)}`)
      .join(' ')
  const floor = height - BOTTOM
  return (
    <svg class="funnel-plot" viewBox={`0 0 ${width} ${height}`} role="img" aria-label={props.label}>
      {props.ticks.map((tick) => (
        <g key={tick}>
          <line class="axis-hair" x1={LEFT} x2={width - RIGHT} y1={y(tick)} y2={y(tick)} />
          <text class="axis-text" x={LEFT - 6} y={y(tick) + 4} text-anchor="end">
            {say(tick)}
          </text>
        </g>
      ))}
      <line class="axis-rule" x1={LEFT} x2={width - RIGHT} y1={floor} y2={floor} />
      {props.sizeTicks.map((tick) => (
        <text key={tick} class="axis-text" x={x(tick)} y={floor + 15} text-anchor="middle">
          {props.saySize(tick)}
        </text>
      ))}
      <text class="axis-text" x={(LEFT + width - RIGHT) / 2} y={height - 6} text-anchor="middle">
        {props.sizeName}
      </text>
      {[outer, inner].map((limits, k) =>
        [limits.low, limits.high].map((values, side) => (
          <polyline key={`${k} ${side}`} class={k === 0 ? 'funnel-outer' : 'funnel-inner'} points={line(values)} />
        )),
      )}
      {[
        { values: outer.high, text: '99.8%', above: LABEL_GAP },
        { values: inner.high, text: '95%', above: 0 },
      ].map(({ values, text, above }) => (
        <text
          key={text}
          class="axis-text"
          x={width - RIGHT + 4}
          y={Math.min(y(values.at(-1) ?? target) + 4, y(target) + 4 - LABEL_GAP - above)}
        >
          {text}
        </text>
      ))}
      <line class="funnel-target" x1={LEFT} x2={width - RIGHT} y1={y(target)} y2={y(target)} />
      <text class="funnel-target-name" x={width - RIGHT + 4} y={y(target) + 4}>
        {props.targetName}
      </text>
      {points.map((point) => (
        <path
          key={point.key}
          class={`funnel-point funnel-${point.tone}`}
          d={SHAPES[point.tone](x(point.size), y(point.value))}
        >
          <title>{`${point.name} ${say(point.value)} (${props.saySize(point.size)})`}</title>
        </path>
      ))}
      {points
        .filter(({ isNamed }) => isNamed)
        .map((point) => {
          const isRight = x(point.size) > width - RIGHT - 120
          return (
            <text
              key={point.key}
              class="funnel-name"
              x={x(point.size) + (isRight ? -9 : 9)}
              y={y(point.value) + 4}
              text-anchor={isRight ? 'end' : 'start'}
            >
              {point.name}
            </text>
          )
        })}
    </svg>
  )
}
