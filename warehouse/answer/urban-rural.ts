import type { Label } from '../catalog/types.ts'
import type { Attached } from '../snapshot/types.ts'
import { areaEntries } from './area-entries.ts'
import { refuseInStandard } from './outside-set.ts'
import { openTogether } from './together.ts'
import { classesBy } from './urban-rural-classes.ts'
import { classValue, compare, ratioOf } from './urban-rural-estimates.ts'
import { historyOf } from './urban-rural-history.ts'
import { notesOf, OUTSIDE } from './urban-rural-notes.ts'
import { type ClassedPair, inequalityOf, partsOf } from './urban-rural-parts.ts'
import { readUrbanRural, type UrbanRuralInput } from './urban-rural-question.ts'
import { byClass, byMonth, type ClassOf, dispersionIn, ruralOf, urbanOf } from './urban-rural-sides.ts'
import { readStrata, strataFor } from './urban-rural-strata.ts'
import { type Asked, type Divided, isOfCases, overBuckets, type Pair, sumByArea } from './urban-rural-sums.ts'
import { trendOf } from './urban-rural-trend.ts'
import { CLASSES, type ClassId, type ClassRow, type UrbanRural } from './urban-rural-types.ts'
import { underOthers } from './urban-rural-under.ts'

const PARTLESS: Label = {
  zh: '没有适合这项指标的分层：案件不带年龄，按类别分又没有各自的人口；也没有更大的区域可分。',
  en: 'Nothing suits this indicator to be split by: cases carry no age, categories have no people of their own, and there is no larger area.',
}

/**
 * Urban against rural for one indicator: levels, difference and ratio, trend, inequality, make-up, and how all hangs on
 * who is called urban. Errors: QuestionError for what the snapshot does not know or cannot class.
 */
export async function answerUrbanRural(
  input: UrbanRuralInput,
  snapshot: Attached,
  options: { signal?: AbortSignal } = {},
): Promise<UrbanRural> {
  refuseInStandard(snapshot.catalog.city, ...OUTSIDE)
  const question = await readUrbanRural(input, snapshot)
  const { indicator, period, level, areas, classification, base, filters } = question
  const asked: Asked = { snapshot, store: openTogether(snapshot, options, true), filters, level }
  const classOf = classesBy(areas, classification, base)
  const isChanging = classification.vintages.length > 1
  const own = isChanging ? classesBy(areas, classification, null) : null
  const [sums, steps] = await Promise.all([
    sumByArea(asked, indicator, isOfCases(indicator) ? 'month' : 'year', period),
    historyOf(asked, question, classOf, own),
  ])
  const { pairs, areas: counts } = byClass(sums, question, classOf)
  const months = byMonth(sums, question, classOf)
  const dispersion = dispersionIn(months, question, urbanOf, ruralOf)
  const factor = dispersion ?? 1
  const all = CLASSES.reduce((sum, id) => sum + pairs[id].d, 0)
  const overUrban = (id: ClassId) => {
    const own =
      dispersionIn(
        months,
        question,
        (by) => by[id],
        (by) => by.urban,
      ) ?? 1
    return ratioOf(indicator, pairs[id], pairs.urban, own)
  }
  const classes = CLASSES.filter((id) => id !== 'middle' || counts.middle > 0).map(
    (id): ClassRow => ({
      id,
      label: classification.names[id],
      areas: counts[id],
      share: all > 0 ? pairs[id].d / all : null,
      ...classValue(indicator, pairs[id], factor),
      relative: id === 'urban' ? null : overUrban(id),
    }),
  )
  const ofAreas = new Map(Array.from(sums.areas, (area, i) => [area, overBuckets(sums, indicator, i)]))
  const classed = new Map(
    [...ofAreas.keys()].flatMap((area) => {
      const id = classOf(area)
      return id === null ? [] : [[area, id] as const]
    }),
  )
  const counted = [...ofAreas].flatMap(([area, pair]): ClassedPair[] => {
    const id = classed.get(area)
    return id === undefined ? [] : [{ ...pair, id }]
  })
  const offers = strataFor(snapshot, indicator, level)
  const strata = await readStrata({ classed, asked, question, pairs: ofAreas }, offers)
  const parts = strata && partsOf(indicator, strata.id, strata.list, factor)
  return {
    snapshot: snapshot.id,
    indicator: indicator.id,
    period,
    level,
    classification: classification.id,
    base,
    classifications: question.classifications,
    classes,
    two: compare(indicator, urbanOf(pairs), pairs.rural, factor),
    dispersion,
    trend: trendOf(indicator, question.grain, steps, factor),
    inequality: inequalityOf(indicator, counted),
    strata: offers,
    parts,
    partless: parts === null ? PARTLESS : null,
    under: underOthers(sums, question, classOf, months),
    areas: forMap(snapshot, indicator, ofAreas, classOf),
    notes: notesOf(question, sums, [...ofAreas.keys()], classOf),
  }
}

function forMap(
  { catalog }: Attached,
  indicator: Divided,
  pairs: ReadonlyMap<number, Pair>,
  classOf: ClassOf,
): UrbanRural['areas'] {
  const entries = areaEntries(catalog)
  const ids = [...pairs.keys()]
  const all: Pair = { n: 0, d: 0 }
  const values = ids.map((id) => {
    const { n, d } = pairs.get(id) ?? { n: Number.NaN, d: Number.NaN }
    if (d > 0 && Number.isFinite(n)) {
      all.n += n
      all.d += d
    }
    return classValue(indicator, { n, d }, 1)
  })
  return {
    codes: ids.map((id) => entries.get(id)?.code ?? ''),
    classes: ids.map(classOf),
    values: values.map(({ value }) => value),
    statuses: values.map(({ status }) => status),
    whole: classValue(indicator, all, 1).value,
  }
}
