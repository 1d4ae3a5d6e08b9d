import type { City } from '../../warehouse/catalog/city.ts'
import { deriveCellArea, populatedLevel } from '../../warehouse/derive/cell-area.ts'
import type { Engine } from '../../warehouse/engine/engine.ts'
import { literal } from '../cast/literal.ts'
import { latticeCells } from '../locate/area-cells.ts'
import { sha256 } from '../identity.ts'
import type { Staged } from '../staged.ts'

const FILE = 'cell_area.parquet'

/** Fills `cell_area`; worked out anew only when the areas or those that have people changed. */
export async function fillCellArea(engine: Engine, staged: Staged, ground: string, city: City): Promise<void> {
  const level = await populatedLevel(engine, city)
  const peopled = await engine.query({ text: 'select distinct area_id from population order by area_id' })
  const key = sha256(
    JSON.stringify(['cell_area', ground, level, city.cells.finest, [...(peopled.columns.area_id ?? [])]]),
  )
  const known = await staged.find(key)
  if (known) {
    await engine.exec({ text: `insert into cell_area from read_parquet(${literal(known.path(FILE))})` })
    return
  }
  await deriveCellArea(engine, city, city.cells.finest, latticeCells())
  await staged.recall(key, async (folder) => {
    const to = literal(`${folder}/${FILE}`)
    await engine.exec({ text: `copy cell_area to ${to} (format parquet, compression zstd)` })
    return null
  })
}
