import type { ComponentChildren } from 'preact'

export interface BarRow {
  key: string
  name: string
  /** Length against `most`; null: nothing is recorded. */
  value: number | null
  /** A paler bar from low to high behind it, on the same scale. */
  range?: readonly [low: number, high: number] | null
  /** What stands at the end of the row. */
  text: ComponentChildren
  note?: ComponentChildren
  /** In small type under the name. */
  under?: ComponentChildren
  tone?: 'bad' | 'warn' | 'plain'
}

/** Named bars from one line: the name, the bar, and the number. */
export function Bars({ rows, most }: { rows: readonly BarRow[]; most: number }) {
  const percent = (value: number) => `${most > 0 ? Math.min(100, (100 * value) / most) : 0}%`
  return (
    <ul class="bars">
      {rows.map(({ key, name, value, range, text, note, under, tone = 'plain' }) => (
        <li key={key} class={value === null ? 'bar-row bar-unknown' : 'bar-row'}>
          <span class="bar-name" title={name}>
            {name}
            {under !== undefined && <span class="note under">{under}</span>}
          </span>
          <span class="bar-room" aria-hidden="true">
            {range && (
              <i
                class="bar-range"
                style={{ left: percent(range[0]), width: `calc(${percent(range[1])} - ${percent(range[0])})` }}
              />
            )}
            {value !== null && <i class={`bar bar-${tone}`} style={{ width: percent(value) }} />}
          </span>
          <span class="bar-text number">{text}</span>
          <span class="bar-note note number">{note ?? ''}</span>
        </li>
      ))}
    </ul>
  )
}
