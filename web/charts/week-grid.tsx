import { useRef, useState } from 'preact/hooks'
import { pressable } from '../ui/pressable.ts'

export interface WeekGridProps {
  /** By weekday, then hour; null: not known. */
  value: readonly (readonly (number | null)[])[]
  weekdays: readonly string[]
  /** What the cell of a weekday and hour says. */
  say: (weekday: number, hour: number, value: number) => string
  label: string
  /** Opens the cases behind a cell; unset where they may not be read. */
  onCell?: ((weekday: number, hour: number) => void) | undefined
}

const CELL = 16
const HIGH = 18
const LEFT = 36
const TOP = 4
const CLASSES = 7

const STEPS: Record<string, readonly [weekday: number, hour: number]> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
}

/** Hours across, weekdays down; seven classes of equal width from none to the most. Where cells are buttons, one can be tabbed to, and arrows go to the others. */
export function WeekGrid({ value, weekdays, say, label, onCell }: WeekGridProps) {
  const [at, setAt] = useState<readonly [number, number]>([0, 8])
  const picture = useRef<SVGSVGElement>(null)
  const go = (event: KeyboardEvent) => {
    const step = STEPS[event.key]
    if (!onCell || !step) return
    event.preventDefault()
    const next = [(at[0] + step[0] + 7) % 7, (at[1] + step[1] + 24) % 24] as const
    setAt(next)
    picture.current?.querySelector<SVGElement>(`[data-at="${next.join(' ')}"]`)?.focus()
  }
  const button = (weekday: number, hour: number, n: number) =>
    onCell && {
      ...pressable(() => onCell(weekday, hour)),
      tabIndex: at[0] === weekday && at[1] === hour ? 0 : -1,
      'data-at': `${weekday} ${hour}`,
      'aria-label': say(weekday, hour, n),
      onFocus: () => setAt([weekday, hour]),
    }
  const most = Math.max(1, ...value.flat().map((n) => n ?? 0))
  const classOf = (n: number) => Math.min(CLASSES - 1, Math.floor((CLASSES * n) / most))
  return (
    <svg
      ref={picture}
      class={onCell ? 'week-grid week-buttons' : 'week-grid'}
      viewBox={`0 0 ${LEFT + 24 * CELL} ${TOP + 7 * HIGH + 20}`}
      role={onCell ? 'group' : 'img'}
      aria-label={label}
      onKeyDown={go}
    >
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
              {...button(weekday, hour, n ?? 0)}
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
