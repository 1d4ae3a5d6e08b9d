import { indicatorOf, membersOf, type SnapshotCatalog } from '../catalog/snapshot-catalog.ts'
import type { Component, Condition, Indicator } from '../catalog/types.ts'
import { CODED } from './plan.ts'

/** No case has this code. */
const NO_MEMBER = -1

function withCodes(condition: Condition, catalog: SnapshotCatalog): Condition {
  const field = CODED.find((column) => column === condition.field)
  if (field === undefined) return condition
  const codeOf = (value: unknown) =>
    membersOf(catalog, field).find((member) => member.value === value)?.code ?? NO_MEMBER
  if (condition.op === 'in') return { ...condition, values: condition.values.map(codeOf) }
  return 'value' in condition ? { ...condition, value: codeOf(condition.value) } : condition
}

/** A component whose conditions on coded fields hold the codes that the cases of this snapshot store. */
export function componentIn(component: Component, catalog: SnapshotCatalog): Component {
  return component.where ? { ...component, where: component.where.map((each) => withCodes(each, catalog)) } : component
}

/** An indicator as this snapshot can compute it: conditions on coded fields hold the codes that its cases store. */
export function indicatorIn(catalog: SnapshotCatalog, id: string): Indicator | undefined {
  const ofCatalog = known.get(catalog) ?? new Map<string, Indicator>()
  known.set(catalog, ofCatalog)
  const indicator = ofCatalog.get(id) ?? inCatalog(catalog, indicatorOf(catalog, id))
  if (indicator) ofCatalog.set(id, indicator)
  return indicator
}

const known = new WeakMap<SnapshotCatalog, Map<string, Indicator>>()

function inCatalog(catalog: SnapshotCatalog, indicator: Indicator | undefined): Indicator | undefined {
  if (!indicator) return undefined
  const { numerator, denominator } = indicator
  return {
    ...indicator,
    ...(numerator ? { numerator: componentIn(numerator, catalog) } : {}),
    ...(denominator ? { denominator: componentIn(denominator, catalog) } : {}),
  }
}
