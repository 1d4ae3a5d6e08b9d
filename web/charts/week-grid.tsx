export interface WeekGridProps {
  /** By weekday, then hour; null: not known. */
  value: readonly (readonly (number | null)[])[]
  weekdays: readonly string[]
  /** What the cell of a weekday and hour says. */
  say: (weekday: number, hour: number, value: number) => string
  label: string
}

const CELL = 16
const HIGH = 18
const LEFT = 36
const TOP = 4
const CLASSES = 7

/** Hours across, weekdays down; seven classes of equal width from none to the most. */
export function WeekGrid({ value, weekdays, say, label }: WeekGridProps) {
  const most = Math.max(1, ...value.flat().map((n) => n ?? 0))
  const classOf = (n: number) => Math.min(CLASSES - 1, Math.floor((CLASSES * n) / most))
  return (
    <svg class="week-grid" viewBox={`0 0 ${LEFT + 24 * CELL} ${TOP + 7 * HIGH + 20}`} role="img" aria-label={label}>
      {value.map((hours, weekday) => (
        <g key={weekdays[weekday]}>
          <text class="axis-text" x={LEFT - 6} y={TOP + weekday * HIGH + 13} text-anchor="end">
            {weekdays[weekday]}
          </text>
          {hours.map((n, hour) => (
            <rect
              key={hour}
              x={LEFT + hour * CELL}
              y={TOP + weekday * HIGH}
              width={CELL - 1}
              height={HIGH - 1}
              style={{ fill: n === null ? 'var(--hairline)' : `var(--seq${classOf(n)})` }}
            >
              {n !== null && <title>{say(weekday, hour, n)}</title>}
            </rect>
          ))}
        </g>
      ))}
      {[0, 6, 12, 18, 23].map((hour) => (
        <text
          key={hour}
          class="axis-text"
          x={LEFT + hour * CELL + CELL / 2}
          y={TOP + 7 * HIGH + 14}
          text-anchor="middle"
        >
          {hour}
        </text>
      ))}
    </svg>
  )
}
