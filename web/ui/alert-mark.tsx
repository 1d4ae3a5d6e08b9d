import type { AlertLevel } from '../../warehouse/catalog/alert-levels.ts'

const SHAPES: Record<AlertLevel, string> = {
  blue: 'M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2z',
  yellow: 'M8 1.500 15 14.500H1z',
  orange: 'M8 1 15 8 8 15 1 8z',
  red: 'M5 1h6l4 4v6l-4 4H5l-4-4V5z',
}

/** The shape of an alert: circle, triangle, diamond, octagon; its word stands beside it. */
export function AlertMark({ level, size = 16 }: { level: AlertLevel; size?: number }) {
  return (
    <svg class={`alert-mark alert-${level}`} width={size} height={size} viewBox="0 0 16 16" aria-hidden="true">
      <path d={SHAPES[level]} />
    </svg>
  )
}
