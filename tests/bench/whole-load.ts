/**
 * The whole ingest of the demo city; CPU seconds of each step go to the file STEPS_FILE. Steps about the case files
 * are told apart from those about the others. Arguments: folder of the files, folder for the data.
 */
import { writeFileSync } from 'node:fs'
import { ingest } from '../../ingest/pipeline.ts'
import type { Progress } from '../../ingest/progress.ts'

const [from = '', data = ''] = process.argv.slice(2)
const seconds: Record<string, number> = {}
let current = 'start'
let before = process.cpuUsage()

function turnTo(step: string): void {
  const { user, system } = process.cpuUsage(before)
  seconds[current] = (seconds[current] ?? 0) + (user + system) / 1e6
  before = process.cpuUsage()
  current = step
}

const progress: Progress = {
  expect: () => {},
  step: (step, file) => turnTo(file && !file.includes('cases') ? `${step} others` : step),
  at: () => {},
  passed: () => {},
  end: () => {},
}
await ingest({ pack: 'lancheng', from, data, progress })
turnTo('end')
if (process.env.STEPS_FILE) writeFileSync(process.env.STEPS_FILE, JSON.stringify(seconds))
