import type { City } from '../../../warehouse/catalog/city.ts'
import type { PublishedRow } from '../../../warehouse/catalog/published.ts'
import { derivePublished, readPublished } from '../../../warehouse/derive/published.ts'
import { audit } from '../../../warehouse/disclosure/audit.ts'
import { MOST_HIDDEN } from '../../../warehouse/disclosure/cubes.ts'
import { rounded } from '../../../warehouse/disclosure/gate.ts'
import { solve } from '../../../warehouse/disclosure/solve.ts'
import { insertRows } from '../../../warehouse/model/insert-rows.ts'
import { readCatalog } from '../../../warehouse/snapshot/read-catalog.ts'
import type { Attached } from '../../../warehouse/snapshot/types.ts'
import { openTiny } from './tiny-city.ts'

/** So many cases of a month in a street (4 and 5 lie in district 9901, 6 in 9902), of category 1, 2 or 3. */
export interface Lot {
  month: string
  street: 4 | 5 | 6
  n: number
  category?: 1 | 2 | 3
  /** How many of them were responded to, and how many not; of the others that is not known. */
  yes?: number
  no?: number
}

const DISTRICT = { 4: 2, 5: 2, 6: 3 }
const GROUP = { 1: 1, 2: 2, 3: 2 }

/** The tiny city with these cases instead, under the profile `standard`, its published set going on from `before`. */
export async function openStandard(
  lots: readonly Lot[],
  { dataTo, before = [], ...change }: Partial<City> & { dataTo: string; before?: readonly PublishedRow[] },
): Promise<Attached> {
  const tiny = await openTiny({ profile: 'standard', ...change })
  const { engine } = tiny
  await engine.exec({ text: 'delete from cases' })
  const rows = lots.flatMap(({ month, street, n, category = 1, yes = 0, no = 0 }, k) =>
    Array.from({ length: n }, (_, i) => ({
      case_id: `${k}-${i}`,
      opened_at: `${month}-${String(1 + (i % 28)).padStart(2, '0')} 08:00:00`,
      category,
      category_group: GROUP[category],
      channel: 1,
      department: 1,
      responded: i < yes ? true : i < yes + no ? false : null,
      flags: 0,
      area_id: street,
      area_street: street,
      area_district: DISTRICT[street],
      area_city: 1,
      load_id: 1,
    })),
  )
  await insertRows(engine, 'cases', Object.keys(rows[0] ?? {}), rows)
  const set = (key: string, value: string) =>
    engine.exec({ text: 'update snapshot_meta set value = ? where key = ?', values: [value, key] })
  await set('data_from', '2026-01-01')
  await set('data_to', dataTo)
  await set('as_of', `${dataTo} 23:59:59`)
  const catalog = await readCatalog(engine, tiny.store)
  await derivePublished(engine, catalog, before, { solve, audit, rounded, mostHidden: MOST_HIDDEN })
  return { ...tiny, catalog: await readCatalog(engine, tiny.store) }
}

/** What a version has published. */
export const publishedIn = ({ engine, store }: Attached): Promise<PublishedRow[]> => readPublished(engine, store)
