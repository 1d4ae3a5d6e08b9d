import { indicatorIn } from '../query/coded-conditions.ts'
import { lastFirmDay } from '../catalog/snapshot-catalog.ts'
import type { Component, Indicator } from '../catalog/types.ts'
import { isOfTooFew } from '../disclosure/gate.ts'
import type { Dimension } from '../query/plan.ts'
import { bucketEnd, bucketsIn } from './days.ts'
import { evaluatePublished } from './evaluate-published.ts'
import { heldIn } from './held.ts'
import { casesPart, type Part, periodOfRow, type PlacePart, placesPart, type Scope, type Standing } from './parts.ts'
import { isOfCases } from './published-question.ts'
import { stockPart } from './stock.ts'
import { survivalValues } from './survival.ts'
import { gapValue, plainValue, type Value, withoutValue } from '../stats/values.ts'

/** One indicator, ready to give the value of any row, and what it saw on the way. */
export interface Evaluated {
  indicator: Indicator
  valueOf: (tokens: readonly string[]) => Value
  /** Joined tokens of rows that hold something; lists that are one and the same object need to be read once. */
  seen: readonly Iterable<string>[]
  /** Years of figures that stand in for the period. */
  years: () => number[]
}

const notApplicable = (indicator: Indicator): Evaluated => ({
  indicator,
  valueOf: () => withoutValue('not_applicable'),
  seen: [],
  years: () => [],
})
const isOfCasesOnly = (dimension: Dimension) => ['coded', 'status', 'hour', 'weekday'].includes(dimension.kind)

interface Parted {
  part: Part
  seen: Iterable<string>
  years: () => number[]
}

/** Cells of people are rows even without a case; figures of other places follow the rows. */
function seenOf(scope: Scope, place: PlacePart): Iterable<string> {
  const isCells = scope.by.length === 1 && scope.by[0]?.kind === 'cell'
  const isWhole = scope.filters.areas.size === 0 && scope.filters.urban.length === 0
  return isCells && isWhole ? [...place.sums.keys()].map((key) => key.slice(0, key.lastIndexOf('|'))) : []
}

async function partOf(scope: Scope, component: Component, standing: Standing): Promise<Parted | null> {
  if (component.from === 'cases') {
    const { part, sums } = await casesPart(scope, component)
    return { part, seen: sums.keys(), years: () => [] }
  }
  const place = await placesPart(scope, component, standing)
  return place && { part: place.part, seen: seenOf(scope, place), years: place.years }
}

/** People beside whom cases are opened stand there day by day; beside other figures, at the end. */
const standingBeside = (numerator: Component): Standing => (numerator.from === 'cases' ? 'through' : 'at_end')

async function evaluatePlain(scope: Scope, indicator: Indicator): Promise<Evaluated> {
  const { numerator, denominator } = indicator
  if (!numerator) return notApplicable(indicator)
  const isOfPlaces = numerator.from !== 'cases' && scope.by.some(isOfCasesOnly)
  const [top, bottom] = isOfPlaces
    ? [null, null]
    : await Promise.all([
        partOf(scope, numerator, 'at_end'),
        denominator ? partOf(scope, denominator, standingBeside(numerator)) : null,
      ])
  if (!top || (denominator && !bottom)) return notApplicable(indicator)
  return {
    indicator,
    valueOf: (tokens) => {
      const d = bottom ? bottom.part(tokens) : Number.NaN
      const isFew = scope.published && indicator.kind !== 'count' && isOfTooFew(indicator, d)
      return isFew ? withoutValue('suppressed') : plainValue(indicator, top.part(tokens), d)
    },
    seen: [top.seen, bottom?.seen ?? []],
    years: () => [...top.years(), ...(bottom?.years() ?? [])],
  }
}

