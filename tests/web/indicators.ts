import { INDICATORS } from '../../warehouse/catalog/index.ts'
import type { Indicator } from '../../warehouse/catalog/types.ts'

/** An indicator of the program. */
export function indicatorById(id: string): Indicator {
  const found = INDICATORS.find((each) => each.id === id)
  if (!found) throw new Error(`no indicator ${id}`)
  return found
}
