import type { Attached } from '../snapshot/types.ts'
import type { Question } from './question.ts'
import type { Answer } from './types.ts'

/** Values kept of the answers about each snapshot, the least recently used going first; bigger answers are not kept. */
const MOST_VALUES = 500_000
const MOST_OF_ONE = 160_000

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

/**
 * The answer given before, or the one `make` gives now. Answers are shared: nobody may write into their columns. One for which
 * no statement was run is not kept: making it anew costs less than keeping it.
 */
export async function remembered(
  snapshot: Attached,
  question: Question,
  make: () => Promise<{ answer: Answer; hasAsked: boolean }>,
): Promise<Answer> {
  const kept = bySnapshot.get(snapshot) ?? { answers: new Map<string, Answer>(), values: 0 }
  bySnapshot.set(snapshot, kept)
  const known = kept.answers.size > 0 ? kept.answers.get(keyOf(question)) : undefined
  const made = known ? undefined : await make()
  const found = known ?? (made?.answer as Answer)
  if (sizeOf(found) > MOST_OF_ONE || made?.hasAsked === false) return found
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
