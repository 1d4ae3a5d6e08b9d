import { type CodeGuess, guessCode } from './codes.ts'
import { guessNumber, type NumberGuess } from './numbers.ts'
import { guessPersonal, type PersonalGuess } from './personal.ts'
import type { Row, Tally } from './tally.ts'
import { guessTime, type TimeGuess } from './times.ts'

/** What is known of one column. */
export interface Column {
  name: string
  tally: Tally
  filled: number
  /** Different values; `isCut`: at least so many. */
  distinct: number
  /** Every row has a value, and no two the same one. */
  isUnique: boolean
  time: TimeGuess | null
  number: NumberGuess | null
  code: CodeGuess | null
  personal: PersonalGuess | null
  /** Share of the characters that are Han. */
  han: number
  /** Words for totals among its values, such as 合计. */
  totals: string[]
}

const LOOKED_AT = 2000
const TOTAL =
  /^(?:合计|合計|总计|總計|小计|小計|总数|總數|全市|全国|全國|全市合计|total|grand total|all|all ages|subtotal|persons)$/iu

/** At most 2,000 of the distinct values, spread over all, with how often each comes. */
function evidence(tally: Tally, sample: Row[], index: number): [string, number][] {
  if (tally.values.size === 0) {
    const counts = new Map<string, number>()
    for (const row of sample) {
      const text = row[index]?.trim() ?? ''
      if (text !== '') counts.set(text, (counts.get(text) ?? 0) + 1)
    }
    return [...counts]
  }
  const step = Math.max(1, Math.ceil(tally.values.size / LOOKED_AT))
  return [...tally.values].filter((_, i) => i % step === 0)
}

function hanShare(values: [string, number][]): number {
  const text = values
    .slice(0, 200)
    .map(([value]) => value)
    .join('')
  return text === '' ? 0 : (text.match(/\p{Script=Han}/gu)?.length ?? 0) / Array.from(text).length
}

/** Profiles one column of a table read through. */
export function profile(tally: Tally, sample: Row[], index: number): Column {
  const values = evidence(tally, sample, index)
  const filled = tally.rows - tally.empty
  const repeats = [...tally.values.values()].some((n) => n > 1)
  const short = values.map(([text]) => text).filter((text) => text.length <= 12)
  return {
    name: tally.name,
    tally,
    filled,
    distinct: tally.values.size,
    isUnique: filled > 0 && tally.empty === 0 && !repeats && !(tally.isCut && tally.values.size === 0),
    time: guessTime(tally.name, values),
    number: guessNumber(values),
    code: guessCode(values),
    personal: guessPersonal(tally.name, values),
    han: hanShare(values),
    totals: [...new Set(short.filter((text) => TOTAL.test(text)))],
  }
}
