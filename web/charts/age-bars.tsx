import type { ComponentChildren } from 'preact'

export interface AgeRow {
  key: string
  name: string
  /** Counts by band, the youngest first. */
  ages: readonly number[]
  /** What stands at the end of the row. */
  text: ComponentChildren
}

export interface AgeBarsProps {
  rows: readonly AgeRow[]
  /** Names of the bands. */
  bands: readonly string[]
}

/** Steps of the ramp, far enough apart to be told side by side. */
const STEPS = [0, 1, 3, 4, 5, 6]
/** A number is written where its part of the bar has room for it. */
const ROOM = 0.15

/** Bars of equal length, each the open cases of one office by age: what is old stands at the end. */
export function AgeBars({ rows, bands }: AgeBarsProps) {
  return (
    <>
      <p class="age-key note" aria-hidden="true">
        {bands.map((band, i) => (
          <span key={band}>
            <i style={{ background: `var(--seq${STEPS[i] ?? 6})` }} />
            {band}
          </span>
        ))}
      </p>
      <ul class="age-bars">
        {rows.map(({ key, name, ages, text }) => {
          const all = Math.max(
            1,
            ages.reduce((sum, n) => sum + n, 0),
          )
          return (
            <li key={key}>
              <span class="bar-name">{name}</span>
              <span class="age-bar">
                {ages.map((n, i) => (
                  <i
                    key={bands[i]}
                    class={`age-part age-on-${STEPS[i] ?? 6}`}
                    style={{ width: `${(100 * n) / all}%`, background: `var(--seq${STEPS[i] ?? 6})` }}
                  >
                    <span class={n / all < ROOM ? 'said-only' : ''}>{n}</span>
                  </i>
                ))}
              </span>
              <span class="number">{text}</span>
            </li>
          )
        })}
      </ul>
    </>
  )
}
