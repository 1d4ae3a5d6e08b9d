import type { Validity } from '../locate/types.ts'

const START = ''
const END = '9999-12-31'

export const ALWAYS: Validity = { valid_from: null, valid_to: null }

/** The days on which both hold; null where there is none. */
export function common(a: Validity, b: Validity): Validity | null {
  const from = [a.valid_from ?? START, b.valid_from ?? START].toSorted().at(-1)
  const to = [a.valid_to ?? END, b.valid_to ?? END].toSorted()[0]
  if (from === undefined || to === undefined || from >= to) return null
  return { valid_from: from === START ? null : from, valid_to: to === END ? null : to }
}

/** From the first day on which one of them holds to the last. */
export function hull(spans: readonly Validity[]): Validity {
  const [from = START] = spans.map(({ valid_from }) => valid_from ?? START).toSorted()
  const to =
    spans
      .map(({ valid_to }) => valid_to ?? END)
      .toSorted()
      .at(-1) ?? END
  return { valid_from: from === START ? null : from, valid_to: to === END ? null : to }
}

/** Days on which one of them begins or ends, ascending. */
export const changesOf = (spans: readonly Validity[]): string[] =>
  [...new Set(spans.flatMap(({ valid_from, valid_to }) => [valid_from, valid_to]))]
    .filter((day) => day !== null)
    .toSorted()

export const dayBefore = (day: string): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10)

/** When something holds, in words, both ends counted. */
export function shownValidity({ valid_from: from, valid_to: to }: Validity): { zh: string; en: string } {
  const last = to === null ? null : dayBefore(to)
  if (from === null && last === null) return { zh: '一直', en: 'at all times' }
  if (from === null) return { zh: `至 ${last} 止`, en: `until ${last}` }
  return last === null
    ? { zh: `自 ${from} 起`, en: `from ${from} on` }
    : { zh: `${from} 至 ${last}`, en: `${from} to ${last}` }
}
