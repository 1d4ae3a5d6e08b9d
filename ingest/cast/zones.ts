import { literal } from './literal.ts'

/** Whether the zone is one of the tz database, such as Asia/Shanghai; UTC is. */
export function isZone(name: string): boolean {
  if (!/^[A-Za-z][A-Za-z0-9_+/-]*$/.test(name)) return false
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}

/** Where on the calendar and the clock a zone changes its offset, and by how much it sets clocks back. */
export interface ClockChanges {
  years: { first: number; last: number }
  months: number[]
  hours: number[]
  /** Seconds that happen twice at a change, one entry a size. */
  backS: number[]
}

const FIRST_YEAR = 1900
const LAST_YEAR = 2199
const MINUTE_MS = 60_000
const STEP_MS = 20 * 86_400_000
const known = new Map<string, ClockChanges | null>()

/** Milliseconds that local time is ahead of UTC at an instant. */
function offsets(zone: string): (at: number) => number {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  })
  return (at) => {
    const part = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]))
    const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part
    return Date.UTC(year, month - 1, day, hour, minute, second) - at
  }
}

/** The first instant, to the second, with the offset of the later of two instants. */
function changeBetween(offsetAt: (at: number) => number, from: number, to: number): number {
  const before = offsetAt(from)
  let [low, high] = [from, to]
  while (high - low > 1000) {
    const middle = Math.floor((low + high) / 2000) * 1000
    if (offsetAt(middle) === before) low = middle
    else high = middle
  }
  return high
}

function findChanges(zone: string): ClockChanges | null {
  const offsetAt = offsets(zone)
  const found = {
    years: new Set<number>(),
    months: new Set<number>(),
    hours: new Set<number>(),
    backS: new Set<number>(),
  }
  const last = Date.UTC(LAST_YEAR + 1, 0, 1)
  for (let at = Date.UTC(FIRST_YEAR, 0, 1), offset = offsetAt(at); at < last; at += STEP_MS) {
    const next = offsetAt(at + STEP_MS)
    if (next === offset) continue
    const change = changeBetween(offsetAt, at, at + STEP_MS)
    const [start, end] = [Math.min(offset, next), Math.max(offset, next)].map((ms) => change + ms)
    for (let civil = start ?? 0; civil < (end ?? 0); civil += MINUTE_MS) {
      const time = new Date(civil)
      found.years.add(time.getUTCFullYear())
      found.months.add(time.getUTCMonth() + 1)
      found.hours.add(time.getUTCHours())
    }
    if (next < offset) found.backS.add((offset - next) / 1000)
    offset = next
  }
  const sorted = (set: Set<number>) => [...set].sort((a, b) => a - b)
  const years = sorted(found.years)
  const [first] = years
  if (first === undefined) return null
  return {
    years: { first, last: years.at(-1) ?? first },
    months: sorted(found.months),
    hours: sorted(found.hours),
    backS: sorted(found.backS),
  }
}

/** Clock changes of a zone from 1900 to 2199; null where clocks are never changed. */
export function clockChanges(zone: string): ClockChanges | null {
  const before = known.get(zone)
  if (before !== undefined) return before
  const changes = findChanges(zone)
  known.set(zone, changes)
  return changes
}

/** A chain of comparisons: of IN over a longer list the engine makes a join. */
const isOneOf = (value: string, numbers: number[]) => `(${numbers.map((n) => `${value} = ${n}`).join(' or ')})`

/** Boolean: whether a time stands where the zone may change its clocks; cheap, true for one value in a hundred. */
function near(time: string, { years, months, hours }: ClockChanges): string {
  return `${time} >= timestamp '${years.first}-01-01' and ${time} < timestamp '${years.last + 1}-01-01'
    and ${isOneOf(`hour(${time})`, hours)} and ${isOneOf(`month(${time})`, months)}`
}

/** The instant (TIMESTAMPTZ) of a civil time: a time in a gap is shifted forward by it, of a fold it is the later one. */
const instant = (time: string, zone: string) => `timezone(${literal(zone)}, ${time})`

/** Boolean: a civil time that no clock of the zone has shown, because it was set forward; null in a zone without changes. */
export function gapExpression(time: string, zone: string): string | null {
  const changes = clockChanges(zone)
  if (!changes) return null
  const shown = instant(instant(time, zone), zone)
  return `(case when ${near(time, changes)} then ${shown} <> ${time} else false end)`
}

/** Seconds between the two instants of a civil time that clocks have shown twice, 0 for any other; null without any. */
function foldSeconds(time: string, zone: string): string | null {
  const changes = clockChanges(zone)
  if (!changes || changes.backS.length === 0) return null
  const sizes = changes.backS.map((seconds) => {
    const earlier = `${instant(time, zone)} - to_seconds(${seconds})`
    return `when ${instant(earlier, zone)} = ${time} then ${seconds}`
  })
  return `(case when ${near(time, changes)} then case ${sizes.join(' ')} else 0 end else 0 end)`
}

/** Boolean: a civil time that clocks of the zone have shown twice; null in a zone without any. */
export function foldExpression(time: string, zone: string): string | null {
  const seconds = foldSeconds(time, zone)
  return seconds && `(${seconds} > 0)`
}

/** Civil time in `from` as civil time in `to`. In a fold the first reading counts, or the later one. */
export function shiftExpression(time: string, from: string, to: string, fold: 'first' | 'later'): string {
  if (from === to) return time
  const seconds = fold === 'first' ? foldSeconds(time, from) : null
  const at = seconds === null ? instant(time, from) : `(${instant(time, from)} - to_seconds(${seconds}))`
  return instant(at, to)
}
