import type { Indicator } from '../types.ts'

const SOURCE = {
  zh: '热线与案件记录；统计部门人口数据；城乡分类代码',
  en: 'Hotline and case records; population of the statistics office; urban–rural classification codes',
}

export const GAP_INDICATORS = [
  {
    id: 'urban_rural_ratio',
    version: 1,
    group: 'gap',
    kind: 'gap',
    label: { zh: '城乡案件率之比', en: 'Urban–rural rate ratio' },
    unit: 'ratio',
    scale: 1,
    of: 'case_rate',
    as: 'ratio',
    interval: 'log_ratio',
    polarity: 'none',
    minimum: 0,
    disclosure: 'rate',
    decimals: 2,
    note: {
      zh: '城镇（含城乡接合部，按官方两类口径）万人案件率除以乡村万人案件率；分子、分母栏为两者的率。须与差值一起看。',
      en: 'Cases per 10,000 residents, urban (fringe included, as the official two-class rule does) over rural; numerator and denominator are the two rates. Read it beside the difference.',
    },
    source: SOURCE,
  },
  {
    id: 'urban_rural_difference',
    version: 1,
    group: 'gap',
    kind: 'gap',
    label: { zh: '城乡案件率之差', en: 'Urban–rural rate difference' },
    unit: 'per_10k_residents',
    scale: 1,
    of: 'case_rate',
    as: 'difference',
    interval: 'difference',
    polarity: 'none',
    minimum: 0,
    disclosure: 'rate',
    decimals: 1,
    note: {
      zh: '城镇（含城乡接合部）万人案件率减去乡村万人案件率；分子、分母栏为两者的率。须与比值一起看，二者可能反向变化。',
      en: 'Cases per 10,000 residents, urban (fringe included) minus rural; numerator and denominator are the two rates. Read it beside the ratio: they can move in opposite directions.',
    },
    source: SOURCE,
  },
] as const satisfies readonly Indicator[]
