import loadHighs from 'highs'
import { seeded } from './any-set.ts'

/** What a reader knows: each count lies within bounds, and some are the sums of others. */
export interface Known {
  /** Least and most of each count. */
  low: number[]
  high: number[]
  /** Each: the number of a sum and those of its parts; `least` where there may be more beside them. */
  sums: { whole: number; parts: number[]; least?: boolean }[]
}

const highs = await loadHighs()

export interface Bounds {
  low: number
  high: number
}

interface Row {
  low: number
  high: number
  /** Counts that are not known, and the sign of each. */
  parts: [i: number, sign: number][]
}

const finite = (n: number) => (Number.isFinite(n) ? n : highs.infinity)

/** The counts that are not known, and what is said of them by sums, those that are known taken out. Throws where sums do not add up. */
function reduced({ low, high, sums }: Known): { columns: number[]; rows: Row[] } {
  const isOpen = (i: number) => low[i] !== high[i]
  const rows: Row[] = []
  for (const { whole, parts, least } of sums) {
    const signed = [[whole, 1] as [number, number], ...parts.map((i): [number, number] => [i, -1])]
    const rest = -signed.reduce((sum, [i, sign]) => (isOpen(i) ? sum : sum + sign * (low[i] ?? 0)), 0)
    const open = signed.filter(([i]) => isOpen(i))
    if (open.length > 0) rows.push({ low: rest, high: least ? Number.POSITIVE_INFINITY : rest, parts: open })
    else if (rest > 0 || (rest < 0 && !least)) throw new Error(`no counts agree: count ${whole} is no sum of its parts`)
  }
  return { columns: [...low.keys()].filter(isOpen), rows }
}

/** Drawn at random, so that few programs widen many counts at once. */
const AT_ONCE = 12

/**
 * Least and most that each of the counts asked for can be, by linear programming. Stops short of the extremes where what
 * it has found is wide enough already. Throws where no set of counts agrees with what is known.
 */
export function tell(
  known: Known,
  asked: readonly number[],
  isEnough: (i: number, bounds: Bounds, sign: 1 | -1) => boolean,
): Map<number, Bounds> {
  const { columns, rows } = reduced(known)
  const at = new Map(columns.map((i, column) => [i, column]))
  const found = new Map<number, Bounds>(
    asked.map((i) => {
      const fixed = known.low[i] ?? 0
      return [i, at.has(i) ? { low: Infinity, high: -Infinity } : { low: fixed, high: fixed }]
    }),
  )
  if (columns.length === 0) return found
  const start = [0]
  const index: number[] = []
  const value: number[] = []
  for (const { parts } of rows) {
    index.push(...parts.map(([i]) => at.get(i) as number))
    value.push(...parts.map(([, sign]) => sign))
    start.push(index.length)
  }
  const model = highs.createModel({
    numCols: columns.length,
    numRows: rows.length,
    colCost: new Float64Array(columns.length),
    colLower: Float64Array.from(columns, (i) => known.low[i] ?? 0),
    colUpper: Float64Array.from(columns, (i) => finite(known.high[i] ?? 0)),
    rowLower: Float64Array.from(rows, ({ low }) => low),
    rowUpper: Float64Array.from(rows, ({ high }) => finite(high)),
    matrix: {
      format: 'csr',
      numRows: rows.length,
      numCols: columns.length,
      starts: Int32Array.from(start),
      indices: Int32Array.from(index),
      values: Float64Array.from(value),
    },
  })
  try {
    model.options.set({ output_flag: false })
    const solve = () => {
      model.run()
      const { colValue } = model.getSolution()
      const status = model.getModelStatus()
      if (
        status === highs.constants.modelStatus.unbounded ||
        status === highs.constants.modelStatus.unboundedOrInfeasible
      )
        return Number.POSITIVE_INFINITY
      if (status !== highs.constants.modelStatus.optimal) throw new Error(`no counts agree: status ${String(status)}`)
      for (const [i, bounds] of found) {
        const column = at.get(i)
        if (column === undefined) continue
        bounds.low = Math.min(bounds.low, colValue[column] ?? 0)
        bounds.high = Math.max(bounds.high, colValue[column] ?? 0)
      }
      return null
    }
    solve()
    const draw = seeded(asked.length)
    const left = () =>
      [...found]
        .filter(([i, bounds]) => at.has(i) && (!isEnough(i, bounds, 1) || !isEnough(i, bounds, -1)))
        .map(([i]) => i)
    for (let round = 0; round < AT_ONCE && left().length > AT_ONCE; round++) {
      const some = left()
      for (const i of some) model.changeColCost(at.get(i) ?? 0, round === 0 ? -1 : round === 1 ? 1 : draw() - 0.5)
      solve()
      for (const i of some) model.changeColCost(at.get(i) ?? 0, 0)
    }
    for (const [i, bounds] of found) {
      const column = at.get(i)
      if (column === undefined) continue
      for (const sign of [1, -1] as const) {
        if (isEnough(i, bounds, sign)) continue
        model.changeColCost(column, sign)
        if (solve() !== null) bounds.high = Number.POSITIVE_INFINITY
        model.changeColCost(column, 0)
      }
    }
  } finally {
    model.dispose()
  }
  return found
}
