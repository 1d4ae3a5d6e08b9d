/** Which conditions follow from others, whatever a case holds. Pure. */
import type { Condition } from './types.ts'

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b)

/** Derived fields that are true wherever one of these is known. */
const TRUE_WHERE_KNOWN: Readonly<Record<string, readonly string[]>> = {
  ever_closed: ['closed_at', 'reopened_at'],
  called_back: ['resolved', 'satisfied'],
}

/** Fields that must be known where the condition holds. */
function knownBy(condition: Condition): string[] {
  if (condition.op === 'unknown') return []
  if (condition.op === 'within') return [condition.field, condition.of]
  return 'column' in condition ? [condition.field, condition.column] : [condition.field]
}

/** Least number that meets a condition; it may be met by that number itself or only by greater ones. */
function lowerBound(condition: Condition): { field: string; least: number; isOpen: boolean } | null {
  if (!('value' in condition) || typeof condition.value !== 'number') return null
  if (condition.op !== '>' && condition.op !== '>=') return null
  return { field: condition.field, least: condition.value, isOpen: condition.op === '>' }
}

function impliesOne(condition: Condition, follows: Condition): boolean {
  if (same(condition, follows)) return true
  const known = knownBy(condition)
  if (follows.op === 'known') return known.includes(follows.field)
  if ('value' in follows && follows.op === '=' && follows.value === true)
    return (TRUE_WHERE_KNOWN[follows.field] ?? []).some((field) => known.includes(field))
  if (condition.op === 'within' && follows.op === 'within')
    return condition.field === follows.field && condition.of === follows.of && condition.hours <= follows.hours
  const [a, b] = [lowerBound(condition), lowerBound(follows)]
  if (!a || !b || a.field !== b.field) return false
  return a.least > b.least || (a.least === b.least && (a.isOpen || !b.isOpen))
}

/** Whether every case that meets all of `conditions` meets all of `follows`. May miss some, never the other way. */
export const implies = (conditions: readonly Condition[], follows: readonly Condition[]): boolean =>
  follows.every((each) => conditions.some((condition) => impliesOne(condition, each)))
