export interface ViewSpec {
  name: string
  grain: string
  text: string
}

/** Time column of `cases` → step of the closed loop, in order. */
const STEPS = [
  ['opened_at', 'collected'],
  ['dispatched_at', 'dispatched'],
  ['closed_at', 'handled'],
  ['verified_at', 'verified'],
  ['rated_at', 'rated'],
] as const

const events = STEPS.map(
  ([column, step], i) =>
    `select case_id, ${i + 1} as step_no, '${step}' as step, ${column} as happened_at, load_id from main.cases where ${column} is not null`,
)

/**
 * People of each area, year and basis. A publisher may give totals, splits by sex or age, or both: only the least
 * split rows are summed, so that nobody counts twice.
 */
const PEOPLE = `
  select area_id, year, basis, arg_min(n, split) as n
  from (
    select area_id, year, basis, sum(n) as n,
      (case when sex = 'all' then 0 else 2 end) + (case when age_min is null and age_max is null then 0 else 1 end) as split
    from main.population group by area_id, year, basis, split
  ) group by area_id, year, basis`

export const VIEWS: ViewSpec[] = [
  {
    name: 'case_event',
    grain: 'one row a case and step it has reached (收集, 分派, 处理反馈, 督查核实, 评价)',
    text: events.join(' union all '),
  },
  {
    name: 'cell_population',
    grain: 'one row a finest cell, area, year and basis: people of the area in the cell',
    text: `select c.cell, c.area_id, p.year, p.basis, p.n * c.part as n from main.cell_area as c join (${PEOPLE}) as p using (area_id)`,
  },
]
