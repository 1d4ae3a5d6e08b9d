import { publish } from '../../../warehouse/snapshot/publish.ts'
import { buildStore } from './tiny-store.ts'

/** Child of the kill test: publishes version 2 of the city in argv[2] and dies by SIGKILL right after step argv[3]. */
const [dir, fatal] = process.argv.slice(2)
if (dir === undefined) throw new Error('Name the city folder.')
const { file, draft } = await buildStore(dir, 2)
await publish(dir, file, draft, (step) => {
  if (step === fatal) process.kill(process.pid, 'SIGKILL')
})
