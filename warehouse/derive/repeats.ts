import type { Engine } from '../engine/engine.ts'

const isWhole = (row: string) => `(${row}.age_min is null and ${row}.age_max is null)`

/**
 * Marks in `population.repeats` the rows whose people stand in another row of the same area, year and basis, because a
 * total is published beside its parts or by several recipes: 1 in a row of both sexes, 2 in a row of all ages and the
 * same sex, 4 in rows of all ages and both sexes. Returns how many are marked.
 */
export async function deriveRepeats(engine: Engine): Promise<number> {
  const place = 'p.area_id = o.area_id and p.year = o.year and p.basis = o.basis'
  const sameBand = 'p.age_min is not distinct from o.age_min and p.age_max is not distinct from o.age_max'
  await engine.exec({
    text: `update population as p set repeats = m.repeats from (
      with joint as (select distinct area_id, year, basis, age_min, age_max from population where sex = 'all'),
        whole as (select area_id, year, basis, sex from population as o where ${isWhole('o')} group by all),
        everyone as (select area_id, year, basis from whole group by all
          having bool_or(sex = 'all') or count(*) filter (sex in ('female', 'male')) = 2),
        marked as (
          select p.rowid as row,
            case when p.sex <> 'all' and exists (select 1 from joint as o where ${place} and ${sameBand}) then 1 else 0 end
            + case when not ${isWhole('p')} and exists (select 1 from whole as o where ${place} and p.sex = o.sex)
                then 2 else 0 end
            + case when not ${isWhole('p')} and exists (select 1 from everyone as o where ${place})
                then 4 else 0 end as repeats
          from population as p)
      select row, repeats from marked where repeats > 0) as m
      where p.rowid = m.row`,
  })
  const found = await engine.query({ text: 'select count(*) as n from population where repeats > 0' })
  return Number(found.columns.n?.[0] ?? 0)
}
