import type { Settings } from '../warehouse/catalog/settings.ts'
import type { Reader } from '../warehouse/snapshot/types.ts'
import type { IngestJobs } from './ingest-jobs.ts'

/** What every route is given; effects come from outside so that tests bring their own. */
export interface Deps {
  reader: Reader
  jobs: IngestJobs
  settings: Settings
  now: () => Date
  log: (line: string) => void
}
