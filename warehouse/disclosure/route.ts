import { NONE } from './axis.ts'
import type { Cubes } from './cubes.ts'
import type { Draft, Way } from './draft.ts'

/**
 * Where a change begins: member `m0` of a table, at the cost of member `m1` there (NONE in the first table), and the
 * member of each table below through which it reaches the cell in question.
 */
export interface Route {
  cube: number
  m0: number
  m1: number
  through: ReadonlyMap<number, number>
}

/** All the tables in which a change of leaf member `member` of `cube` may begin: itself, and those it is a part of. */
export function originsOf(cubes: Cubes, cube: number, member: number): Omit<Route, 'm1'>[] {
  const found: Omit<Route, 'm1'>[] = []
  const through = new Map<number, number>()
  for (let [at, m0] = [cube, member]; ; ) {
    found.push({ cube: at, m0, through: new Map(through) })
    const { of } = cubes.cube(at)
    if (of === null) return found
    through.set(at, m0)
    ;[at, m0] = [of.cube, of.member]
  }
}

/** How much can go along a way and a route, backwards and forwards, in the tables it names. */
export function roomOf(draft: Draft, way: Way, { cube, m0, m1, through }: Route): [down: number, up: number] {
  let [down, up] = draft.room(cube, way, m0, m1)
  for (const [below, m] of through) {
    const room = draft.room(below, way, m, NONE)
    down = Math.min(down, room[0])
    up = Math.min(up, room[1])
  }
  return [down, up]
}

/** Lets the members of a table follow what its cells add up to. False where they cannot. */
function follow(cubes: Cubes, draft: Draft, cube: number, way: Way, amount: number, route: Route): boolean {
  const { leafOf, members } = cubes.cube(cube)
  if (way.p1 !== NONE && leafOf[way.p0] === leafOf[way.p1]) return true
  const sign = Math.sign(amount)
  const forced = route.through.get(cube)
  const ranked = (forced === undefined ? members.leaves : [forced])
    .map((m) => ({
      m,
      price: draft.price(cube, way, m, NONE, Number.POSITIVE_INFINITY),
      capacity: draft.room(cube, way, m, NONE)[sign < 0 ? 0 : 1],
    }))
    .filter(({ price, capacity }) => price < Number.POSITIVE_INFINITY && capacity > 0)
    .sort((a, b) => a.price - b.price || b.capacity - a.capacity)
  let left = Math.abs(amount)
  for (const { m, capacity } of ranked) {
    const mark = draft.mark()
    const part = sign * Math.min(left, capacity)
    if (draft.move(cube, way, m, NONE, part) && followAll(cubes, draft, cube, m, way, part, route)) {
      left -= Math.abs(part)
      if (left === 0) return true
    } else draft.undo(mark)
  }
  return false
}

function followAll(
  cubes: Cubes,
  draft: Draft,
  cube: number,
  member: number,
  way: Way,
  amount: number,
  route: Route,
): boolean {
  return (cubes.cube(cube).parts[member] ?? []).every((part) => follow(cubes, draft, part, way, amount, route))
}

/** Moves at most `most` along a way and a route (sign −1: backwards), all tables kept in step. How much was moved. */
export function take(cubes: Cubes, draft: Draft, way: Way, route: Route, sign: number, most: number): number {
  const { cube, m0, m1 } = route
  for (
    let amount = Math.min(most, roomOf(draft, way, route)[sign < 0 ? 0 : 1]);
    amount >= 1;
    amount = Math.floor(amount / 2)
  ) {
    const mark = draft.mark()
    const moved = sign * amount
    if (
      draft.move(cube, way, m0, m1, moved) &&
      followAll(cubes, draft, cube, m0, way, moved, route) &&
      (m1 === NONE || followAll(cubes, draft, cube, m1, way, -moved, { ...route, through: new Map() }))
    )
      return amount
    draft.undo(mark)
  }
  return 0
}
