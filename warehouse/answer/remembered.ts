import type { Attached } from '../snapshot/types.ts'
import type { Question } from './question.ts'
import type { Answer } from './types.ts'

/** Answers kept for each snapshot, the least recently used going first; bigger ones are not kept. */
const MOST_ANSWERS = 200
const MOST_ROWS = 20_000

const bySnapshot = new WeakMap<Attached, Map<string, Answer>>()

/** One spelling for all ways of asking the same thing. */
function keyOf({ indicators, dimensions, period, compared, filters }: Question): string {
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
  ])
}

/** The answer given before, or the one `make` gives now. Answers are shared: nobody may write into their columns. */
export async function remembered(snapshot: Attached, question: Question, make: () => Promise<Answer>): Promise<Answer> {
  const answers = bySnapshot.get(snapshot) ?? new Map<string, Answer>()
  bySnapshot.set(snapshot, answers)
  const key = keyOf(question)
  const found = answers.get(key) ?? (await make())
  answers.delete(key)
  if (found.rows > MOST_ROWS) return found
  answers.set(key, found)
  const [oldest] = answers.keys()
  if (answers.size > MOST_ANSWERS && oldest !== undefined) answers.delete(oldest)
  return found
}
