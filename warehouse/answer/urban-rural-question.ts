import { z } from 'zod'
import type { QueryInput } from '../query/spec.ts'
import type { Attached } from '../snapshot/types.ts'
import { readQuestion } from './question.ts'
import { QuestionError, unknownName } from './question-error.ts'
import { isOfCases, type Divided, groundOf, isDivided } from './urban-rural-sums.ts'
import { classificationsFor, readClassedAreas, type ClassedArea } from './urban-rural-classes.ts'
import type { Classification, TrendGrain } from './urban-rural-types.ts'
import type { Filters } from '../query/plan.ts'
import type { Period } from './types.ts'

/** The gap asked for: one indicator over a period, under filters of cases, with its own choices. */
export interface UrbanRuralInput
  extends Pick<QueryInput, 'from' | 'to' | 'category' | 'category_group' | 'channel' | 'department'> {
  indicator: string
  /** Id of a classification; unset: the first there is. */
  class?: string | undefined
  /** Year at whose classes the trend is fixed; unset: the last. */
  base?: string | undefined
  grain?: TrendGrain | undefined
  /** What the gap is split by; unset: what suits the indicator. */
  strata?: string | undefined
}

export interface UrbanRuralQuestion {
  indicator: Divided
  period: Period
  filters: Filters
  level: string
  /** Years of which both figures are published; empty for cases. */
  years: number[]
  areas: ClassedArea[]
  classifications: Classification[]
  classification: Classification
  base: string | null
  grain: TrendGrain
  strata: string | null
}

const YEAR = z.string().regex(/^\d{4}$/)

/** Checks a question about the gap against the snapshot. Throws QuestionError with what is allowed. */
export async function readUrbanRural(input: UrbanRuralInput, snapshot: Attached): Promise<UrbanRuralQuestion> {
  const { indicator: id, class: wanted, base, grain = 'year', strata, ...rest } = input
  const { catalog } = snapshot
  const { indicators, period, filters } = readQuestion({ ...rest, indicators: [id] }, catalog)
  const [indicator] = indicators
  const comparable = () => catalog.indicators.filter(isDivided).map((each) => each.id)
  if (!indicator || !isDivided(indicator)) {
    throw new QuestionError(
      'not_comparable',
      'indicator',
      {
        zh: `“${indicator?.label.zh ?? id}”不是两个合计之比，无法按城乡两边各自汇总后相比。请改选比率、比例或人均类指标。`,
        en: `“${indicator?.label.en ?? id}” is not one sum over another, so its two sides cannot be added up and compared. Choose a rate, a proportion or a figure per head.`,
      },
      comparable(),
    )
  }
  const ground = await groundOf(snapshot, indicator)
  if (!ground) {
    throw new QuestionError(
      'no_figures',
      'indicator',
      {
        zh: `这座城市没有“${indicator.label.zh}”所需的分区数据。`,
        en: `This city has no figures by area that “${indicator.label.en}” is made of.`,
      },
      comparable(),
    )
  }
  const areas = await readClassedAreas(snapshot)
  const classifications = classificationsFor(snapshot, areas, ground.level)
  const classification = wanted === undefined ? classifications[0] : classifications.find((each) => each.id === wanted)
  if (!classification) {
    const names = classifications.map((each) => each.id)
    if (names.length > 0)
      throw unknownName('unknown_class', 'class', { zh: '城乡划分', en: 'classification' }, wanted ?? '', names)
    throw new QuestionError('no_classification', 'class', {
      zh: '这座城市的数据没有给区域划分城乡（城乡分类代码、类别列或可算城镇化程度的人口与边界），不能比较差距。',
      en: 'Nothing in this city’s data tells urban from rural areas (a statistical code, a class column, or people and boundaries to compute a degree of urbanisation from), so there is no gap to show.',
    })
  }
  const { vintages } = classification
  if (base !== undefined && !(YEAR.safeParse(base).success && vintages.includes(base)))
    throw unknownName('unknown_base', 'base', { zh: '划分年份', en: 'year of classes' }, base, vintages)
  return {
    indicator,
    period,
    filters,
    level: ground.level,
    years: isOfCases(indicator) ? [] : ground.years,
    areas,
    classifications,
    classification,
    base: base ?? vintages.at(-1) ?? null,
    grain: isOfCases(indicator) ? grain : 'year',
    strata: strata ?? null,
  }
}
