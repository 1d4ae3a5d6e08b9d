import type { Label } from './types.ts'

/** What was decided by rule where a published value leaves a choice; counted for each file, never done in silence. */
export const DECISIONS = {
  dst_gap: {
    zh: '时刻不存在（夏令时拨快），换算时顺延',
    en: 'times that no clock showed (clocks set forward); moved forward where a zone is converted',
  },
  dst_fold: {
    zh: '时刻出现两次（夏令时拨慢），按配方取其一',
    en: 'times that clocks showed twice (clocks set back); read as the recipe says',
  },
  month_only: {
    zh: '只有月份、没有日期，按月保留',
    en: 'dates that name a month and no day; kept as months',
  },
  footnote: { zh: '数字后的脚注标记已去掉', en: 'numbers with a footnote mark, taken off' },
  total: { zh: '合计行，用于核对，不入库', en: 'totals, set beside their parts as a check and not loaded' },
  first_dropped: {
    zh: '累计序列的首值，无从求差，不入库',
    en: 'first values of a running total, which have nothing to be taken from; not loaded',
  },
  decrease_kept: { zh: '累计值下降，按负增量保留', en: 'decreases of a running total, kept as negative figures' },
  decrease_zeroed: { zh: '累计值下降，记为 0', en: 'decreases of a running total, counted as 0' },
  point_swapped: {
    zh: '经纬度互换，换回后落在本市；按配方处理',
    en: 'points with longitude and latitude exchanged; treated as the recipe says',
  },
  point_zero: { zh: '坐标为 0,0，入库但不带坐标', en: 'points at 0,0; loaded without a point' },
  point_outside: { zh: '坐标不在本市范围内，按配方处理', en: 'points outside the city; treated as the recipe says' },
  point_repeated: {
    zh: '同一坐标在文件中大量重复（可能是默认点），按配方处理',
    en: 'points that the file repeats many times, perhaps a default; treated as the recipe says',
  },
} as const satisfies Record<string, Label>

export type DecisionId = keyof typeof DECISIONS
export type Decided = Partial<Record<DecisionId, number>>
