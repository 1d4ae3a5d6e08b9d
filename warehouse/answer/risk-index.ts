import { riskEntry } from '../catalog/risk-codebook.ts'
import { RISK_INDEX, type RiskDefinition } from '../catalog/risk-index.ts'
import { indicatorOf } from '../catalog/snapshot-catalog.ts'
import type { Label } from '../catalog/types.ts'
import type { Attached } from '../snapshot/types.ts'
import { composite, type Composite } from '../stats/composite.ts'
import { bandsOf, type RankIntervals, rankIntervals } from '../stats/rank-intervals.ts'
import { refuseInStandard } from './outside-set.ts'
import { QuestionError } from './question-error.ts'
import { type MeasuredAreas, measureAreas, yearOf } from './risk-measured.ts'
import { asIndex, partsOf, type UsedMeasure, type UsedPillar } from './risk-parts.ts'
import { among, levelOf, type RiskQuestion, wholeYears } from './risk-question.ts'
import type { RiskArea, RiskIndex } from './risk-types.ts'

/** Fewer pillars make no index. */
const FEWEST_PILLARS = 2

const finite = (value: number | undefined) => (value === undefined || Number.isNaN(value) ? null : value)

function areaAt(i: number, now: MeasuredAreas, used: readonly UsedPillar[], made: Made): RiskArea {
  const { index, ranks, bands } = made
  const statuses = used.map(({ measures }) =>
    measures.map(({ indicator }) => now.columns.get(indicator)?.status[i] ?? 'missing'),
  )
  const missing = used.flatMap(({ measures }) =>
    measures.flatMap(({ indicator, values }) => (Number.isFinite(values[i]) ? [] : [indicator])),
  )
  const band = bands[i] ?? -1
  return {
    code: now.codes[i] ?? '',
    label: now.labels[i] ?? { zh: '', en: '' },
    index: finite(index.index[i]),
    status: missing.length > 0 ? 'missing' : statuses.flat().includes('unreliable') ? 'unreliable' : 'ok',
    missing,
    rank: finite(ranks.rank[i]),
    rank_low: finite(ranks.low[i]),
    rank_high: finite(ranks.high[i]),
    band: band < 0 ? null : band,
    pillars: index.pillars.map((pillar) => finite(pillar[i])),
    values: used.map(({ measures }) => measures.map(({ values }) => finite(values[i]))),
    scores: index.scores.map((measures) => measures.map((score) => finite(score[i]))),
    statuses,
  }
}

interface Made {
  index: Composite
  ranks: RankIntervals
  bands: Int32Array
}

const shown = ({ indicator, worse, min, max, goalposts, why }: UsedMeasure) => ({
  indicator,
  worse,
  min,
  max,
  goalposts,
  why,
})

const shareOf = (weight: number, all: readonly { weight: number }[]) =>
  weight / all.reduce((sum, each) => sum + each.weight, 0)

function pillarsShown(used: readonly UsedPillar[], { index, ranks }: Made): RiskIndex['pillars'] {
  return used.map(({ id, label, weight, measures }, p) => ({
    id,
    label,
    weight: shareOf(weight, used),
    measures: measures.map((measure, m) => ({
      ...shown(measure),
      weight: shareOf(measure.weight, measures),
      clipped: index.clipped[p]?.[m]?.reduce((sum, each) => sum + each, 0) ?? 0,
      winsorised: ranks.winsorised[p]?.[m] ?? 0,
    })),
  }))
}

function notesOf(now: MeasuredAreas, areas: readonly RiskArea[], ranked: number, sameYear: boolean): Label[] {
  const notes = [...now.notes]
  const without = areas.length - ranked
  if (without > 0) {
    notes.push({
      zh: `${without} 个区域缺少指标，不计算指数，也不参与排名。`,
      en: `${without} areas lack a measure; they have no index and take no part in the ranking.`,
    })
  }
  if (ranked > 0 && areas.every(({ rank }) => rank === null)) {
    notes.push({ zh: '各区域无法区分高低，不列名次。', en: 'The areas cannot be told apart; no rank is given.' })
  }
  if (sameYear) {
    notes.push({
      zh: '基准年与所示年度为同一年：以基准年定上下限的指标，此时是各区域之间的相对比较。',
      en: 'The baseline year is the year shown: measures with goalposts of the baseline compare areas with one another.',
    })
  }
  return notes
}

const usesBaseline = ({ pillars }: RiskDefinition) =>
  pillars.some(({ measures }) => measures.some(({ goalposts }) => goalposts === 'baseline'))

/**
 * The composite risk index of every area of a level over a whole calendar year, with the interval of each rank. Measures
 * are those of `answer`. Errors: QuestionError for an unknown level or year, too many areas, data without a whole year,
 * figures for fewer than two pillars, and in a city that publishes under `standard`.
 */
export async function answerRiskIndex(
  question: RiskQuestion,
  snapshot: Attached,
  options: { signal?: AbortSignal } = {},
): Promise<RiskIndex> {
  const { catalog } = snapshot
  refuseInStandard(
    catalog.city,
    { zh: '综合风险指数', en: 'the composite risk index' },
    { zh: '可按区域查询各项指标。', en: 'Ask for its measures by area instead.' },
  )
  const years = wholeYears(catalog)
  const year = among(years, question.year ?? Math.max(...years))
  const level = levelOf(catalog, question.level, yearOf(year).to)
  const definition = catalog.city.risk ?? RISK_INDEX
  const base = usesBaseline(definition) ? among(years, definition.baseline_year ?? Math.min(...years)) : null
  const wanted = definition.pillars.flatMap(({ measures }) => measures.map(({ indicator }) => indicator))
  const ids = [...new Set(wanted)].filter((id) => indicatorOf(catalog, id) !== undefined)
  const [now, then] = await Promise.all([
    measureAreas(snapshot, ids, level, year, options),
    base === null ? null : measureAreas(snapshot, ids, level, base, options),
  ])
  const { used, leftOut } = partsOf(definition, now, then)
  if (used.length < FEWEST_PILLARS) {
    throw new QuestionError('no_figures', 'level', {
      zh: `综合风险指数至少需要 ${FEWEST_PILLARS} 个支柱有数据，该层级 ${year} 年只有 ${used.length} 个。请换一个层级，或在 city.yaml 的 risk 中另行定义。`,
      en: `The risk index needs figures for at least ${FEWEST_PILLARS} pillars; this level has ${used.length} in ${year}. Choose another level, or define it under “risk” of city.yaml.`,
    })
  }
  const stream = `risk ${level} ${year} v${definition.version}`
  const pillars = asIndex(used)
  const index = composite(pillars)
  const ranks = rankIntervals(pillars, stream)
  const made = { index, ranks, bands: bandsOf(index.index, ranks) }
  const areas = now.codes.map((_, i) => areaAt(i, now, used, made))
  areas.sort((a, b) => (b.index ?? -1) - (a.index ?? -1) || (a.code < b.code ? -1 : 1))
  return {
    snapshot: snapshot.id,
    level,
    period: yearOf(year),
    baseline: base === null ? null : yearOf(base),
    pillars: pillarsShown(used, made),
    left_out: leftOut,
    areas,
    ranked: ranks.ranked,
    draws: ranks.draws,
    stream,
    codebook: riskEntry(definition, catalog.indicators),
    notes: notesOf(now, areas, ranks.ranked, base === year),
  }
}
