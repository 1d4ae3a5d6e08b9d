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

export const VIEWS: ViewSpec[] = [
  {
    name: 'case_event',
    grain: 'one row a case and step it has reached (收集, 分派, 处理反馈, 督查核实, 评价)',
    text: events.join(' union all '),
  },
]
