/** People of one sex and one band of ages; `to` null: and older. */
export interface AgeCount {
  sex: 'female' | 'male'
  from: number
  to: number | null
  n: number
}

/** A row of a pyramid: both sexes of one band; null: no figure for that sex. */
export interface AgeBand {
  from: number
  to: number | null
  female: number | null
  male: number | null
}

const YEARS = 5
const endOf = ({ to }: Pick<AgeCount, 'to'>) => to ?? Number.POSITIVE_INFINITY
const keyOf = ({ from, to }: Pick<AgeCount, 'from' | 'to'>) => `${from} ${to ?? ''}`

/** The band of five years that holds an age band, else the band itself. */
function fiveYears({ from, to }: AgeCount): { from: number; to: number | null } {
  const start = Math.floor(from / YEARS) * YEARS
  const isInside = to !== null && to < start + YEARS
  return isInside ? { from: start, to: start + YEARS - 1 } : { from, to }
}

/**
 * Counts as five-year bands, youngest first. Single years and narrower bands are added up; wider ones stay as they are
 * published; one that holds narrower ones of the same sex is left out, so that nobody counts twice.
 */
export function ageBands(counts: readonly AgeCount[]): AgeBand[] {
  const holdsAnother = (wide: AgeCount) =>
    counts.some(
      (each) =>
        each.sex === wide.sex && keyOf(each) !== keyOf(wide) && each.from >= wide.from && endOf(each) <= endOf(wide),
    )
  const bands = new Map<string, AgeBand>()
  for (const each of counts) {
    if (holdsAnother(each)) continue
    const place = fiveYears(each)
    const band = bands.get(keyOf(place)) ?? { ...place, female: null, male: null }
    band[each.sex] = (band[each.sex] ?? 0) + each.n
    bands.set(keyOf(place), band)
  }
  return [...bands.values()].toSorted((a, b) => a.from - b.from || endOf(a) - endOf(b))
}
