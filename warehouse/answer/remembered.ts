import type { Attached } from '../snapshot/types.ts'
import type { Question } from './question.ts'
import type { Answer } from './types.ts'

/** Values kept of the answers about each snapshot, the least recently used going first; bigger answers are not kept. */
const MOST_VALUES = 500_000
const MOST_OF_ONE = 160_000
/** Answers that were made within so many milliseconds are not kept: making them anew costs less than keeping them. */
const CHEAP_MS = 10

interface Kept {
  answers: Map<string, Answer>
  values: number
}

const bySnapshot = new WeakMap<Attached, Kept>()

/** One spelling for all ways of asking the same thing. */
function keyOf({ indicators, dimensions, period, compared, filters, smooth }: Question): string {
  const sorted = <K, V extends number | bigint>(map: ReadonlyMap<K, readonly V[]>) =>
    [...map].map(([key, values]) => `${String(key)}:${values.map(String).sort().join()}`).sort()
  return JSON.stringify([
    indicators.map((indicator) => indicator.id),
    dimensions.map(({ id }) => id),
    period,
    compared,
    sorted(filters.areas),
    sorted(filters.cells),
    sorted(filters.coded),
    [...filters.urban].sort(),
    [...filters.status].sort(),
    smooth,
  ])
}

/** An answer of one row has names and notes too. */
const sizeOf = ({ rows, series }: Answer): number => rows * series.length + 500

/** The answer given before, or the one `make` gives now. Answers are shared: nobody may write into their columns. */
export async function remembered(snapshot: Attached, question: Question, make: () => Promise<Answer>): Promise<Answer> {
  const kept = bySnapshot.get(snapshot) ?? { answers: new Map<string, Answer>(), values: 0 }
  bySnapshot.set(snapshot, kept)
  const known = kept.answers.size > 0 ? kept.answers.get(keyOf(question)) : undefined
  const started = performance.now()
  const found = known ?? (await make())
  if (sizeOf(found) > MOST_OF_ONE || (!known && performance.now() - started < CHEAP_MS)) return found
  const key = keyOf(question)
  if (kept.answers.delete(key)) kept.values -= sizeOf(found)
  kept.answers.set(key, found)
  kept.values += sizeOf(found)
  for (const [old, answer] of kept.answers) {
    if (kept.values <= MOST_VALUES) break
    kept.values -= sizeOf(answer)
    kept.answers.delete(old)
  }
  return found
}
