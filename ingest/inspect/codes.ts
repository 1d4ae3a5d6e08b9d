/** How the values of a column look as codes. */
export interface CodeGuess {
  /** Characters, when (nearly) all values have as many; after ".0" is taken off. */
  width: number | null
  /** Shares of the values. */
  dotZero: number
  hyphens: number
  /** Digits alone, some one or two shorter than the rest: zeros in front may be lost. */
  mayLackZeros: boolean
  leadingZeros: number
  seen: number
}

const CODE = /^[A-Za-z]{0,3}\d[\dA-Za-z-]*(?:\.0)?$/

/** Reads a column as codes: digits, perhaps with letters before and hyphens between. */
export function guessCode(values: [string, number][]): CodeGuess | null {
  let [seen, fits, dotZero, hyphens, zeros, digits] = [0, 0, 0, 0, 0, 0]
  const widths = new Map<number, number>()
  for (const [text, n] of values) {
    seen += n
    if (!CODE.test(text) || text.length > 30) continue
    fits += n
    if (text.endsWith('.0')) dotZero += n
    if (text.includes('-')) hyphens += n
    if (text.startsWith('0')) zeros += n
    if (/^\d+(?:\.0)?$/.test(text)) digits += n
    const width = text.replace(/\.0$/, '').length
    widths.set(width, (widths.get(width) ?? 0) + n)
  }
  if (seen === 0 || fits < seen * 0.9) return null
  const [width, most] = [...widths].reduce((best, entry) => (entry[1] > best[1] ? entry : best), [0, 0])
  const isFixed = most >= fits * 0.95
  const longest = Math.max(...widths.keys())
  const mayLackZeros =
    !isFixed && digits === fits && zeros === 0 && widths.size === 2 && widths.has(longest - 1) && longest >= 4
  return {
    width: isFixed ? width : mayLackZeros ? longest : null,
    dotZero: dotZero / seen,
    hyphens: hyphens / seen,
    mayLackZeros,
    leadingZeros: zeros / seen,
    seen,
  }
}
