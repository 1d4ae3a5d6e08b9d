/** The days that class breaks are made from. Pure. */
const DAY_MS = 86_400_000

/** The last calendar year the data covers from its first day to its last; without one, the last 365 days. ISO days. */
export function breakPeriod(dataFrom: string, dataTo: string): { from: string; to: string } {
  const endYear = Number(dataTo.slice(0, 4))
  const year = dataTo.endsWith('-12-31') ? endYear : endYear - 1
  if (`${year}-01-01` >= dataFrom) return { from: `${year}-01-01`, to: `${year}-12-31` }
  const from = new Date(Date.parse(dataTo) - 364 * DAY_MS).toISOString().slice(0, 10)
  return { from: from > dataFrom ? from : dataFrom, to: dataTo }
}
