import type { Settings } from '../warehouse/catalog/settings.ts'
import type { Reader } from '../warehouse/snapshot/types.ts'

/** What every route is given; effects come from outside so that tests bring their own. */
export interface Deps {
  reader: Reader
  settings: Settings
  now: () => Date
  log: (line: string) => void
}
