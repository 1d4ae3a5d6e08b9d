import type { Label } from '../../warehouse/catalog/types.ts'
import { isTotalWord } from '../locate/total-words.ts'
import { trimmer } from '../locate/gazetteer.ts'
import type { AreaRow } from '../locate/types.ts'
import type { Locate } from '../recipe.ts'
import { byLevel, isInside, type LevelAreas } from './known-areas.ts'
import { nearest } from './word.ts'

/** Stands between the name of a place and that of the area above it, where a recipe reads both. */
export const ABOVE = '\u001F'

const NO_PLACE =
  /待明确|未明确|待确认|不详|不詳|不明|未知|其他|其它|外地|境外|未分|^(?:unassigned|unknown|unallocated|other|others|not stated|not available|no address|out of .+)$/iu
const PRIVATE = /\p{Co}/u

const zhList = (names: string[]) => names.map((name) => `“${name}”`).join('、')
const enList = (names: string[]) => names.map((name) => `“${name}”`).join(', ')
const calledZh = ({ name_zh, code }: AreaRow) => (name_zh === code ? code : `${name_zh}（${code}）`)
const calledEn = ({ name_en, code }: AreaRow) => (name_en === code ? code : `${name_en} (${code})`)

/** How to mend a code or name that no area of the levels has. `value` may hold the area above, behind `ABOVE`. */
export function mendArea(locates: Locate[], areas: readonly AreaRow[], value: string): Label | null {
  const [first] = locates
  if (!first) return null
  const [own = '', above] = value.split(ABOVE)
  const plain = noArea(own, first)
  if (plain) return plain
  const codes = locates.filter(({ by }) => by === 'code')
  const names = locates.filter(({ by }) => by === 'name')
  if (codes[0]) return mendCode(codes[0], locates, areas, own)
  if (names[0]) return mendName(names[0], areas, own, above)
  return null
}

/** Words that stand where an area should, and name none. */
function noArea(own: string, { from }: Locate): Label | null {
  const column = from?.[0] ?? ''
  if (isTotalWord(own)) {
    return {
      zh: `“${own}”是合计，不是一个区域。请在配方中写 totals: { ${column}: [${own}] }，它将与各分项核对，而不重复计数。`,
      en: `“${own}” is a total, not an area. Say \`totals: { ${column}: [${own}] }\` in the recipe: it is compared with its parts and not counted beside them.`,
    }
  }
  if (!NO_PLACE.test(own)) return null
  return {
    zh: `“${own}”表示发布方不知道地点，无需改正；该行不计入任何区域。若知道地点，请改写该值。`,
    en: `“${own}” says that the publisher did not know the place. There is nothing to correct; the row counts for no area. Write the area if you know it.`,
  }
}

function mendCode(locate: Locate, tried: Locate[], areas: readonly AreaRow[], own: string): Label | null {
  const levels = byLevel(areas)
  const level = levels.get(locate.level)
  if (!level) return null
  const bare = (code: string) => code.replaceAll(/\D/g, '').replace(/^0+/, '')
  const digits = own.replace(/\.0+$/, '')
  const same = level.areas.find(({ code }) => bare(code) !== '' && bare(code) === bare(digits))
  if (same) {
    return {
      zh: `或许是代码 ${same.code}（${same.name_zh}）；若全列如此，请用 pad、remove 或 extract 统一写法。`,
      en: `Perhaps code ${same.code} (${same.name_en}); if the whole column is like this, use \`pad\`, \`remove\` or \`extract\`.`,
    }
  }
  const other = areaOfOther(levels, tried, digits)
  if (other) {
    return {
      zh: `“${own}”是层级 ${other.level} 的${calledZh(other)}，不是层级 ${locate.level} 的区域。若这些行也要，请在 locate 中加一条 level: ${other.level}。`,
      en: `“${own}” is ${calledEn(other)} of level ${other.level}, no area of level ${locate.level}. If such rows are wanted, add an entry for level ${other.level} under \`locate\`.`,
    }
  }
  return strangeCode(locate, level, own, digits)
}

/** The area of another level whose code this is, also with zeros behind it. */
function areaOfOther(levels: Map<string, LevelAreas>, tried: Locate[], digits: string): AreaRow | null {
  if (!/\d/.test(digits) || /^0*$/.test(digits)) return null
  for (const [id, level] of levels) {
    const { width } = level
    if (id === 'city' || tried.some((each) => each.level === id)) continue
    const filled = width !== null && digits.length > width && /^0+$/.test(digits.slice(width))
    const found = level.coded(filled ? digits.slice(0, width ?? 0) : digits)
    if (found) return found
  }
  return null
}

/** Codes of this level begin otherwise, or go on otherwise: a rest, or another year's division. */
function strangeCode(locate: Locate, level: LevelAreas, own: string, digits: string): Label | null {
  const code = trimmer(locate)(own) ?? digits
  if (/^-?0*$/.test(digits) || /^-\d+$/.test(digits)) {
    return {
      zh: `“${own}”是占位的代码，没有指明区域；发布方不知道或没有代码。若知道区域，请补填代码；若表示全市，请在 locate 中加 level: city 的别名。`,
      en: `“${own}” is a filler: the publisher knew no code, or has none. Fill in the code if the area is known; if the whole city is meant, add an alias for level city under \`locate\`.`,
    }
  }
  if (level.width === null || code.length < 3) return nearCode(level, own)
  let length = Math.min(code.length - 1, level.width - 1)
  while (length >= 2 && level.beginning(code.slice(0, length)) === 0) length--
  const start = code.slice(0, Math.max(length, 2))
  const n = level.beginning(start)
  if (n === 0) {
    return {
      zh: `层级 ${locate.level} 没有以“${start}”开头的代码；发布方多半用它表示没有归入任何区域的数（如未分配、外地），或范围之外的地方。无需改正，除非知道区域。`,
      en: `No code of level ${locate.level} begins with “${start}”: most likely the publisher's number for what belongs to no area (unassigned, from elsewhere), or a place beyond the list. Nothing to correct unless the area is known.`,
    }
  }
  return {
    zh: `没有代码“${code}”；有 ${n} 个区域以“${start}”开头。多半是区划有变（新设、合并、改码）：请加入含此代码的区划表，或在 aliases 中写明它现在属于哪个区域。`,
    en: `No area has the code “${code}”; ${n} begin with “${start}”. Most likely the boundaries changed (founded, merged, renumbered): add a list of areas with this code, or say in \`aliases\` which area it is now.`,
  }
}

