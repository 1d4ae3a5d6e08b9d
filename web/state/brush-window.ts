/** Where a window of time may stand, and how it moves from edge to edge. Pure. */
import { addMonths } from '../../warehouse/catalog/periods.ts'
import { addDays, dayAt, dayNumber } from '../text/dates.ts'
import { nearestEdge } from './block.ts'
import type { Period } from './brush-frame.ts'

export type Grip = 'from' | 'to' | 'both'

/** First days of all days of a period, and the day after it. */
export function dayEdges({ from, to }: Period): string[] {
  const [first, last] = [dayNumber(from), dayNumber(to)]
  return Array.from({ length: last - first + 2 }, (_, i) => dayAt(first + i))
}

/** The same for whole months. */
export function monthEdges({ from, to }: Period): string[] {
  const edges = [from]
  for (let at = addMonths(from, 1); at <= to; at = addMonths(at, 1)) edges.push(at)
  return [...edges, addDays(to, 1)]
}

interface Ends {
  from: number
  to: number
}

function endsOf(edges: readonly string[], { from, to }: Period): Ends {
  const first = Math.min(nearestEdge(edges, dayNumber(from)), edges.length - 2)
  return { from: first, to: Math.max(first + 1, nearestEdge(edges, dayNumber(to) + 1)) }
}

const periodAt = (edges: readonly string[], { from, to }: Ends): Period => ({
  from: edges[from] ?? '',
  to: addDays(edges[to] ?? '', -1),
})

function shifted(edges: readonly string[], { from, to }: Ends, first: number): Period {
  const start = Math.max(0, Math.min(first, edges.length - 1 - (to - from)))
  return periodAt(edges, { from: start, to: start + to - from })
}

function moved(edges: readonly string[], ends: Ends, grip: Grip, first: number, last: number): Period {
  if (grip === 'both') return shifted(edges, ends, first)
  const most = edges.length - 1
  if (grip === 'from') return periodAt(edges, { ...ends, from: Math.max(0, Math.min(first, ends.to - 1)) })
  return periodAt(edges, { ...ends, to: Math.min(most, Math.max(last, ends.from + 1)) })
}

/** The window once what is held of it is at days that need not be whole; `new` begins another one. */
export function dragged(
  edges: readonly string[],
  window: Period,
  grip: Grip | 'new',
  from: number,
  to: number,
): Period {
  const [first, last] = [nearestEdge(edges, from), nearestEdge(edges, to)]
  if (grip !== 'new') return moved(edges, endsOf(edges, window), grip, first, last)
  const start = Math.min(first, edges.length - 2)
  return periodAt(edges, { from: start, to: Math.max(start + 1, last) })
}

/** The window some edges on. */
export function stepped(edges: readonly string[], window: Period, grip: Grip, steps: number): Period {
  const ends = endsOf(edges, window)
  return moved(edges, ends, grip, ends.from + steps, ends.to + steps)
}

/** How many buckets a window holds. */
export function bucketsOf(edges: readonly string[], window: Period): number {
  const { from, to } = endsOf(edges, window)
  return to - from
}
