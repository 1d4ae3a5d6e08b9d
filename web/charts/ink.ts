/** What a chart takes from the theme record: every colour it may use. */
export interface ChartInk {
  surface: string
  ink: string
  ink2: string
  ink3: string
  hairline: string
  rule: string
  accent: string
  band: string
}

/** The face a chart is drawn for: type sizes and line widths in px. */
export interface ChartFace {
  note: number
  line: number
  family: string
}

const family =
  'PingFang SC, HarmonyOS Sans SC, Microsoft YaHei UI, Microsoft YaHei, Source Han Sans SC, Noto Sans CJK SC, sans-serif'

export const DESK_FACE: ChartFace = { note: 12, line: 2.2, family }
export const WALL_FACE: ChartFace = { note: 20, line: 2.6, family }
