import type { SqlValue } from '../../../warehouse/engine/engine.ts'
import { readCatalog } from '../../../warehouse/snapshot/read-catalog.ts'
import type { Attached } from '../../../warehouse/snapshot/types.ts'
import { streamOf } from '../../../warehouse/stats/random.ts'
import { CELLS, openTiny } from './tiny-city.ts'

const ROWS = 700
const DAY_MS = 86_400_000
const FIRST = Date.parse('2025-06-01T00:00:00Z')
const DAYS = 480
const DISTRICT: Record<number, number> = { 4: 2, 5: 2, 6: 3 }
const CLASSES = ['urban', 'fringe', 'rural', null]

const COLUMNS = [
  'case_id',
  'opened_at',
  'closed_at',
  'category',
  'category_group',
  'channel',
  'department',
  'cell',
  'area_id',
  'area_street',
  'area_district',
  'area_city',
  'urban_class',
  'flags',
  'load_id',
]

export interface Oddities {
  /** Some cases are known by the month of their opening only. */
  months?: boolean
  /** Street 5 holds until 10 August 2026, street 6 from then on. */
  changes?: boolean
}

/** The tiny city with 700 more cases drawn at random, any of whose fields may be unknown. */
export async function openRandom({ months = false, changes = false }: Oddities = {}): Promise<Attached> {
  const tiny = await openTiny()
  const stream = streamOf(`random city ${months} ${changes}`)
  const draw = (n: number) => Math.floor((stream.next() / 2 ** 32) * n)
  const rows = Array.from({ length: ROWS }, (_, i): SqlValue[] => {
    const isMonth = months && draw(8) === 0
    const at = FIRST + draw(DAYS) * DAY_MS
    const opened = isMonth ? `${new Date(at).toISOString().slice(0, 7)}-01` : new Date(at).toISOString().slice(0, 10)
    const street = [4, 4, 5, 6, null][draw(5)] ?? null
    const district = street === null ? ([2, 3, null][draw(3)] ?? null) : (DISTRICT[street] ?? null)
    const category = [1, 1, 2, 3, null][draw(5)] ?? null
    return [
      `r${i}`,
      `${opened} ${isMonth ? '00' : String(draw(24)).padStart(2, '0')}:00:00`,
      draw(2) === 0 ? null : `${new Date(at + draw(9) * DAY_MS).toISOString().slice(0, 10)} 23:59:59`,
      category,
      category === null ? null : category === 1 ? 1 : 2,
      draw(4) === 0 ? null : 1,
      draw(3) === 0 ? null : 1,
      draw(6) === 0 ? null : (CELLS[draw(3)] ?? null),
      street ?? district,
      street,
      district,
      draw(9) === 0 ? null : 1,
      CLASSES[draw(4)] ?? null,
      isMonth ? 4 : 0,
      1,
    ]
  })
  const { engine } = tiny
  await engine.exec({
    text: `insert into cases (${COLUMNS.join(', ')}) values ${rows.map((row) => `(${row.map(() => '?').join(', ')})`).join(', ')}`,
    values: rows.flat(),
  })
  if (changes) {
    await engine.exec({ text: `update area set valid_to = date '2026-08-10' where area_id = 5` })
    await engine.exec({ text: `update area set valid_from = date '2026-08-10' where area_id = 6` })
  }
  const catalog = await readCatalog(engine, 'memory')
  return { ...tiny, catalog: { ...catalog, dataFrom: '2025-06-10', dataTo: '2026-08-28' } }
}
