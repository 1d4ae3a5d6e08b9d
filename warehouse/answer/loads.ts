import type { Label } from '../catalog/types.ts'
import { rowsTold } from '../disclosure/gate.ts'
import type { Attached } from '../snapshot/types.ts'
import { records } from './records.ts'

/** What became of one file. records = filtered + loaded + duplicate + quarantined. Null: withheld, of cases in `standard`. */
export interface Load {
  load_id: number
  source: string
  /** Name of the source. */
  label: Label
  recipe_sha256: string
  target: string
  file: string
  sha256: string
  bytes: number | null
  encoding: string
  records: number | null
  filtered: number
  rows_in: number | null
  loaded: number | null
  duplicate: number
  quarantined: number
  /** Reason id → rows set aside for it. */
  reasons: Record<string, number>
  /** Rule → how often it decided. */
  decided: Record<string, number>
  /** First and last day (YYYY-MM-DD) or year (YYYY) of its rows; null where they have none or where it is withheld. */
  data_from: string | null
  data_to: string | null
  licence: string | null
  publisher: string | null
}

interface Stored extends Omit<Load, 'label' | 'reasons' | 'decided'> {
  label_zh?: string | null
  label_en?: string | null
  reasons?: string | null
  decided?: string | null
}

const counts = (json: string | null | undefined) => Object.entries(JSON.parse(json ?? '{}') as Record<string, number>)

/**
 * What became of each file of the snapshot, in order of load id. In `standard` how many cases a file held is withheld, and
 * whatever would tell it: one of a month or a district would tell counts that the set hides. Rows set aside are counted roughly.
 */
export async function readLoads({ engine, store, catalog }: Attached): Promise<Load[]> {
  const rows = await engine.query({ text: `select * from ${engine.dialect.table(store, 'load')} order by load_id` })
  return records<Stored>(rows).map(({ label_zh, label_en, reasons, decided, ...load }) => {
    const own = {
      ...load,
      label: { zh: label_zh ?? load.source, en: label_en ?? load.source },
      records: load.records ?? load.rows_in,
      filtered: load.filtered ?? 0,
      reasons: Object.fromEntries(counts(reasons)),
      decided: Object.fromEntries(counts(decided)),
      data_from: load.data_from ?? null,
      data_to: load.data_to ?? null,
    }
    return catalog.city.profile === 'standard' && load.target === 'cases' ? withheld(own) : own
  })
}

const withheld = (load: Load): Load => ({
  ...load,
  bytes: null,
  records: null,
  rows_in: null,
  loaded: null,
  filtered: rowsTold(load.filtered),
  duplicate: rowsTold(load.duplicate),
  quarantined: rowsTold(load.quarantined),
  reasons: Object.fromEntries(Object.entries(load.reasons).map(([name, n]) => [name, rowsTold(n)])),
  decided: {},
  data_from: null,
  data_to: null,
})
