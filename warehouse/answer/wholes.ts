import type { CasesPlan, DurationsPlan, Plan } from '../query/plan.ts'
import type { GroupedTable } from './sums.ts'

/** A question that waits for its table. */
export interface Asked<P extends Plan> {
  plan: P
  give: (table: GroupedTable) => void
  fail: (cause: unknown) => void
}

/** One text for all ways of writing the same thing. */
export const spell = (thing: unknown): string =>
  JSON.stringify(thing, (_, value: unknown) =>
    value instanceof Map ? [...value] : typeof value === 'bigint' ? String(value) : value,
  )

type Counting = CasesPlan | DurationsPlan

const isCounting = (asked: Asked<Plan>): asked is Asked<Counting> =>
  asked.plan.fact === 'cases' || asked.plan.fact === 'durations'

/** The table of all cases, from that of the same by any of its dimensions: each case stands in one row of it. */
function wholeOf(plan: Counting, table: GroupedTable): GroupedTable {
  if (plan.fact === 'durations') {
    const { t = [], ended = [] } = table.columns
    return { rows: table.rows, columns: { t, ended } }
  }
  const sums = plan.components.map((component, i) => {
    let sum = component.sum === undefined ? 0 : Number.NaN
    for (const part of table.columns[`c${i}`] ?? [])
      if (part !== null && !Number.isNaN(part)) sum = (Number.isNaN(sum) ? 0 : sum) + Number(part)
    return [`c${i}`, Float64Array.of(sum)] as const
  })
  return { rows: 1, columns: Object.fromEntries(sums) }
}

/** The questions without those over all cases that one of the others, by a dimension, answers as well. */
export function withoutWholes(asked: readonly Asked<Plan>[]): Asked<Plan>[] {
  const counting = asked.filter(isCounting)
  const name = ({ plan }: Asked<Counting>) => spell({ ...plan, by: null })
  const parted = new Map(counting.filter(({ plan }) => plan.by.length > 0).map((one) => [name(one), one]))
  const wholes = new Map<Asked<Plan>, Asked<Counting>[]>()
  const told = new Set<Asked<Plan>>()
  for (const one of counting) {
    const of = one.plan.by.length === 0 ? parted.get(name(one)) : undefined
    if (!of) continue
    told.add(one)
    wholes.set(of, [...(wholes.get(of) ?? []), one])
  }
  return asked
    .filter((one) => !told.has(one))
    .map((one) => {
      const also = wholes.get(one)
      if (!also) return one
      return {
        plan: one.plan,
        give(table) {
          one.give(table)
          for (const whole of also) whole.give(wholeOf(whole.plan, table))
        },
        fail(cause) {
          one.fail(cause)
          for (const whole of also) whole.fail(cause)
        },
      }
    })
}
