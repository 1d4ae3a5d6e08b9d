/** How the values of a column can be read as numbers. */
export interface NumberGuess {
  seen: number
  misfits: number
  isInteger: boolean
  least: number
  most: number
  thousands: number
  footnotes: number
  accounting: number
  /** Written with a decimal comma, as in 1.234,5. */
  commas: number
  /** Words beside the number, and how often. */
  units: Map<string, number>
  /** Written as 1001.0: a code that went through a spreadsheet. */
  dotZero: number
}

const PLAIN = /^[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?$/
const GROUPED = /^[-+]?\d{1,3}(?:,\d{3})+(?:\.\d+)?$/
const LOOSE = /^[-+]?\d{1,3}(?:,\d{2,4})+(?:\.\d+)?$/
const COMMA = /^[-+]?(?:\d{1,3}(?:\.\d{3})+|\d+),\d+$/
const ACCOUNTING = /^\([\d,]+(?:\.\d+)?\)$/
const FOOTNOTE = /^(?:\(r?\d+\)|\*{1,3}|[①-⑳†‡]|\[\w{1,3}\]|（注\d*）)$/u
const WITH_WORD = /^([-+]?[\d,]*\.?\d+)\s*([^\d\s.,][^\s]{0,11})$/u
const UNIT =
  /^(?:[千万萬亿億]|百万|千万)?(?:元|人|户|戶|套|平方米|平米|㎡|m²|m2|km²|平方公里|公里|公顷|公頃|亩|吨|件|次|个|张|美元|米)?(?:[/／](?:平方米|平米|㎡|m²|月|年|人|户|套))?$|^[%‰]$/u

const plainNumber = (text: string) => Number(text.replaceAll(',', ''))

/** Reads a column as numbers, when most of its values can be. */
export function guessNumber(values: [string, number][]): NumberGuess | null {
  const guess: NumberGuess = {
    seen: 0,
    misfits: 0,
    isInteger: true,
    least: Number.POSITIVE_INFINITY,
    most: Number.NEGATIVE_INFINITY,
    thousands: 0,
    footnotes: 0,
    accounting: 0,
    commas: 0,
    units: new Map(),
    dotZero: 0,
  }
  const isComma = hasCommas(values)
  for (const [text, n] of values) {
    guess.seen += n
    const value = isComma ? readComma(text, n, guess) : readNumber(text, n, guess)
    if (value === null) {
      guess.misfits += n
      continue
    }
    if (!Number.isInteger(value)) guess.isInteger = false
    guess.least = Math.min(guess.least, value)
    guess.most = Math.max(guess.most, value)
  }
  return guess.seen > 0 && guess.misfits <= guess.seen * 0.2 ? guess : null
}

/** Decimal commas, where most texts can be read so and some cannot be grouped thousands: 10,5 or 1.234,5. */
function hasCommas(values: [string, number][]): boolean {
  const [all, fits] = [values.reduce((sum, [, n]) => sum + n, 0), values.filter(([text]) => COMMA.test(text))]
  const isNoGroup =
    fits.some(([text]) => !GROUPED.test(text) && !LOOSE.test(text)) || fits.every(([text]) => /,\d{2}$/.test(text))
  return fits.length > 0 && isNoGroup && fits.reduce((sum, [, n]) => sum + n, 0) >= all * 0.6
}

function readComma(text: string, n: number, guess: NumberGuess): number | null {
  const plain = text.replaceAll(/\.(?=\d{3})/g, '').replace(',', '.')
  if (!PLAIN.test(plain)) return null
  if (text.includes(',')) guess.commas += n
  if (text.includes('.')) guess.thousands += n
  return Number(plain)
}

function readNumber(text: string, n: number, guess: NumberGuess): number | null {
  if (PLAIN.test(text)) {
    if (/\.0+$/.test(text)) guess.dotZero += n
    return Number(text)
  }
  if (GROUPED.test(text) || LOOSE.test(text)) {
    guess.thousands += n
    return GROUPED.test(text) ? plainNumber(text) : null
  }
  if (ACCOUNTING.test(text)) {
    guess.accounting += n
    return -plainNumber(text.slice(1, -1))
  }
  const [, digits = '', word = ''] = WITH_WORD.exec(text) ?? []
  if (digits === '') return null
  if (FOOTNOTE.test(word)) guess.footnotes += n
  else if (UNIT.test(word)) guess.units.set(word, (guess.units.get(word) ?? 0) + n)
  else return null
  if (digits.includes(',')) guess.thousands += n
  return plainNumber(digits)
}
