import type { Settings } from '../warehouse/catalog/settings.ts'
import type { Reader } from '../warehouse/snapshot/types.ts'
import type { IngestJobs } from './ingest-jobs.ts'
import type { TileSet } from './tiles.ts'

/** What every route is given; effects come from outside so that tests bring their own. */
export interface Deps {
  reader: Reader
  jobs: IngestJobs
  settings: Settings
  /** Map tiles of the user's own; null where there are none. */
  tiles: TileSet | null
  now: () => Date
  log: (line: string) => void
}
