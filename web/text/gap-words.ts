import type { Label } from '../../warehouse/catalog/types.ts'
import { type Language, say } from './language.ts'

/** Every fixed word of the urban–rural page. */
export const GAP_WORDS = {
  classes: { zh: '城乡划分', en: 'Classes' },
  base: { zh: '固定于', en: 'Fixed at' },
  grain: { zh: '步长', en: 'Step' },
  month: { zh: '逐月', en: 'months' },
  quarter: { zh: '逐季', en: 'quarters' },
  year: { zh: '逐年', en: 'years' },
  strata: { zh: '按什么分解', en: 'Split by' },
  urban: { zh: '城镇', en: 'Urban' },
  rural: { zh: '乡村', en: 'Rural' },
  difference: { zh: '差', en: 'difference' },
  ratio: { zh: '比', en: 'ratio' },
  ratioOver: { zh: '城乡比', en: 'Urban / rural' },
  overUrban: { zh: '与城区之比', en: 'over urban' },
  ownClasses: { zh: '按当年划分', en: 'yearly classes' },
  areas: { zh: '区域', en: 'areas' },
  share: { zh: '占分母', en: 'share' },
  twoTitle: { zh: '城镇对乡村', en: 'Urban against rural' },
  folded: { zh: '两分时并入城镇', en: 'counts as urban in two classes' },
  trendTitle: { zh: '差距怎么变', en: 'How the gap moves' },
  mapTitle: { zh: '高低在哪里', en: 'Higher and lower' },
  byDistance: { zh: '与全市之差', en: 'Against the city' },
  byClass: { zh: '城乡类别', en: 'Classes' },
  pillarsTitle: { zh: '设施、人员、资金与成效', en: 'Infrastructure, people, money and outcomes' },
  pillar: { zh: '方面', en: 'Pillar' },
  move: { zh: '走向', en: 'Trend' },
  wider: { zh: '扩大', en: 'wider' },
  narrower: { zh: '缩小', en: 'narrower' },
  unmoved: { zh: '难分', en: 'unclear' },
  tooShort: { zh: '年份不足', en: 'too short' },
  partsTitle: { zh: '差距从哪里来', en: 'Where the gap comes from' },
  mix: { zh: '构成不同', en: 'Mix' },
  like: { zh: '同类之差', en: 'Like for like' },
  whole: { zh: '合计', en: 'Total' },
  stratum: { zh: '分层', en: 'Stratum' },
  urbanShare: { zh: '城镇占比', en: 'urban share' },
  ruralShare: { zh: '乡村占比', en: 'rural share' },
  betweenTitle: { zh: '区域之间的不平等', en: 'Inequality between areas' },
  underTitle: { zh: '换一种划分再算', en: 'Under other classifications' },
  moved: { zh: '归类不同的分母', en: 'classed otherwise' },
  interval: { zh: '95% 区间', en: '95 % interval' },
  noInterval: { zh: '公布的全数，无抽样区间', en: 'published in full: no sampling interval' },
  period: { zh: '时段', en: 'Step' },
  empty: { zh: '没有可比的数', en: 'Nothing to compare' },
  refusedTitle: { zh: '这里比不出城乡差距', en: 'No gap can be shown here' },
  absent: { zh: '本市无数据', en: 'no data in this city' },
} as const satisfies Record<string, Label>

export type GapWord = keyof typeof GAP_WORDS

export const gapWord = (name: GapWord, language: Language): string => say(GAP_WORDS[name], language)

/** Short names of the class between, where there is little room. */
const MIDDLE: Record<'code' | 'column' | 'degurba', Label> = {
  code: { zh: '接合部', en: 'Fringe' },
  column: { zh: '接合部', en: 'Fringe' },
  degurba: { zh: '镇', en: 'Towns' },
}

export const middleWord = (kind: keyof typeof MIDDLE, language: Language): string => say(MIDDLE[kind], language)

/** Where the class between went, in a sentence's words. */
export function foldWord(kind: keyof typeof MIDDLE, middle: 'urban' | 'out' | 'rural', language: Language): string {
  const name = middleWord(kind, language)
  if (language === 'zh')
    return { urban: `${name}并入城镇（官方口径）`, out: `${name}不计`, rural: `${name}并入乡村` }[middle]
  return { urban: `${name} as urban (official)`, out: `${name} left out`, rural: `${name} as rural` }[middle]
}
