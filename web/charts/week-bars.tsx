export interface WeekBarsProps {
  /** One a week. */
  value: readonly number[]
  /** What chance alone would bring, drawn as a line over the bars. */
  chance: readonly number[]
  width: number
  height: number
  label: string
}

/** Counts by week as bars, with the count that chance alone would bring as a line. */
export function WeekBars({ value, chance, width, height, label }: WeekBarsProps) {
  const most = Math.max(1, ...value, ...chance)
  const step = width / Math.max(1, value.length)
  const y = (n: number) => height - (n / most) * (height - 4)
  const line = chance.map((n, i) => `${((i + 0.5) * step).toFixed(1)},${y(n).toFixed(1)}`).join(' ')
  return (
    <svg class="week-bars" viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="none" role="img" aria-label={label}>
      {value.map((n, i) => (
        <rect key={i} x={i * step} y={y(n)} width={Math.max(0.5, step - 1)} height={height - y(n)} />
      ))}
      <polyline points={line} />
    </svg>
  )
}
