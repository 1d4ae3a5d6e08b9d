import type { CustomSeriesOption } from 'echarts/charts'

/** An alert on the axis of time, at the instant of a step; several of one step stand together. */
export interface ChartMark {
  at: number
  shape: 'circle' | 'triangle' | 'diamond' | 'octagon'
  color: string
  /** One line for each alert. */
  labels: readonly string[]
}

const corners = (n: number, turn: number) =>
  Array.from({ length: n }, (_, i) => {
    const angle = turn + (2 * Math.PI * i) / n
    return [Math.sin(angle), -Math.cos(angle)] as const
  })
const CORNERS = {
  triangle: corners(3, 0),
  diamond: corners(4, 0),
  octagon: corners(8, Math.PI / 8),
  circle: corners(20, 0),
} as const

/** Small shapes of the four levels, standing on the axis at height `floor`; `edge` keeps pale ones apart from the ground. */
export function alertMarkSeries(
  marks: readonly ChartMark[],
  floor: number,
  radius: number,
  edge: string,
): CustomSeriesOption {
  return {
    type: 'custom',
    silent: true,
    animation: false,
    clip: false,
    z: 6,
    tooltip: { show: false },
    data: marks.map(({ at }) => [at, floor]),
    renderItem: (params, api) => {
      const mark = marks[params.dataIndex]
      if (!mark) return null
      const [x = 0, y = 0] = api.coord([mark.at, floor])
      const points = CORNERS[mark.shape].map(([dx, dy]) => [x + dx * radius, y - radius - 2 + dy * radius])
      return { type: 'polygon', shape: { points }, style: { fill: mark.color, stroke: edge, lineWidth: 1 } }
    },
  }
}
