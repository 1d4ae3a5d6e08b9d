import { IngestError } from '../ingest-error.ts'
import type { AreaDraft, Validity } from '../locate/types.ts'
import { merged } from './merge.ts'
import { ALWAYS, common, hull, shownValidity } from './validity.ts'

/** Everything told of one area and the days on which it holds. */
export interface DatedDraft extends AreaDraft, Validity {}

/** A dated area below the one that holds at the same time. */
export interface Piece extends DatedDraft {
  above: Piece | null
}

/**
 * Areas of one level, each vintage from its day until that of the next, all of them at all times where one vintage or
 * none is stated. Records without a stated vintage add what they tell to every vintage of their code. Errors:
 * IngestError where a shape is drawn twice for the same days, or vintages run against their days.
 */
export function datedAreas(level: string, drafts: AreaDraft[]): DatedDraft[] {
  refuseTangled(level, drafts)
  const days = [...new Set(drafts.flatMap(({ edition }) => edition ?? []))].toSorted()
  if (days.length > 0) refuseDrawnTwice(level, drafts)
  return byCode(drafts).flatMap((group) => {
    const editions = days.length > 1 ? days.filter((day) => group.some(({ edition }) => edition === day)) : []
    if (editions.length === 0) return [{ ...merged(group), ...ALWAYS }]
    return editions.map((day): DatedDraft => {
      const told = group.filter(({ edition }) => edition === undefined || edition === day)
      return { ...merged(told), valid_from: day, valid_to: days[days.indexOf(day) + 1] ?? null }
    })
  })
}

/** Areas in groups of one code, in the order in which codes first come. */
export function byCode<T extends AreaDraft>(areas: T[]): T[][] {
  const groups = new Map<string, T[]>()
  for (const area of areas) {
    const group = groups.get(area.code)
    if (group) group.push(area)
    else groups.set(area.code, [area])
  }
  return [...groups.values()]
}

const isYear = (text: string) => /^\d{4}$/u.test(text)

function refuseTangled(level: string, drafts: AreaDraft[]): void {
  const stated = new Map(
    drafts.flatMap(({ edition, recipe, vintage }) => (edition ? [[recipe, { edition, vintage }]] : [])),
  )
  const recipes = [...stated].map(([recipe = '', { edition, vintage }]) => ({
    recipe,
    edition,
    vintage: vintage ?? '',
  }))
  for (const a of recipes) {
    for (const b of recipes) {
      const isAgainst = isYear(a.vintage) && isYear(b.vintage) && a.vintage < b.vintage && a.edition >= b.edition
      if (!isAgainst) continue
      throw new IngestError({
        en:
          `The boundaries of level ${level} overlap in time: recipe ${a.recipe} holds its vintage ${a.vintage} from ${a.edition}, ` +
          `not before recipe ${b.recipe} holds ${b.vintage} from ${b.edition}. Mend vintage or valid_from.`,
        zh:
          `层级 ${level} 的区划时间重叠：配方 ${a.recipe}（${a.vintage} 年版）自 ${a.edition} 起，并不早于配方 ${b.recipe}` +
          `（${b.vintage} 年版）的 ${b.edition}。请改正 vintage 或 valid_from。`,
      })
    }
  }
}

function refuseDrawnTwice(level: string, drafts: AreaDraft[]): void {
  for (const group of byCode(drafts.filter(({ geometry }) => geometry !== null))) {
    const unstated = group.find(({ edition }) => edition === undefined)
    const other = group.find(({ recipe }) => recipe !== unstated?.recipe)
    if (!unstated || !other) continue
    throw new IngestError({
      en:
        `Recipes ${unstated.recipe} and ${other.recipe} both draw the ${level} ${unstated.code}, and ${unstated.recipe} states no vintage, ` +
        `so with \`boundaries: of_the_day\` its days are not known. Give it vintage (a year) or valid_from (a day).`,
      zh:
        `配方 ${unstated.recipe} 与 ${other.recipe} 都绘有 ${level} ${unstated.code}，而前者未写明年份；` +
        `在 boundaries: of_the_day 下无法得知其起止。请写明 vintage（年）或 valid_from（日）。`,
    })
  }
}

/** The areas that others may lie below, found by code without looking at all of them. */
export interface Above {
  byCode: Map<string, Piece[]>
  /** Days on which any of them holds. */
  days: Validity
}

export const aboveOf = (level: Piece[]): Above => ({
  byCode: new Map(byCode(level).map((group) => [group[0]?.code ?? '', group])),
  days: hull(level),
})

/**
 * The area once for each area above that holds on some of its days. Areas of unknown beginning begin with the level
 * above. Errors: IngestError where on some day none of that code does.
 */
export function below(area: DatedDraft, code: string, aboveLevel: string, level: Above): Piece[] {
  const parents = level.byCode.get(code) ?? []
  if (parents.length === 0) {
    throw new IngestError({
      zh: `${area.level} ${area.code} 的上级写为 ${aboveLevel} “${code}”，但没有区域文件含有它。`,
      en: `The ${area.level} ${area.code} names the ${aboveLevel} "${code}" as its parent, which no area file has.`,
    })
  }
  const wanted = area.valid_from === null ? common(area, level.days) : area
  const pieces = parents.flatMap((above): Piece[] => {
    const days = common(area, above)
    return days ? [{ ...area, ...days, above }] : []
  })
  const held = pieces.toSorted((a, b) => ((a.valid_from ?? '') < (b.valid_from ?? '') ? -1 : 1))
  const hasGap = held.some((piece, k) => k > 0 && piece.valid_from !== held[k - 1]?.valid_to)
  const [first, last] = [held[0], held.at(-1)]
  const isWhole = first?.valid_from === wanted?.valid_from && last?.valid_to === wanted?.valid_to
  if (hasGap || !first || !isWhole) {
    const [own, its] = [shownValidity(area), parents.map(shownValidity)]
    throw new IngestError({
      en:
        `The ${area.level} ${area.code} holds ${own.en} and names the ${aboveLevel} ${code} as its parent, which holds ` +
        `${its.map(({ en }) => en).join(' and ')} only. State the vintage of the ${area.level} file too, or mend its parents.`,
      zh:
        `${area.level} ${area.code} ${own.zh}有效，其上级 ${aboveLevel} ${code} 仅 ${its.map(({ zh }) => zh).join('、')}有效。` +
        `请为 ${area.level} 文件也写明 vintage，或改正其上级。`,
    })
  }
  return held
}

/** Pieces of one code that follow one another and tell the same are one. */
export function joined(pieces: Piece[]): Piece[] {
  const found: Piece[] = []
  for (const piece of pieces) {
    const before = found.at(-1)
    if (before && before.valid_to === piece.valid_from && piece.valid_from !== null && isSame(before, piece)) {
      found[found.length - 1] = { ...piece, valid_from: before.valid_from }
    } else found.push(piece)
  }
  return found
}

const SAME = ['code', 'name_zh', 'name_en', 'urban_code', 'land_km2', 'responsible'] as const

const isSame = (a: Piece, b: Piece): boolean =>
  a.above === b.above &&
  SAME.every((key) => a[key] === b[key]) &&
  JSON.stringify(a.geometry) === JSON.stringify(b.geometry)
