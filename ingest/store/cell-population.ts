import type { City } from '../../warehouse/catalog/city.ts'
import { deriveCellPopulation } from '../../warehouse/derive/cell-population.ts'
import type { Engine } from '../../warehouse/engine/engine.ts'
import { literal } from '../cast/literal.ts'
import { sha256 } from '../identity.ts'
import type { Staged } from '../staged.ts'

const FILE = 'cell_population.parquet'

/** Fills `cell_population`; worked out anew only when the areas or any figure of the population changed. */
export async function fillCellPopulation(engine: Engine, staged: Staged, ground: string, city: City): Promise<void> {
  const people = await engine.query({
    text: 'select count(*) as n, cast(sum(hash(p)::hugeint) as varchar) as sum from (select * exclude (load_id) from population) as p',
  })
  const key = sha256(JSON.stringify(['cell_population', ground, people.columns.n?.[0], people.columns.sum?.[0]]))
  const known = await staged.find(key)
  if (known) {
    await engine.exec({ text: `insert into cell_population from read_parquet(${literal(known.path(FILE))})` })
    return
  }
  await deriveCellPopulation(engine, city, city.cells.finest)
  await staged.recall(key, async (folder) => {
    const to = literal(`${folder}/${FILE}`)
    await engine.exec({ text: `copy cell_population to ${to} (format parquet, compression zstd)` })
    return null
  })
}
