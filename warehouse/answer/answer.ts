import { notAnnualised } from '../catalog/of-period.ts'
import type { Label } from '../catalog/types.ts'
import type { QueryInput } from '../query/spec.ts'
import type { Attached } from '../snapshot/types.ts'
import { daysIn } from './days.ts'
import { boundaryNotes } from './held.ts'
import { measure } from './measure.ts'
import { tellsWhole } from './measure-columns.ts'
import { monthNotes, needsDays } from './months.ts'
import type { Scope } from './parts.ts'
import { checkPublished, isOfCases, PUBLISHED_NOTE, withUsualPeriod } from './published-question.ts'
import { publishedSet, type PublishedSet } from './published-set.ts'
import { type Question, readQuestion } from './question.ts'
import { QuestionError, SlowQueryError } from './question-error.ts'
import { remembered } from './remembered.ts'
import { smoothed } from './smoothed.ts'
import type { Store } from './sums.ts'
import { openTogether } from './together.ts'
import type { Answer } from './types.ts'

function notesFor(question: Question, years: number[]): Label[] {
  const notes: Label[] = []
  const asked = question.dimensions.flatMap(({ id }) => question.indicators.map((each) => notAnnualised(each, id)))
  const told = asked.find((each) => each !== null)
  if (told) notes.push({ zh: `${told.zh}。`, en: `Cases over people, homes, land or staff: ${told.en}.` })
  if (years.length > 0) {
    const list = years.join('、')
    notes.push({
      zh: `人口、住房等年度数据取自 ${list} 年。`,
      en: `Yearly figures (people, homes) are those of ${years.join(', ')}.`,
    })
  }
  if (question.indicators.some((indicator) => indicator.kind === 'gap')) {
    notes.push({
      zh: '城乡两分时，城乡接合部按国家统计规则并入城区。',
      en: 'In the two-class comparison the urban–rural fringe counts as urban, as the official rule has it.',
    })
  }
  const { compared, period } = question
  if (compared && isFarFrom(daysIn(compared), daysIn(period))) {
    const [now, then] = [daysIn(period), daysIn(compared)]
    notes.push({
      zh: `对比期有 ${then} 天，本期有 ${now} 天；件数与比率未按天数折算。`,
      en: `The compared period has ${then} days, the period ${now}; counts and rates are not scaled to one length.`,
    })
  }
  return notes
}

/** Longer or shorter by more than months and leap years differ. */
const isFarFrom = (days: number, others: number) => Math.abs(days / others - 1) > 0.12

/**
 * The one door out: a question about a snapshot becomes columns, in a city of profile `standard` of what its set shows. Totals are recomputed from components.
 * Throws QuestionError for anything unknown or absurd, SlowQueryError when cancelled.
 */
export async function answer(
  input: QueryInput,
  snapshot: Attached,
  options: { signal?: AbortSignal } = {},
): Promise<Answer> {
  const published = await publishedSet(snapshot)
  const question = readQuestion(published ? withUsualPeriod(input, published) : input, snapshot.catalog)
  if (published) checkPublished(question, snapshot.catalog, published)
  try {
    return await remembered(snapshot, question, () => compute(question, snapshot, published, options))
  } catch (cause) {
    if (!(cause instanceof QuestionError) && options.signal?.aborted) throw new SlowQueryError('cancelled', { cause })
    throw cause
  }
}

async function compute(
  question: Question,
  snapshot: Attached,
  published: PublishedSet | null,
  options: { signal?: AbortSignal },
): Promise<{ answer: Answer; hasAsked: boolean }> {
  let together: Store | undefined
  const store: Store = {
    run(plan) {
      together ??= openTogether(snapshot, options, true)
      return together.run(plan)
    },
  }
  const by = question.dimensions.map(({ dimension }) => dimension)
  const scope: Scope = {
    snapshot,
    store,
    by,
    isByDay: needsDays(by),
    filters: question.filters,
    period: question.period,
    published,
  }
  const earlier = question.compared ? { ...scope, period: question.compared } : null
  const whole = (each: Scope | null) => each && { ...each, by: [] }
  const measureWhole = () => measure({ ...scope, by: [] }, whole(earlier), question.indicators)
  const [parts, apart, ofMonths] = await Promise.all([
    measure(scope, earlier, question.indicators),
    tellsWhole(scope, question.indicators) ? null : measureWhole(),
    published ? publishedNotes(question) : monthNotes(scope, question.indicators),
  ])
  const total = parts.whole ?? (apart ?? (await measureWhole())).series
  const found: Answer = {
    snapshot: snapshot.id,
    period: question.period,
    compared: question.compared,
    rows: parts.rows,
    keys: parts.keys,
    series: parts.series,
    total,
    notes: [...notesFor(question, parts.years), ...boundaryNotes(scope, question.compared), ...ofMonths],
  }
  return { answer: smoothed(found, question), hasAsked: together !== undefined }
}

const publishedNotes = ({ indicators }: Question): Label[] => (indicators.some(isOfCases) ? [PUBLISHED_NOTE] : [])
