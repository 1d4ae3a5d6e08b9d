import type { CodebookEntry } from './codebook.ts'
import type { RiskDefinition, RiskMeasure } from './risk-index.ts'
import type { Indicator, Label } from './types.ts'
import { INDICATOR_GROUPS } from './words.ts'

const both = (text: (language: keyof Label) => string): Label => ({ zh: text('zh'), en: text('en') })

function measureText({ indicator, worse, goalposts }: RiskMeasure, known: readonly Indicator[], language: keyof Label) {
  const zh = language === 'zh'
  const name = known.find(({ id }) => id === indicator)?.label[language] ?? indicator
  const sign = worse === 'higher' ? '↑' : '↓'
  const range =
    goalposts === 'baseline'
      ? zh
        ? '基准年各区域的范围'
        : 'range of areas in the baseline year'
      : `${goalposts.min}–${goalposts.max}${zh ? `，${goalposts.why.zh}` : `, ${goalposts.why.en}`}`
  return zh ? `${name}${sign}（${range}）` : `${name} ${sign} (${range})`
}

function pillarsText({ pillars }: RiskDefinition, known: readonly Indicator[], language: keyof Label): string {
  const zh = language === 'zh'
  const told = pillars.map(
    ({ label, measures }) =>
      `${label[language]}${zh ? '：' : ': '}${measures.map((each) => measureText(each, known, language)).join(zh ? '、' : ', ')}`,
  )
  return `${told.join(zh ? '；' : '; ')}${zh ? '。↑ 越高风险越大，↓ 越低风险越大。' : '. ↑: the higher the riskier; ↓: the lower the riskier.'}`
}

function baselineText({ baseline_year: year }: RiskDefinition): Label {
  const at = year === undefined ? { zh: '数据的第一个完整年度', en: 'the first whole year of the data' } : null
  return {
    zh: `最近一个完整日历年；基准年为${at?.zh ?? ` ${year} 年`}。`,
    en: `The last whole calendar year; the baseline is ${at?.en ?? year}.`,
  }
}

/** The composite risk index as the codebook tells it, from its definition alone. */
export function riskEntry(definition: RiskDefinition, known: readonly Indicator[]): CodebookEntry {
  return {
    id: 'risk_index',
    version: definition.version,
    group: INDICATOR_GROUPS.risk,
    label: { zh: '综合风险指数', en: 'Composite risk index' },
    unit: { zh: '分（1 最低，100 最高）', en: 'points (1 lowest, 100 highest)' },
    formula: {
      zh: '各指标按固定上下限折算为 1–100 分，超出上下限的按上下限计；支柱内取算术平均，支柱间取几何平均，默认等权',
      en: 'measures scored 1–100 between fixed goalposts, those beyond scored as if they stood there; arithmetic mean within a pillar, geometric mean across pillars, equal weights unless stated',
    },
    numerator: both((language) => pillarsText(definition, known, language)),
    denominator: null,
    period: baselineText(definition),
    direction: { zh: '越高风险越大', en: 'the higher the riskier' },
    reliable: null,
    note: {
      zh: '缺少任一指标的区域不计算指数，不作任何插补；全市均无数据的指标对所有区域一并剔除，并予以说明。名次附区间：1,000 次固定种子抽样中，折算方法（上下限、标准差、百分位）、权重（各自 ±25%）和支柱合成方法（几何、算术平均）同时变动，取名次的 5%–95%，并包含公布名次；区间重叠即无法区分高低。指数反映相对的、被反映的风险，不是发生事件的概率。',
      en: 'An area without one of the measures has no index: nothing is put in its place. A measure that no area has is left out for all, and that is said. Each rank has an interval: in 1,000 draws of a fixed seed scoring (goalposts, standard deviations, percentiles), weights (each ± 25 %) and the way pillars are joined (product, mean) vary together; it holds 5 % to 95 % of the ranks, and the rank published. Where intervals overlap, areas cannot be told apart. The index tells of relative, reported risk; it is no probability of an event.',
    },
    source: {
      zh: '方法：经合组织与欧盟联合研究中心《综合指标构建手册》（2008）；数据：各指标自身来源',
      en: 'Method: OECD and JRC, Handbook on Constructing Composite Indicators (2008); data: the sources of each measure',
    },
  }
}
