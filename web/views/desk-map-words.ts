import type { Label } from '../../warehouse/catalog/types.ts'
import { type Language, say } from '../text/language.ts'

/** Words of the map, its legend and its tools. */
export const MAP_WORDS = {
  value: { zh: '指标值', en: 'Value' },
  count: { zh: '件数', en: 'Cases' },
  smooth: { zh: '平滑率', en: 'Smoothed rate' },
  change: { zh: '变化', en: 'Change' },
  against: { zh: '与基准之差', en: 'Against benchmark' },
  show: { zh: '画', en: 'Show' },
  cells: { zh: '小格', en: 'Cells' },
  areas: { zh: '区域', en: 'Areas' },
  grid: { zh: '网格', en: 'Grid' },
  spots: { zh: '热点', en: 'Hot spots' },
  verdict: { zh: '评判', en: 'Verdict' },
  layers: { zh: '图层', en: 'Layers' },
  classes: { zh: '分级', en: 'Classes' },
  quantile: { zh: '分位数', en: 'quantiles' },
  fitted: { zh: '分位数，随筛选', en: 'quantiles, moved to the filter' },
  natural: { zh: '自然间断', en: 'natural breaks' },
  equal: { zh: '等距', en: 'equal steps' },
  own: { zh: '自定', en: 'own' },
  signed: { zh: '零两侧同级', en: 'alike about zero' },
  ownBreaks: { zh: '断点，逗号分隔', en: 'Breaks, by commas' },
  zoomIn: { zh: '放大', en: 'Zoom in' },
  zoomOut: { zh: '缩小', en: 'Zoom out' },
  wholeCity: { zh: '看全市', en: 'Whole city' },
  box: { zh: '框选', en: 'Select by a box' },
  unclear: { zh: '难分：区间含 0', en: 'cannot tell: interval holds 0' },
  unreliable: { zh: '区间宽，慎用', en: 'wide interval, use with care' },
  merged: { zh: '取上级区域的数值', en: 'value of the area above' },
  suppressed: { zh: '保护，不公布', en: 'protected' },
  zero: { zh: '真零', en: 'true zero' },
  missing: { zh: '缺数据', en: 'no data' },
  incomparable: { zh: '不可比：对比的一方为 0 或缺', en: 'cannot be compared: one side is 0 or missing' },
  none: { zh: '无人居住', en: 'nobody lives there' },
  expected: { zh: '预期', en: 'expected' },
  hot: { zh: '热点', en: 'hot' },
  cold: { zh: '冷点', en: 'cold' },
  surer: { zh: '更有把握', en: 'surer' },
  path: { zh: '所在层级', en: 'Where in the city' },
  search: { zh: '找地方', en: 'Find a place' },
  searchHint: { zh: '地名、拼音或代码', en: 'Place, pinyin or code' },
  noneFound: { zh: '没有找到', en: 'Nothing found' },
  loadingNames: { zh: '正在载入地名…', en: 'Loading names …' },
  found: { zh: '个结果', en: 'found' },
  madeFrom: {
    zh: '按 {} 年全市数据定级，不随时段、平移和缩放变',
    en: 'classes made from {}, the same at every date, pan and zoom',
  },
  tooMany: {
    zh: '一次最多选 200 个；请缩小范围，或改用区域。',
    en: 'At most 200 at once: draw a smaller box, or choose areas.',
  },
  keys: {
    zh: '方向键在地块间移动，空格选取或放开，回车选取，再按回车看下一级，Esc 清除；Shift+拖动框选，双击区域看下一级；Shift+方向键平移，加减号缩放。',
    en: 'Arrows move between places, Space chooses or lets go, Enter chooses and once more opens, Esc clears; Shift and drag selects by a box, a double click opens an area; Shift and arrows pan, plus and minus zoom.',
  },
} as const satisfies Record<string, Label>

export type MapWord = keyof typeof MAP_WORDS

export const mapWord = (name: MapWord, language: Language): string => say(MAP_WORDS[name], language)
