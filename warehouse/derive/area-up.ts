import type { Engine } from '../engine/engine.ts'

/** Fills `area_up` with each area and all its ancestors, unless the ingest run has done so. */
export async function deriveAreaUp(engine: Engine): Promise<void> {
  const done = await engine.query({ text: 'select count(*) as n from area_up' })
  if (Number(done.columns.n?.[0]) > 0) return
  await engine.exec({
    text: `insert into area_up
      with recursive up(area_id, up_id) as (
        select area_id, area_id from area
        union
        select up.area_id, parent.parent_id from up
        join area parent on parent.area_id = up.up_id where parent.parent_id is not null
      )
      select up.area_id, area.level, up.up_id from up join area on area.area_id = up.up_id
      order by up.area_id, up.up_id`,
  })
}
