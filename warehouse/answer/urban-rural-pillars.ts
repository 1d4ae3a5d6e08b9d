import type { Indicator, Pillar } from '../catalog/types.ts'
import { PILLARS } from '../catalog/words.ts'
import type { Attached } from '../snapshot/types.ts'
import { refuseInStandard } from './outside-set.ts'
import { QuestionError } from './question-error.ts'
import type { Store } from './sums.ts'
import { openTogether } from './together.ts'
import type { Period } from './types.ts'
import { classesBy } from './urban-rural-classes.ts'
import { classValue, compare } from './urban-rural-estimates.ts'
import { OUTSIDE } from './urban-rural-notes.ts'
import { readUrbanRural, type UrbanRuralQuestion } from './urban-rural-question.ts'
import { byClass, byMonth, dispersionIn, ruralOf, urbanOf } from './urban-rural-sides.ts'
import { isDivided, isOfCases, sumByArea } from './urban-rural-sums.ts'
import { trendOf } from './urban-rural-trend.ts'
import type { ClassValue, Comparison, GapChange } from './urban-rural-types.ts'

export interface PillarsInput {
  from?: string | undefined
  to?: string | undefined
  class?: string | undefined
  base?: string | undefined
}

export interface PillarRow extends Comparison {
  pillar: Pillar
  indicator: string
  /** Level whose areas are added up, and how they are classed. */
  level: string
  classification: string
  /** Null where no area of the level is between. */
  middle: ClassValue | null
  /** How the ratio moves from year to year, in percent; null with fewer than three years. */
  change: GapChange | null
}

export interface Pillars {
  snapshot: string
  period: Period
  rows: PillarRow[]
  /** Indicators of a pillar for which this city has no figures by area or no classes. */
  absent: string[]
}

const ORDER = Object.keys(PILLARS)

async function rowOf(
  snapshot: Attached,
  store: Store,
  pillar: Pillar,
  question: UrbanRuralQuestion,
): Promise<PillarRow> {
  const { indicator, period, filters, level, areas, classification, base, years } = question
  const asked = { snapshot, store, filters, level }
  const classOf = classesBy(areas, classification, base)
  const { dataFrom, dataTo } = snapshot.catalog
  const isEvents = isOfCases(indicator)
  const [first, last] = [years[0], years.at(-1)]
  const span = isEvents
    ? { from: dataFrom, to: dataTo }
    : first !== undefined && last !== undefined
      ? { from: `${first}-01-01`, to: `${last}-12-31` }
      : null
  const [sums, history] = await Promise.all([
    sumByArea(asked, indicator, isEvents ? 'month' : 'year', period),
    span && sumByArea(asked, indicator, 'year', span),
  ])
  const { pairs, areas: counts } = byClass(sums, question, classOf)
  const dispersion = dispersionIn(byMonth(sums, question, classOf), question, urbanOf, ruralOf) ?? 1
  const steps = (history?.buckets ?? []).flatMap((bucket, b) => {
    const isKnown = isEvents || years.includes(Number(bucket.to.slice(0, 4)))
    return history && isKnown ? [{ ...bucket, fixed: byClass(history, question, classOf, b, b).pairs, own: null }] : []
  })
  return {
    pillar,
    indicator: indicator.id,
    level,
    classification: classification.id,
    middle: counts.middle > 0 ? classValue(indicator, pairs.middle, dispersion) : null,
    ...compare(indicator, urbanOf(pairs), pairs.rural, dispersion),
    change: trendOf(indicator, 'year', steps, dispersion).ratio,
  }
}

const IS_ABSENT = ['no_figures', 'no_classification', 'unknown_class', 'unknown_base']

/** As asked; where the level does not reach, by the same kind of classes, and where these have no such year, by their last. */
async function ask(snapshot: Attached, indicator: Indicator, input: PillarsInput): Promise<UrbanRuralQuestion | null> {
  const given = { from: input.from, to: input.to, indicator: indicator.id }
  const known = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))
  for (const name of new Set([input.class, input.class?.split(':', 1)[0]])) {
    for (const base of new Set([input.base, undefined])) {
      try {
        return await readUrbanRural({ ...known, indicator: indicator.id, class: name, base }, snapshot)
      } catch (cause) {
        if (!(cause instanceof QuestionError && IS_ABSENT.includes(cause.code))) throw cause
      }
    }
  }
  return null
}

/**
 * Urban beside rural for every indicator of a pillar: what there is, who, with what money, and what comes of it. Errors:
 * QuestionError for a period, a classification or a year that is not there.
 */
export async function answerPillars(
  input: PillarsInput,
  snapshot: Attached,
  options: { signal?: AbortSignal } = {},
): Promise<Pillars> {
  refuseInStandard(snapshot.catalog.city, ...OUTSIDE)
  const store = openTogether(snapshot, options, false)
  const wanted = snapshot.catalog.indicators
    .flatMap((indicator) => (indicator.pillar && isDivided(indicator) ? [{ indicator, pillar: indicator.pillar }] : []))
    .toSorted((a, b) => ORDER.indexOf(a.pillar) - ORDER.indexOf(b.pillar))
  const questions = await Promise.all(wanted.map(({ indicator }) => ask(snapshot, indicator, input)))
  const known = wanted.flatMap(({ pillar }, i) => {
    const question = questions[i]
    return question ? [{ pillar, question }] : []
  })
  const rows = await Promise.all(known.map(({ pillar, question }) => rowOf(snapshot, store, pillar, question)))
  const absent = wanted.flatMap(({ indicator }, i) => (questions[i] ? [] : [indicator.id]))
  const { dataFrom: from, dataTo: to } = snapshot.catalog
  return { snapshot: snapshot.id, period: known[0]?.question.period ?? { from, to }, rows, absent }
}
