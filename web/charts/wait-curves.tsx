import { pressable } from '../ui/pressable.ts'

export interface WaitLine {
  name: string
  tone: 'first' | 'second'
  hours: readonly number[]
  share: readonly number[]
  low: readonly (number | null)[]
  high: readonly (number | null)[]
  /** How many are still watched, under the ticks of the axis. */
  waiting: readonly { hours: number; text: string; said: string }[]
}

export interface WaitCurvesProps {
  lines: readonly WaitLine[]
  width: number
  height: number
  /** Hours at which the axis has a label, and the labels. */
  ticks: readonly { hours: number; text: string }[]
  label: string
  /** Name of the line at one half, and of the counts under the axis. */
  half: string
  watched: string
  /** Opens the cases behind a count; unset where they may not be read. */
  onCount?: ((line: number, hours: number) => void) | undefined
}

const LEFT = 40
const RIGHT = 28
const TOP = 8
const BOTTOM = 24
const ROW = 16
/** Names stand so far from the line they belong to. */
const NAME_GAP = 8

/** Share at which the first name stands; each next one lower, where lines have parted. */
const NAMED_AT = 0.7

/** Steps that hold until the next one falls, as points of a path. */
function steps(at: readonly number[], value: readonly number[], x: (v: number) => number, y: (v: number) => number) {
  return at.flatMap((hours, i) =>
    i === 0
      ? [`${x(hours)},${y(value[i] ?? 1)}`]
      : [`${x(hours)},${y(value[i - 1] ?? 1)}`, `${x(hours)},${y(value[i] ?? 1)}`],
  )
}

/** Shares that still wait, by time on a scale of logarithms: a day and a month both have their room. */
export function WaitCurves({ lines, width, height, ticks, label, half, watched, onCount }: WaitCurvesProps) {
  const last = Math.max(1, ...ticks.map(({ hours }) => hours))
  const round = (v: number) => Math.round(v * 10) / 10
  const x = (hours: number) =>
    round(LEFT + ((width - LEFT - RIGHT) * Math.log1p(Math.min(hours, last))) / Math.log1p(last))
  const y = (share: number) => round(TOP + (height - TOP - BOTTOM) * (1 - share))
  const named = ({ hours, share }: WaitLine, i: number) => {
    const level = NAMED_AT - i * 0.16
    const at = share.findIndex((each) => each <= level)
    return at < 0
      ? { x: width - RIGHT, y: y(share.at(-1) ?? 1) - NAME_GAP, isEnd: true }
      : { x: x(hours[at] ?? 0) + NAME_GAP, y: y(level) - 2, isEnd: x(hours[at] ?? 0) > width - 120 }
  }
  const table = height + 4
  return (
    <svg
      class="wait-curves"
      viewBox={`0 0 ${width} ${table + ROW * (lines.length + 1)}`}
      role={onCount ? 'group' : 'img'}
      aria-label={label}
    >
      {[0, 0.25, 0.5, 0.75, 1].map((share) => (
        <g key={share}>
          <line
            class={share === 0 ? 'axis-rule' : 'axis-hair'}
            x1={LEFT}
            x2={width - RIGHT}
            y1={y(share)}
            y2={y(share)}
          />
          <text class="axis-text" x={LEFT - 6} y={y(share) + 4} text-anchor="end">
            {share * 100}%
          </text>
        </g>
      ))}
      <line class="wait-half" x1={LEFT} x2={width - RIGHT} y1={y(0.5)} y2={y(0.5)} />
      <text class="axis-text" x={width - RIGHT} y={y(0.5) - 4} text-anchor="end">
        {half}
      </text>
      {ticks.map(({ hours, text }) => (
        <g key={hours}>
          <line class="axis-rule" x1={x(hours)} x2={x(hours)} y1={y(0)} y2={y(0) + 4} />
          <text class="axis-text" x={x(hours)} y={height - 6} text-anchor="middle">
            {text}
          </text>
        </g>
      ))}
      <text class="axis-text" x={0} y={table + 8}>
        {watched}
      </text>
      {lines.map((line, i) => {
        const { name, tone, hours, share, low, high, waiting } = line
        const shown = hours.filter((each) => each <= last).length
        const at = hours.slice(0, shown)
        const known = at.filter((_, i) => typeof low[i] === 'number' && typeof high[i] === 'number').length
        const upper = steps(at.slice(0, known), high.slice(0, known).map(Number), x, y)
        const lower = steps(at.slice(0, known), low.slice(0, known).map(Number), x, y)
        const end = share[shown - 1] ?? 0
        const place = named(line, i)
        return (
          <g key={name} class={`wait-${tone}`}>
            <polygon class="wait-band" points={[...upper, ...lower.toReversed()].join(' ')} />
            <polyline class="wait-line" points={[...steps(at, share, x, y), `${x(last)},${y(end)}`].join(' ')} />
            <text class="wait-name" x={place.x} y={place.y} text-anchor={place.isEnd ? 'end' : 'start'}>
              {name}
            </text>
            <text class="wait-count-name" x={0} y={table + 8 + ROW * (i + 1)}>
              {name}
            </text>
            {waiting.map(({ hours: after, text, said }) => (
              <text
                key={after}
                class={onCount ? 'wait-count count-button' : 'wait-count'}
                x={x(after)}
                y={table + 8 + ROW * (i + 1)}
                text-anchor="middle"
                {...(onCount ? { ...pressable(() => onCount(i, after)), 'aria-label': said } : {})}
              >
                {text}
              </text>
            ))}
          </g>
        )
      })}
    </svg>
  )
}