async function evaluateGap(scope: Scope, indicator: Indicator): Promise<Evaluated> {
  const of = indicatorIn(scope.snapshot.catalog, indicator.of ?? '')
  const isSplit =
    scope.by.some((dimension) => ['urban', 'cell'].includes(dimension.kind)) || scope.filters.urban.length > 0
  if (!of?.numerator || !of.denominator || isSplit) return notApplicable(indicator)
  const split: Scope = { ...scope, by: [...scope.by, { kind: 'urban_two' }] }
  const [top, bottom] = await Promise.all([
    partOf(split, of.numerator, 'at_end'),
    partOf(split, of.denominator, standingBeside(of.numerator)),
  ])
  if (!top || !bottom) return notApplicable(indicator)
  const side = (tokens: readonly string[], name: string): [number, number] => [
    top.part([...tokens, name]),
    bottom.part([...tokens, name]),
  ]
  return {
    indicator,
    valueOf: (tokens) => gapValue(indicator, of, side(tokens, 'urban'), side(tokens, 'rural')),
    seen: [[...top.seen].map((key) => key.slice(0, Math.max(0, key.lastIndexOf('|'))))],
    years: bottom.years,
  }
}

async function evaluateStock(scope: Scope, indicator: Indicator): Promise<Evaluated> {
  if (!indicator.numerator || scope.by.some((dimension) => ['hour', 'weekday', 'status'].includes(dimension.kind)))
    return notApplicable(indicator)
  const time = scope.by.find((dimension) => dimension.kind === 'time')
  const buckets = time?.kind === 'time' ? bucketsIn(time.grain, scope.period) : []
  const [part, { sums }] = await Promise.all([
    stockPart(scope, indicator.numerator, buckets),
    casesPart(scope, indicator.numerator),
  ])
  const valueOf = (tokens: readonly string[]): Value => {
    const open = part(tokens)
    return { ...withoutValue('ok', open), value: open }
  }
  return { indicator, valueOf, seen: [sums.keys()], years: () => [] }
}

/** Prepares one indicator over the scope. */
async function evaluateOne(scope: Scope, indicator: Indicator): Promise<Evaluated> {
  if (scope.published && isOfCases(indicator)) return evaluatePublished(scope, scope.published, indicator)
  switch (indicator.kind) {
    case 'gap':
      return evaluateGap(scope, indicator)
    case 'stock':
      return evaluateStock(scope, indicator)
    case 'survival': {
      if (!indicator.denominator) return notApplicable(indicator)
      return { indicator, years: () => [], ...(await survivalValues(scope, indicator, indicator.denominator)) }
    }
    default:
      return evaluatePlain(scope, indicator)
  }
}

/** Marks buckets that the data does not reach, and days whose reports may still be coming in. */
function dated(scope: Scope, evaluated: Evaluated): Evaluated {
  const at = scope.by.findIndex((dimension) => dimension.kind === 'time')
  const time = scope.by[at]
  if (time?.kind !== 'time' || evaluated.indicator.numerator?.from !== 'cases') return evaluated
  const { dataFrom, dataTo } = scope.snapshot.catalog
  const lastFirm = lastFirmDay(dataTo)
  const valueOf = (tokens: readonly string[]): Value => {
    const start = tokens[at] ?? dataFrom
    const end = bucketEnd(time.grain, start, scope.period)
    if (start > dataTo || end < dataFrom) return withoutValue('missing')
    const value = evaluated.valueOf(tokens)
    return time.grain === 'day' && start > lastFirm && value.status === 'ok'
      ? { ...value, status: 'provisional' }
      : value
  }
  return { ...evaluated, valueOf }
}

/** No value on days on which none of the areas asked for holds; cases still open from before count. */
function whileHeld(scope: Scope, evaluated: Evaluated): Evaluated {
  const held = heldIn(scope)
  if (!held) return evaluated
  const periodOf = periodOfRow(scope)
  const valueOf = (tokens: readonly string[]): Value => {
    const value = evaluated.valueOf(tokens)
    const isNone = held.spells(tokens, periodOf(tokens)).length === 0
    return isNone && (evaluated.indicator.kind !== 'stock' || value.value === 0) ? withoutValue('missing') : value
  }
  return { ...evaluated, valueOf }
}

/** Prepares every indicator over the scope; the parts they share are asked once. */
export function evaluate(scope: Scope, indicators: readonly Indicator[]): Promise<Evaluated[]> {
  return Promise.all(
    indicators.map(async (indicator) => dated(scope, whileHeld(scope, await evaluateOne(scope, indicator)))),
  )
}