function nearCode(level: LevelAreas, own: string): Label | null {
  const near = nearest(
    own,
    level.areas.map(({ code }) => code),
  )
  if (near.length === 0) return null
  return {
    zh: `没有代码为“${own}”的区域；相近的代码有${zhList(near)}。`,
    en: `No area has the code “${own}”; codes like it are ${enList(near)}.`,
  }
}

function mendName(locate: Locate, areas: readonly AreaRow[], own: string, above: string | undefined): Label | null {
  const level = byLevel(areas).get(locate.level)
  if (!level) return null
  const name = trimmer(locate)(own) ?? own
  if (locate.within && above !== undefined) {
    const up = areaAbove(locate.within, areas, above)
    if ('said' in up) return up.said
    const inside = level.areas.filter((area) => isInside(areas, area, up.area))
    return privateName(name) ?? likeName(name, inside, { zh: `在${up.area.name_zh}`, en: `In ${up.area.name_en}` })
  }
  const bearers = level.named(name)
  if (bearers.length > 1) {
    const codes = bearers.slice(0, 3).map(({ code }) => code)
    return {
      zh: `有 ${bearers.length} 个区域叫“${name}”（代码 ${codes.join('、')} 等）；请用 within 写明上级所在的列。`,
      en: `${bearers.length} areas are called “${name}” (codes ${codes.join(', ')} …); say with \`within\` which column names the area above.`,
    }
  }
  const names = [...level.areas.flatMap((area) => [area.name_zh, area.name_en]), ...Object.keys(locate.aliases ?? {})]
  return privateName(name) ?? likely(name, names, { zh: '', en: '' })
}

/** The one area above that a row names, or what is wrong with the name. */
function areaAbove(
  within: NonNullable<Locate['within']>,
  areas: readonly AreaRow[],
  above: string,
): { area: AreaRow } | { said: Label } {
  const level = byLevel(areas).get(within.level)
  const name = trimmer(within)(above) ?? above
  const column = within.from[0] ?? ''
  const bearers = level?.named(name) ?? []
  const [area] = bearers
  if (area && bearers.length === 1) return { area }
  if (bearers.length > 1) {
    const said = {
      zh: `“${column}”列的“${name}”有 ${bearers.length} 个同名区域，不能断定是哪一个；请改用能区分它们的列，或在 within 的 aliases 中写代码。`,
      en: `${bearers.length} areas are called “${name}” (column “${column}”), and nobody can tell which is meant; use a column that tells them apart, or give codes in \`aliases\` under \`within\`.`,
    }
    return { said }
  }
  const near = nearest(name, level?.areas.flatMap((each) => [each.name_zh, each.name_en]) ?? [])
  const [zh, en] = near.length === 0 ? ['', ''] : [`或许是${zhList(near)}；`, `Perhaps ${enList(near)}; `]
  const said = {
    zh: `“${column}”列的“${name}”不是层级 ${within.level} 的区域。${zh}请在 within 的 aliases 中写明。`,
    en: `“${name}” in column “${column}” is no area of level ${within.level}. ${en}say so in \`aliases\` under \`within\`.`,
  }
  return { said }
}

/** Characters that only the publisher's own fonts can draw. */
function privateName(name: string): Label | null {
  if (!PRIVATE.test(name)) return null
  return {
    zh: `“${name}”含有造字（私用字符），别处无法识别；请改为通用字，或在 aliases 中写明是哪个区域。`,
    en: `“${name}” holds a character of the publisher's own font that no other file knows; write the common one, or say in \`aliases\` which area it is.`,
  }
}

const likeName = (name: string, areas: AreaRow[], where: Label) =>
  likely(
    name,
    areas.flatMap((area) => [area.name_zh, area.name_en]),
    where,
  )

function likely(name: string, names: string[], where: Label): Label | null {
  const near = nearest(name, names)
  if (near.length > 0) {
    const own = where.en === '' ? 'No area' : `${where.en} no area`
    return {
      zh: `${where.zh}没有名为“${name}”的区域；或许是${zhList(near)}，可在配方的 aliases 中写明。`,
      en: `${own} is called “${name}”; perhaps ${enList(near)}, which \`aliases\` of the recipe can say.`,
    }
  }
  if (where.en === '') return null
  return {
    zh: `${where.zh}没有名为“${name}”的区域，也没有相近的名称；多半是区划有变，或发布方另有叫法。请在 aliases 中写明，或加入含此名称的区划表。`,
    en: `${where.en} no area is called “${name}” or anything like it: the boundaries changed, or the publisher has a name of its own. Say in \`aliases\` which area it is, or add a list of areas that has it.`,
  }
}
