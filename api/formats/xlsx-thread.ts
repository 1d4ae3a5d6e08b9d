import { parentPort, workerData } from 'node:worker_threads'
import type { Answer } from '../../warehouse/answer/types.ts'
import type { Provenance } from './provenance.ts'
import { writeWorkbook } from './workbook.ts'

const { answer, about } = workerData as { answer: Answer; about: Provenance }
const bytes = await writeWorkbook(answer, about)
parentPort?.postMessage(bytes, [bytes.buffer])
