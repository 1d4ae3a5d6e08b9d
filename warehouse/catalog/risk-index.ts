import type { Label } from './types.ts'

/**
 * One measure of the index. `worse` says which end of the goalposts is the risky one. Goalposts are stated once, or are the
 * range that areas of the level had in the baseline year (outliers drawn in), so that scores compare over time; they are
 * never taken from the year shown.
 */
export interface RiskMeasure {
  indicator: string
  worse: 'higher' | 'lower'
  goalposts: 'baseline' | { min: number; max: number; why: Label }
  /** Beside the other measures of the pillar; 1 where unset. */
  weight?: number
}

export interface RiskPillar {
  id: string
  label: Label
  weight?: number
  measures: readonly RiskMeasure[]
}

/** The composite risk index as data: that of the program, or `risk:` of a city pack. */
export interface RiskDefinition {
  version: number
  /** Calendar year of the goalposts `baseline`; the first whole year of the data where unset. */
  baseline_year?: number
  pillars: readonly RiskPillar[]
}

/** The index of a city whose pack defines none. Fixed goalposts are defaults of this program: a city sets its own. */
export const RISK_INDEX: RiskDefinition = {
  version: 1,
  pillars: [
    {
      id: 'exposure',
      label: { zh: '暴露程度', en: 'Exposure' },
      measures: [
        { indicator: 'population_density', worse: 'higher', goalposts: 'baseline' },
        { indicator: 'vacant_density', worse: 'higher', goalposts: 'baseline' },
      ],
    },
    {
      id: 'hazard',
      label: { zh: '隐患强度', en: 'Hazard' },
      measures: [
        { indicator: 'case_rate', worse: 'higher', goalposts: 'baseline' },
        { indicator: 'night_share', worse: 'higher', goalposts: 'baseline' },
      ],
    },
    {
      id: 'vulnerability',
      label: { zh: '人群脆弱性', en: 'Vulnerability' },
      measures: [
        {
          indicator: 'aged_share',
          worse: 'higher',
          goalposts: {
            min: 7,
            max: 21,
            why: {
              zh: '通行界线：7% 进入老龄化社会，21% 进入超级老龄化社会',
              en: 'customary lines of an ageing (7 %) and a super-aged society (21 %)',
            },
          },
        },
        { indicator: 'dependency_ratio', worse: 'higher', goalposts: 'baseline' },
      ],
    },
    {
      id: 'response',
      label: { zh: '处置短板', en: 'Weak response' },
      measures: [
        {
          indicator: 'on_time_rate',
          worse: 'lower',
          goalposts: {
            min: 60,
            max: 100,
            why: {
              zh: '程序默认：100% 为承诺，60% 为及格线',
              en: 'program default: 100 % is promised, 60 % is a bare pass',
            },
          },
        },
        {
          indicator: 'median_hours_to_close',
          worse: 'higher',
          goalposts: {
            min: 24,
            max: 120,
            why: { zh: '程序默认：一日至五日', en: 'program default: from one day to five' },
          },
        },
        {
          indicator: 'reopened_rate',
          worse: 'higher',
          goalposts: {
            min: 0,
            max: 10,
            why: { zh: '程序默认：无重开至一成重开', en: 'program default: from none reopened to one in ten' },
          },
        },
      ],
    },
  ],
}
