import type { DictEntry } from '../catalog/snapshot-catalog.ts'
import type { Component, Condition } from '../catalog/types.ts'
import { CODED, type CodedColumn, type Plan } from './plan.ts'

/** No code of any dictionary: stands where a name has no code in this snapshot. */
const NO_CODE = -1

const isCoded = (field: string): field is CodedColumn => CODED.some((column) => column === field)

function resolveComponent(component: Component, dict: readonly DictEntry[]): Component {
  const codeOf = (field: string, name: unknown) =>
    dict.find((entry) => entry.field === field && entry.value === name)?.code ?? NO_CODE
  const resolve = (condition: Condition): Condition => {
    if (!isCoded(condition.field)) return condition
    if (condition.op === 'in')
      return { ...condition, values: condition.values.map((name) => codeOf(condition.field, name)) }
    return 'value' in condition ? { ...condition, value: codeOf(condition.field, condition.value) } : condition
  }
  return component.where ? { ...component, where: component.where.map(resolve) } : component
}

/**
 * Turns the names in conditions on dictionary columns into the codes that `cases` stores. A name the snapshot does
 * not know matches no row.
 */
export function resolvePlan(plan: Plan, dict: readonly DictEntry[]): Plan {
  if (plan.fact === 'cases')
    return { ...plan, components: plan.components.map((component) => resolveComponent(component, dict)) }
  return plan.fact === 'durations' ? { ...plan, component: resolveComponent(plan.component, dict) } : plan
}
