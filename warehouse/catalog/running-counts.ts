import type { Component, Indicator } from './types.ts'

const isCount = ({ from, sum }: Component) => from !== 'cases' || sum === undefined

/** Whether an indicator is made of counts of cases, alone or beside figures of places, so that running counts hold all its periods. */
export function hasRunningCounts({ kind, numerator, denominator }: Indicator): boolean {
  const isPlain = kind === 'count' || kind === 'rate' || kind === 'proportion' || kind === 'ratio'
  return isPlain && numerator?.from === 'cases' && isCount(numerator) && (!denominator || isCount(denominator))
}
