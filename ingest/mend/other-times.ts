import type { Label } from '../../warehouse/catalog/types.ts'
import { trimmer } from '../locate/gazetteer.ts'
import { codeKey, nameKey } from '../locate/spelling.ts'
import type { AreaRow } from '../locate/types.ts'
import { shownValidity } from '../read/validity.ts'
import type { Locate } from '../recipe.ts'

const isDated = ({ valid_from, valid_to }: AreaRow) => valid_from !== null || valid_to !== null

/** What to do about a code or name that areas bear at other times than the row's; null where none does. */
export function mendOtherTime(locate: Locate, areas: readonly AreaRow[], value: string): Label | null {
  const text = trimmer(locate)(value)
  if (text === null) return null
  const alias = Object.entries(locate.aliases ?? {}).find(([from]) => nameKey(from) === nameKey(text))?.[1]
  const wanted = new Set([text, ...(alias === undefined ? [] : [alias])])
  const bears = ({ code, name_zh, name_en }: AreaRow) =>
    [...wanted].some((each) =>
      locate.by === 'code' && alias === undefined
        ? codeKey(code) === codeKey(each)
        : [code, name_zh, name_en].some((own) => nameKey(own) === nameKey(each)),
    )
  const found = areas.filter((area) => area.level === locate.level && isDated(area) && bears(area))
  const [first] = found
  if (!first) return null
  const times = found.map(shownValidity)
  const or = locate.within
    ? { zh: '，或不在所写的上级之内', en: ', or not within the area above that it names' }
    : { zh: '', en: '' }
  return {
    zh: `“${value}”（${first.name_zh}）只见于${times.map(({ zh }) => zh).join('、')}的区划，不含该行的日期${or.zh}；请核对日期或代码。`,
    en: `“${value}” (${first.name_en}) is among the boundaries ${times.map(({ en }) => en).join(' and ')} only, not on the day of this row${or.en}; check the day or the code.`,
  }
}

/** What to do about a point that only boundaries of other times hold; null where the level has one time. */
export function mendPointInTime(level: string, areas: readonly AreaRow[]): Label | null {
  const own = areas.filter((area) => area.level === level && isDated(area))
  if (own.length === 0) return null
  const times = [...new Map(own.map((area) => [area.valid_from, shownValidity(area)])).values()]
  return {
    zh: `该坐标在其他时期的区划之内，不在该行日期的区划之内；${level} 的区划有：${times.map(({ zh }) => zh).join('、')}。`,
    en: `The point lies within boundaries of another time, not those of the day of this row; boundaries of ${level} hold ${times.map(({ en }) => en).join(', ')}.`,
  }
}
