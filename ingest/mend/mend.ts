import type { Label } from '../../warehouse/catalog/types.ts'
import type { Fault } from '../cast/compile.ts'
import type { AreaRow } from '../locate/types.ts'
import { REASONS } from '../reasons.ts'
import type { Recipe } from '../recipe.ts'
import { ABOVE, mendArea } from './area.ts'
import { mendNumber, mendRange } from './number.ts'
import { mendTime } from './time.ts'
import { mendOtherTime, mendPointInTime } from './other-times.ts'
import { mendBoolean, mendWord } from './word.ts'

const MOST_SHOWN = 60

/** A point whose longitude lies where latitudes of the city do. */
function mendPoint(areas: readonly AreaRow[], lon: string): Label | null {
  const at = Number(lon)
  const known = areas.flatMap(({ lon: x, lat: y }) => (x === null || y === null ? [] : [{ x, y }]))
  if (known.length === 0 || Number.isNaN(at)) return null
  if (at === 0)
    return { zh: '0 不是坐标；不知道位置时请留空。', en: '0 is no place; leave the cell empty where it is not known.' }
  const lats = known.map(({ y }) => y)
  const isLat = at > Math.min(...lats) - 1 && at < Math.max(...lats) + 1
  if (!isLat) return null
  return {
    zh: `经度 ${lon} 像是本市的纬度；经纬度两列可能写反了。`,
    en: `The longitude ${lon} looks like a latitude of the city; the two columns may be swapped.`,
  }
}

/**
 * How to mend the value behind a fault: a sentence that fits the value where one can be told, else the rule of the
 * reason. `text` is null where the value is empty, personal or not known.
 */
export function mend(recipe: Recipe, areas: readonly AreaRow[], fault: Fault, text: string | null): Label {
  return (
    (text === null ? mendEmpty(recipe, fault) : mendText(recipe, areas, fault, text)) ??
    REASONS[fault.reason].suggestion
  )
}

function mendEmpty(recipe: Recipe, { reason, field }: Fault): Label | null {
  if (field in recipe.personal) return null
  if (reason === 'unknown_area' && recipe.locate.some(({ from }) => from?.includes(field))) {
    return {
      zh: `“${field}”列为空，该行没有指明区域；若知道区域，请补填。`,
      en: `Column “${field}” is empty: the row names no area. Fill it in if the area is known.`,
    }
  }
  if (reason !== 'required_missing') return null
  return { zh: `“${field}”列为空，请补填。`, en: `Column “${field}” is empty; fill it in.` }
}

function mendText(recipe: Recipe, areas: readonly AreaRow[], fault: Fault, text: string): Label | null {
  const field = fault.name === undefined ? undefined : recipe.fields[fault.name]
  const shown = text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}…` : text
  switch (fault.reason) {
    case 'bad_time':
      return field ? mendTime(field, shown) : null
    case 'bad_number':
      return field ? mendNumber(field, shown) : null
    case 'out_of_range':
      return field ? mendRange(field, shown) : null
    case 'bad_boolean':
      return mendBoolean(shown)
    case 'unknown_word':
      return mendWord(shown, Object.keys(field?.map ?? {}))
    case 'unknown_area': {
      const locates = recipe.locate.filter(({ from }) => from?.includes(fault.field))
      const [locate] = locates
      if (locate) return mendOtherTime(locate, areas, text.split(ABOVE)[0] ?? text) ?? mendArea(locates, areas, shown)
      const byPoint = recipe.locate.find(({ by }) => by === 'point')
      return byPoint ? mendPointInTime(byPoint.level, areas) : null
    }
    case 'point_outside':
      return mendPoint(areas, shown)
    default:
      return null
  }
}
