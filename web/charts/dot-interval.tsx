export interface DotIntervalProps {
  value: number | null
  low: number | null
  high: number | null
  /** Both ends of the axis all rows share. */
  domain: readonly [number, number]
  /** The value of the whole, drawn as a vertical line. */
  reference?: number | null
  /** Both ends of where a value counts as similar to the reference, drawn behind the rest. */
  zone?: readonly [number, number] | null
  /** How the value stands against the reference; unset: drawn as a plain value. */
  tone?: 'better' | 'worse' | 'quiet' | undefined
  /** An unsure value is hollow and its interval dashed. */
  unsure?: boolean
  width: number
  height: number
  /** Dot radius in px. */
  radius?: number
}

/** Maps a value to px within `width`, keeping `pad` px free on both sides and never leaving the box. */
export function placeOn(domain: readonly [number, number], width: number, pad: number, value: number): number {
  const span = domain[1] - domain[0] || 1
  const t = Math.min(1, Math.max(0, (value - domain[0]) / span))
  return Math.round((pad + t * (width - 2 * pad)) * 10) / 10
}

/** The domain that holds every interval of a column and its reference, with a little air. Null when nothing is known. */
export function domainOf(values: readonly (number | null | undefined)[]): [number, number] | null {
  const known = values.filter((v): v is number => typeof v === 'number' && Number.isFinite(v))
  if (known.length === 0) return null
  const min = Math.min(...known)
  const max = Math.max(...known)
  const air = (max - min) * 0.04 || Math.abs(max) * 0.1 || 1
  return [min - air, max + air]
}

/** A dot with its 95 % interval against the whole's value. The numbers stand in the cells beside it. */
export function DotInterval(props: DotIntervalProps) {
  const { value, low, high, domain, reference, width, height, radius = 4 } = props
  const place = (v: number) => placeOn(domain, width, radius + 1, v)
  const middle = height / 2
  const unsure = props.unsure === true
  const zone = props.zone?.map(place)
  return (
    <svg
      class={props.tone ? `dot-interval dot-${props.tone}` : 'dot-interval'}
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      aria-hidden="true"
    >
      {zone && <rect class="dot-zone" x={zone[0]} width={(zone[1] ?? 0) - (zone[0] ?? 0)} height={height} />}
      {typeof reference === 'number' && (
        <line class="dot-reference" x1={place(reference)} x2={place(reference)} y1={0} y2={height} />
      )}
      {low !== null && high !== null && (
        <line
          class={unsure ? 'dot-range dot-unsure' : 'dot-range'}
          x1={place(low)}
          x2={place(high)}
          y1={middle}
          y2={middle}
        />
      )}
      {value !== null && (
        <circle class={unsure ? 'dot-value dot-unsure' : 'dot-value'} cx={place(value)} cy={middle} r={radius} />
      )}
    </svg>
  )
}
