/** Counts for the thread that answers, so that a wide scan holds nobody up. */
import { parentPort, workerData } from 'node:worker_threads'
import type { CaseColumns } from './case-columns.ts'
import { countBins } from './count-bins.ts'
import { countCases } from './count.ts'
import type { CountWork } from './counters.ts'

const columns = workerData as CaseColumns

function done(work: CountWork): Uint32Array {
  if ('axis' in work) return countCases(columns, work.axis, work.filter)
  countBins(columns, work.bins, work.filter)
  return new Uint32Array()
}

parentPort?.on('message', ({ id, work }: { id: number; work: CountWork }) => {
  parentPort?.postMessage({ id, counts: done(work) })
})
