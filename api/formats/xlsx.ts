import { Worker } from 'node:worker_threads'
import type { Answer } from '../../warehouse/answer/types.ts'
import type { Provenance } from './provenance.ts'

const loader = import.meta.resolve('tsx/esm/api')
const entry = new URL('./xlsx-thread.ts', import.meta.url).href
/** Node 20 threads do not inherit the TypeScript loader, so the thread registers it before its first import. */
const BOOT = `import(${JSON.stringify(loader)}).then(({ register }) => (register(), import(${JSON.stringify(entry)})))`

/** A workbook, written on a thread of its own: its tens of microseconds a row would hold up every other request. */
export function toXlsx(answer: Answer, about: Provenance): Promise<Uint8Array<ArrayBuffer>> {
  return new Promise((resolve, reject) => {
    const thread = new Worker(BOOT, { eval: true, execArgv: [], workerData: { answer, about } })
    thread.once('message', resolve)
    thread.once('error', reject)
    thread.once('exit', (code) => reject(new Error(`The workbook thread ended with code ${code} before its work.`)))
  })
}
