/** The work of an audit, on a thread of its own. */
import { parentPort, workerData } from 'node:worker_threads'
import { MOST_FALSE } from '../catalog/hot-spots.ts'
import { classify } from '../derive/hot-spots.ts'
import { dealHotSpots } from '../stats/dealing.ts'
import { standardisedRates } from '../stats/empirical-bayes.ts'
import { falseDiscoveryRates } from '../stats/multiple-testing.ts'
import { permuteHotSpots } from '../stats/permutation.ts'
import type { AuditMessage, AuditResult, AuditWork } from './audit-types.ts'

/** Places between two words about how far it is. */
const CHUNK = 128
/** Below this chance the neighbours alone, the place's own rate kept, count as unusual. */
const UNUSUAL = 0.05

const { cases, people, neighbours, permutations, seed } = workerData as AuditWork
const tell = (message: AuditMessage) => parentPort?.postMessage(message)

const x = standardisedRates(cases, people)
const { q } = classify(cases, { people, neighbours })
const { p: dealt, deals } = dealHotSpots(x, neighbours, { seed })
for (const [i, each] of q.entries()) if (Number.isNaN(each)) dealt[i] = Number.NaN
const again = falseDiscoveryRates(dealt)
const result: AuditResult = {
  places: x.length,
  tested: 0,
  called: 0,
  confirmed: 0,
  missed: 0,
  surrounded: 0,
  deals,
  permutations,
  seed,
}
for (let from = 0; from < x.length; from += CHUNK) {
  const to = Math.min(x.length, from + CHUNK)
  const { p } = permuteHotSpots(x, neighbours, { seed, permutations, from, to })
  for (let i = from; i < to; i++) {
    if (Number.isNaN(q[i])) continue
    result.tested++
    const isCalled = (q[i] as number) < MOST_FALSE
    const isAgain = (again[i] as number) < MOST_FALSE
    if (isAgain && !isCalled) result.missed++
    if (!isCalled) continue
    result.called++
    if (isAgain) result.confirmed++
    if ((p[i - from] as number) < UNUSUAL) result.surrounded++
  }
  tell({ done: to })
}
tell({ result })
