import { levelChain, membersOf } from '../catalog/snapshot-catalog.ts'
import type { Component, Label } from '../catalog/types.ts'
import type { Attached } from '../snapshot/types.ts'
import { areaEntries } from './area-entries.ts'
import { unknownName } from './question-error.ts'
import type { Stratum } from './urban-rural-parts.ts'
import type { UrbanRuralQuestion } from './urban-rural-question.ts'
import {
  type Asked,
  type Divided,
  isOfCases,
  overBuckets,
  type Pair,
  sumByArea,
  sumByCode,
} from './urban-rural-sums.ts'
import type { ClassId } from './urban-rural-types.ts'

export interface StrataOffer {
  id: string
  label: Label
}

const CODED = [
  { id: 'category_group', label: { zh: '诉求大类', en: 'Group of categories' } },
  { id: 'category', label: { zh: '诉求类别', en: 'Category' } },
  { id: 'channel', label: { zh: '受理渠道', en: 'Channel' } },
] as const
const AGES = [
  { id: 'child', label: { zh: '0–14 岁', en: '0–14 years' } },
  { id: 'working', label: { zh: '15–64 岁', en: '15–64 years' } },
  { id: 'old', label: { zh: '65 岁及以上', en: '65 years and over' } },
] as const

const asksAge = ({ where }: Component) => where?.some(({ field }) => field.startsWith('age')) ?? false

/**
 * Strata that make sense for an indicator: what cases are about, for a share of cases; ages, where both parts are people;
 * otherwise the larger areas in which both classes live. A rate per resident is not split by category: each
 * category has a numerator, but none has people of its own.
 */
export function strataFor(snapshot: Attached, indicator: Divided, level: string): StrataOffer[] {
  const { catalog } = snapshot
  const { numerator, denominator } = indicator
  const offers: StrataOffer[] = []
  if (isOfCases(indicator) && denominator.from === 'cases')
    offers.push(...CODED.filter(({ id }) => membersOf(catalog, id).length > 1))
  if ([numerator, denominator].every((part) => part.from === 'population' && !asksAge(part)))
    offers.push({ id: 'age', label: { zh: '年龄', en: 'Age' } })
  const above = levelChain(catalog.city.levels, level).slice(1).reverse()
  const many = above.filter(({ id }) => catalog.areas.filter((area) => area.level === id).length > 1)
  return [...offers, ...many.map(({ id, label }) => ({ id: `area:${id}`, label }))]
}

interface Sides {
  /** Areas by number and class. */
  classed: ReadonlyMap<number, ClassId>
  asked: Asked
  question: UrbanRuralQuestion
  /** Parts of each area over the period. */
  pairs: ReadonlyMap<number, Pair>
}

const add = (to: Pair, { n, d }: Pair) => {
  if (!(Number.isFinite(n) && Number.isFinite(d))) return
  to.n += n
  to.d += d
}

function gather(
  { classed }: Sides,
  members: readonly { code: string; label: Label }[],
  pairOf: (area: number, code: string) => Pair,
): Stratum[] {
  return members.map(({ code, label }) => {
    const stratum: Stratum = { code, label, urban: { n: 0, d: 0 }, rural: { n: 0, d: 0 } }
    for (const [area, id] of classed) add(id === 'rural' ? stratum.rural : stratum.urban, pairOf(area, code))
    return stratum
  })
}

async function byAge(sides: Sides): Promise<Stratum[]> {
  const { asked, question } = sides
  const { indicator, period } = question
  const only = (part: Component, id: string): Component => ({
    ...part,
    where: [...(part.where ?? []), { field: 'age_class', op: '=', value: id }],
  })
  const tables = await Promise.all(
    AGES.map(async ({ id }) => {
      const of = {
        ...indicator,
        numerator: only(indicator.numerator, id),
        denominator: only(indicator.denominator, id),
      }
      const sums = await sumByArea(asked, of, 'year', period)
      return [id, new Map(Array.from(sums.areas, (area, i) => [area, overBuckets(sums, of, i)]))] as const
    }),
  )
  const found = new Map<string, Map<number, Pair>>(tables)
  const members = AGES.map(({ id, label }) => ({ code: id, label }))
  return gather(sides, members, (area, code) => found.get(code)?.get(area) ?? { n: 0, d: 0 })
}

function byLarger(sides: Sides, level: string): Stratum[] {
  const { catalog } = sides.asked.snapshot
  const entries = areaEntries(catalog)
  const above = (id: number): number | null => {
    let at = entries.get(id)
    while (at && at.level !== level) at = at.parent_id === null ? undefined : entries.get(at.parent_id)
    return at?.area_id ?? null
  }
  const home = new Map([...sides.classed.keys()].map((id) => [id, above(id)]))
  const members = catalog.areas
    .filter((area) => area.level === level)
    .map(({ area_id, name_zh: zh, name_en: en }) => ({ code: String(area_id), label: { zh, en } }))
  return gather(sides, members, (area, code) => {
    const pair = sides.pairs.get(area)
    return pair && String(home.get(area)) === code ? pair : { n: 0, d: 0 }
  }).map((stratum) => ({ ...stratum, code: entries.get(Number(stratum.code))?.code ?? stratum.code }))
}

/** The strata of both sides under the split asked for, or the first that suits; null where none does. */
export async function readStrata(
  sides: Sides,
  offers: readonly StrataOffer[],
): Promise<{ id: string; list: Stratum[] } | null> {
  const { question, asked } = sides
  const chosen = question.strata === null ? offers[0] : offers.find(({ id }) => id === question.strata)
  if (!chosen) {
    if (question.strata === null) return null
    const names = offers.map(({ id }) => id)
    throw unknownName('unknown_strata', 'strata', { zh: '分层', en: 'way of splitting' }, question.strata, names)
  }
  if (chosen.id === 'age') return { id: chosen.id, list: await byAge(sides) }
  if (chosen.id.startsWith('area:')) return { id: chosen.id, list: byLarger(sides, chosen.id.slice(5)) }
  const column = CODED.find(({ id }) => id === chosen.id)?.id ?? 'category_group'
  const members = membersOf(asked.snapshot.catalog, column)
  const pairOf = await sumByCode(asked, question.indicator, column, question.period)
  const list = gather(
    sides,
    members.map(({ code, label_zh: zh, label_en: en }) => ({ code: String(code), label: { zh, en } })),
    (area, code) => pairOf(area, Number(code)),
  )
  return { id: chosen.id, list: list.map((each, i) => ({ ...each, code: members[i]?.value ?? each.code })) }
}
