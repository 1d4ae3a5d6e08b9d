import type { Explained } from '../ui/method.tsx'

const SOURCE = {
  classes: {
    zh: '国函〔2008〕60 号；国统字〔2009〕91 号；欧盟与经合组织《城镇化程度手册》（2021）',
    en: 'State Council letter 60 (2008); NBS 91 (2009); Degree of Urbanisation manual (2021)',
  },
  intervals: {
    zh: 'Breslow 与 Day（1987）；Wilson（1927）；Newcombe（1998）；Katz 等（1978）',
    en: 'Breslow and Day (1987); Wilson (1927); Newcombe (1998); Katz et al. (1978)',
  },
}

/** How each panel of the page makes its numbers. */
export const GAP_METHODS = {
  classes: {
    label: { zh: '城乡两类与三类', en: 'Two classes and three' },
    note: {
      zh: '各区域按所选划分归为城区、中间类、乡村，分子分母各自相加再相除。两分时中间类（代码 112、122 的城乡接合部，或城镇化程度的镇与半密集区）按官方口径并入城镇，同时单列。时段跨年时，人口按各年天数平均。案件往往成串，区间按各月城乡比的离散程度放宽：方差大于独立案件几倍，件数就按几分之一计。',
      en: 'Areas are classed as chosen; numerators and denominators of a class are added up, then divided. In two classes the middle one (fringe of codes 112 and 122, or towns and semi-dense areas) counts as urban, as the official rules have it, and is shown apart too. Over several years people are the mean by days. Cases come in runs, so intervals are widened by how far the ratio scatters from month to month: where its variance is so many times that of independent cases, so many cases count as one.',
    },
    source: SOURCE.classes,
    version: 1,
  },
  trend: {
    label: { zh: '差与比的走向', en: 'Difference and ratio over time' },
    note: {
      zh: '案件按整月累计，一步为十二个月（或三个月、一个月），以数据末月为界向前推；公布数按年。划分固定在一个年份，重新划分不会造成差距变动。差值与比值可能反向变化，故并列，并各自做 Mann–Kendall 检验、以 Sen 斜率表示快慢；p 不小于 0.05 时说“没有可分辨的走向”。',
      en: 'Cases add up over whole months, twelve (or three, or one) a step, counted back from the last month of the data; published figures go by year. Classes are fixed at one year, so that reclassifying moves no gap. Difference and ratio can move oppositely: both are shown, each tested by Mann–Kendall with Sen’s slope. At p of 0.05 or more there is no trend that can be told from chance.',
    },
    source: { zh: 'Mann（1945）；Kendall（1975）；Sen（1968）', en: 'Mann (1945); Kendall (1975); Sen (1968)' },
    version: 1,
  },
  map: {
    label: { zh: '与全市之差', en: 'Distance from the city' },
    note: {
      zh: '各区域的值与全市值之差：比率类为全市值的百分之几，百分数类为百分点。七级固定，不随指标、时段、缩放变化。有斜线的区域件数太少，区间很宽。',
      en: 'How far each area lies from the city: percent of its value for rates, points for percentages. Seven fixed classes, the same for every indicator, period and zoom. Hatched areas have few cases and wide intervals.',
    },
    source: SOURCE.intervals,
    version: 1,
  },
  pillars: {
    label: { zh: '四个方面', en: 'Four pillars' },
    note: {
      zh: '设施、人员、资金是投入，成效是结果；某项指标属于哪一方面，写在指标目录或城市包里。比值为城镇除以乡村，对数刻度，1 为无差距。公布的全数没有抽样区间。走向按各年比值做 Mann–Kendall 检验，箭头只在 p 小于 0.05 时给出。',
      en: 'Infrastructure, people and money are what goes in, outcomes what comes of it; the record of an indicator, in the catalog or the city pack, names its pillar. Ratios are urban over rural on a log axis, 1 is no gap. Figures published in full have no sampling interval. Trends are Mann–Kendall tests of the yearly ratios; an arrow is drawn only under p = 0.05.',
    },
    source: SOURCE.intervals,
    version: 1,
  },
  parts: {
    label: { zh: '构成与同类之差', en: 'Mix, and like for like' },
    note: {
      zh: 'Kitagawa 分解：差值 = 构成之差按两边平均的率计 + 同一层内率之差按两边平均的构成计。案件的比例按诉求大类分；人口之比按年龄分；其余按更大的区域分。按人口算的诉求率不能按类别分解：各类别没有自己的人口，案件也不带年龄。一边没有的层，借用另一边的率。构成视为已知，区间只反映率的偶然波动。分解不等于因果。',
      en: 'Kitagawa: the gap is the difference in make-up at the mean rates, plus the difference in rates within strata at the mean make-up. Shares of cases are split by what the cases are about, ratios of people by age, the rest by larger area. Cases per resident are not split by category: categories have no people of their own, and cases carry no age. A stratum empty on one side borrows the other’s rate. The make-up is taken as known; intervals tell of chance in the rates alone. A decomposition is not a cause.',
    },
    source: { zh: 'Kitagawa（1955）', en: 'Kitagawa (1955)' },
    version: 1,
  },
  between: {
    label: { zh: '泰尔指数', en: 'Theil’s measures' },
    note: {
      zh: '泰尔 T 按所占份额加权，对小值不敏感；泰尔 L（平均对数离差）按分母加权，对小值敏感，有零值时无定义。类间占比是城乡类别能解释的部分；“类内”是同类区域之间的差异，不是人与人之间的。区域件数少时，偶然波动也会抬高指数，故另列全凭偶然时 T 的大小。',
      en: 'Theil’s T weighs by what is shared out, L (mean log deviation) by whom it is shared among; L has no value where an area has none. The share between classes is what the classes explain; “within” is between areas of one class, not between persons. Few cases raise the index by chance: what T would be by chance alone stands beside it.',
    },
    source: { zh: 'Theil（1967）；Shorrocks（1980）', en: 'Theil (1967); Shorrocks (1980)' },
    version: 1,
  },
  under: {
    label: { zh: '划分的影响', en: 'What hangs on the classes' },
    note: {
      zh: '同一差距在本市现有各种划分下重算：城乡分类代码（最细一级与更粗的各级）、由人口与边界算出的城镇化程度、文件自列的类别；中间类并入城镇、不计、并入乡村各算一次。“归类不同”是城乡两分有变化的那部分分母所占的比重。',
      en: 'The same gap under every classification this city has: statistical codes (of the finest level and of coarser ones), the degree of urbanisation computed from people and boundaries, classes given in the files; with the middle class as urban, left out, and as rural. “Classed otherwise” is the share of the denominator that changes sides.',
    },
    source: SOURCE.classes,
    version: 1,
  },
} as const satisfies Record<string, Explained>
