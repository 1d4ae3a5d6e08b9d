import { ingest } from '../../ingest/pipeline.ts'

/** Ingests, and kills its own process behind the step named last: PACK FROM DATA STEP. */
const [pack = '', from = '', data = '', last = ''] = process.argv.slice(2)
await ingest({ pack, from, data, onStep: (step) => step === last && process.kill(process.pid, 'SIGKILL') })
