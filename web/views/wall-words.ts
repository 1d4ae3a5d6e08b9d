import type { CatalogBody } from '../../api/schema/catalog.ts'
import type { Label } from '../../warehouse/catalog/types.ts'
import { formatDay } from '../text/dates.ts'
import { type Language, say } from '../text/language.ts'
import { formatNumber, formatSigned } from '../text/numbers.ts'
import type { KindChange, LastDay, Standing } from './wall-model.ts'

export const WALL_WORDS = {
  received: { zh: '受理', en: 'Received' },
  lastDays: { zh: '近 35 天', en: '35 days' },
  days30: { zh: '近 30 天', en: '30 days' },
  days90: { zh: '近 90 天', en: '90 days' },
  months1: { zh: '最近一个月', en: 'last month' },
  months3: { zh: '最近三个月', en: 'last three months' },
  months3Changes: {
    zh: '最近三个月件数变化，线段为 95% 区间；竖线为不变',
    en: 'cases in three months; segment: 95 % interval',
  },
  monthsTitle: { zh: '每月受理件数', en: 'Cases received a month' },
  monthsSub: { zh: '公布的整月，修约到 5', en: 'published months, rounded to 5' },
  usualRange: { zh: '预期', en: 'expected' },
  withinUsual: { zh: '在常态内', en: 'as usual' },
  aboveUsual: { zh: '高于常态', en: 'above the usual' },
  belowUsual: { zh: '低于常态', en: 'below the usual' },
  noHistory: { zh: '历史不足，未作判断', en: 'too little history to judge' },
  callbackOnly: { zh: '回访仅覆盖', en: 'call-backs reach only' },
  onYear: { zh: '较去年', en: 'on last year' },
  openCases: { zh: '在办', en: 'open' },
  medianClose: { zh: '办结中位', en: 'median to close' },
  trendTitle: { zh: '每日受理件数', en: 'Cases received a day' },
  trendSub: {
    zh: '灰带为 95% 预期（前八周同一星期几），末两日未收齐',
    en: 'band: 95 % expected from the same weekday in eight weeks; last two days still open',
  },
  provisional: { zh: '未收齐', en: 'still open' },
  kindsTitle: { zh: '比去年同期变化最大的类别', en: 'Change on last year, by kind' },
  kindsSub: {
    zh: '近 90 天件数变化，线段为 95% 区间；竖线为不变',
    en: 'cases in 90 days; segment: 95 % interval',
  },
  rankSub: { zh: '由低到高，线段为 95% 区间', en: 'low to high; segment: 95 % interval' },
  rankStock: { zh: '由低到高', en: 'low to high' },
  whole: { zh: '全市', en: 'city' },
  lineIs: { zh: '竖线为全市', en: 'line: city' },
  gapTitle: { zh: '城乡差距', en: 'Urban–rural gap' },
  gapSub: {
    zh: '近 90 天；● 城区  ◆ 城乡接合部  ■ 乡村，线段为 95% 区间',
    en: '90 days; ● urban  ◆ fringe  ■ rural; segment: 95 % interval',
  },
  dataTo: { zh: '数据截至', en: 'Data to' },
  loaded: { zh: '载入', en: 'loaded' },
  residents: { zh: '常住人口', en: 'residents of' },
  yearEnd: { zh: '年末', en: '' },
  version: { zh: '版本', en: 'version' },
  damaged: {
    zh: '当前快照不可用，显示的是校验通过的版本',
    en: 'The current snapshot cannot be used; one found whole is shown',
  },
  lost: { zh: '连不上服务器，显示的是最后一版', en: 'The server cannot be reached; this is the last version' },
  since: { zh: '已', en: 'for' },
  minutes: { zh: '分钟', en: 'min' },
  loading: { zh: '正在读取数据…', en: 'Reading the data…' },
  none: { zh: '没有数据', en: 'No data' },
  of: { zh: '，', en: ', ' },
  unsure: { zh: '误差大，慎用', en: 'uncertain' },
  pageTitle: { zh: '大屏', en: 'Wall' },
} as const satisfies Record<string, Label>

export type WallWord = keyof typeof WALL_WORDS

export const word = (key: WallWord, language: Language): string => say(WALL_WORDS[key], language)

/** Words for days, and those that stand for them in a city that publishes whole months. */
const OF_MONTHS: Partial<Record<WallWord, WallWord>> = {
  days30: 'months1',
  days90: 'months3',
  kindsSub: 'months3Changes',
  trendTitle: 'monthsTitle',
  trendSub: 'monthsSub',
}

/** A word of a period, as the city counts time. */
export const spanWord = (key: WallWord, { published }: Pick<CatalogBody, 'published'>, language: Language): string =>
  word(published ? (OF_MONTHS[key] ?? key) : key, language)

const STANDINGS: Record<Standing, Label> = {
  below: { zh: '低于全市', en: 'below' },
  unclear: { zh: '难分', en: 'unclear' },
  above: { zh: '高于全市', en: 'above' },
}

export const standingWord = (standing: Standing, language: Language): string => say(STANDINGS[standing], language)

const VERDICTS: Record<KindChange['verdict'], Label> = {
  more: { zh: '确有增加', en: 'more' },
  fewer: { zh: '确有减少', en: 'fewer' },
  unclear: { zh: '难分', en: 'unclear' },
}

export const verdictWord = (verdict: KindChange['verdict'], language: Language): string =>
  say(VERDICTS[verdict], language)

export const usualWord = (verdict: LastDay['verdict'], language: Language): string =>
  word(
    verdict === 'usual'
      ? 'withinUsual'
      : verdict === 'more'
        ? 'aboveUsual'
        : verdict === 'fewer'
          ? 'belowUsual'
          : 'noHistory',
    language,
  )

/** The wall's sentence in three parts: the day, the subject of the strongest finding, and what is found of it. */
export function headline(
  last: LastDay | null,
  finding: KindChange | null,
  language: Language,
  { published }: Pick<CatalogBody, 'published'> = { published: null },
): [string, string, string] {
  const zh = language === 'zh'
  const day = last
    ? zh
      ? `${formatDay(last.day, 'zh')}受理 ${formatNumber(last.count)} 件，${usualWord(last.verdict, 'zh')}`
      : `${formatNumber(last.count)} cases on ${formatDay(last.day, 'en')}, ${usualWord(last.verdict, 'en')}`
    : ''
  if (!finding) return [day, '', '']
  const join = day === '' ? '' : zh ? '；' : '; '
  const size = formatNumber(Math.abs(finding.change), 1)
  const up = finding.change >= 0
  const span = published ? '三个月' : '90 天'
  const found = zh ? `${span}同比${up ? '增' : '减'} ${size}%` : ` ${up ? 'up' : 'down'} ${size} % on last year`
  return [`${day}${join}`, say(finding.label, language), found]
}

/** +1.1 点, −4.8%: the change of a value against the year before, in points for percentages. */
export function changeText(change: number, isPercent: boolean, language: Language): string {
  if (!isPercent) return `${formatSigned(change)}${language === 'zh' ? '%' : ' %'}`
  return `${formatSigned(change)}${language === 'zh' ? ' 点' : ' points'}`
}
