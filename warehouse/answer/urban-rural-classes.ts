import { levelChain } from '../catalog/snapshot-catalog.ts'
import type { Label } from '../catalog/types.ts'
import type { Attached } from '../snapshot/types.ts'
import { records } from './records.ts'
import type { ClassId, Classification, ClassificationKind } from './urban-rural-types.ts'

/** An area with everything that may class it. */
export interface ClassedArea {
  area_id: number
  code: string
  level: string
  parent_id: number | null
  urban_class: string | null
  urban_code: string | null
  vintage: string | null
  valid_from: string | null
  valid_to: string | null
  /** Degree of urbanisation and the year of its people; null where none was computed. */
  degurba: string | null
  degurba_year: number | null
}

const known = new WeakMap<Attached, Promise<ClassedArea[]>>()

/** Read once a snapshot. */
export function readClassedAreas(snapshot: Attached): Promise<ClassedArea[]> {
  const { engine, store } = snapshot
  const reading =
    known.get(snapshot) ??
    engine
      .query({
        text: `select a.area_id, a.code, a.level, a.parent_id, a.urban_class, a.urban_code, a.vintage, a.valid_from, a.valid_to,
            d.class as degurba, d.year as degurba_year
          from ${engine.dialect.table(store, 'area')} a
          left join ${engine.dialect.table(store, 'area_degurba')} d on d.area_id = a.area_id order by a.area_id`,
      })
      .then((found) => records<ClassedArea>(found))
  known.set(snapshot, reading)
  reading.catch(() => known.delete(snapshot))
  return reading
}

const NAMES: Record<ClassificationKind, Classification['names']> = {
  code: {
    urban: { zh: '城区', en: 'Urban' },
    middle: { zh: '城乡接合部', en: 'Urban–rural fringe' },
    rural: { zh: '乡村', en: 'Rural' },
  },
  column: {
    urban: { zh: '城区', en: 'Urban' },
    middle: { zh: '城乡接合部', en: 'Urban–rural fringe' },
    rural: { zh: '乡村', en: 'Rural' },
  },
  degurba: {
    urban: { zh: '城市', en: 'Cities' },
    middle: { zh: '镇与半密集区', en: 'Towns and semi-dense areas' },
    rural: { zh: '乡村', en: 'Rural areas' },
  },
}

const KINDS: Record<ClassificationKind, Label> = {
  code: { zh: '城乡分类代码', en: 'Statistical urban–rural code' },
  column: { zh: '文件所列城乡类别', en: 'Class as the files give it' },
  degurba: { zh: '城镇化程度（1 公里格网）', en: 'Degree of urbanisation (1 km grid)' },
}

const CLASS_OF: Record<string, ClassId> = {
  urban: 'urban',
  fringe: 'middle',
  city: 'urban',
  town: 'middle',
  rural: 'rural',
}

/** The class an area has by itself. */
function ownClass(kind: ClassificationKind, area: ClassedArea): ClassId | null {
  if (kind === 'degurba') return CLASS_OF[area.degurba ?? ''] ?? null
  return (area.urban_code !== null) === (kind === 'code') ? (CLASS_OF[area.urban_class ?? ''] ?? null) : null
}

/** Years whose classes are known; one that says none counts as no year. */
function vintagesOf(kind: ClassificationKind, areas: readonly ClassedArea[]): string[] {
  const yearOf = (area: ClassedArea) => (kind === 'degurba' ? area.degurba_year?.toString() : area.vintage?.slice(0, 4))
  const years = areas.flatMap((area) => (ownClass(kind, area) === null ? [] : (yearOf(area) ?? [])))
  return [...new Set(years)].sort()
}

/**
 * Classifications that tell urban from rural among the areas of a level, the finest first: by the level's own classes or
 * those of a level above it.
 */
export function classificationsFor(snapshot: Attached, areas: readonly ClassedArea[], level: string): Classification[] {
  const chain = levelChain(snapshot.catalog.city.levels, level)
  return (['code', 'column', 'degurba'] as const).flatMap((kind) => {
    const found = chain.flatMap(({ id, label }): Classification[] => {
      const at = areas.filter((area) => area.level === id)
      const classes = new Set(at.map((area) => ownClass(kind, area)))
      if (!classes.has('rural') || !(classes.has('urban') || classes.has('middle'))) return []
      const name = {
        zh: `${KINDS[kind].zh}，按${label.zh}`,
        en: `${KINDS[kind].en}, by ${label.en.toLowerCase()}`,
      }
      return [{ id: kind, kind, label: name, level: id, vintages: vintagesOf(kind, at), names: NAMES[kind] }]
    })
    return found.map((each, i) => (i === 0 ? each : { ...each, id: `${kind}:${each.level}` }))
  })
}

const holdsAt = (area: ClassedArea, day: string) =>
  (area.valid_from === null || area.valid_from <= day) && (area.valid_to === null || day < area.valid_to)

/** What an area is in: itself, or the one that holds it at a coarser level. */
function within(areas: ReadonlyMap<number, ClassedArea>, id: number, level: string): ClassedArea | undefined {
  let at = areas.get(id)
  while (at && at.level !== level) at = at.parent_id === null ? undefined : areas.get(at.parent_id)
  return at
}

/**
 * Class of each area by its number; null where nothing says. `base` fixes it: the class that the place of this code had
 * in that year, so that reclassifying moves no trend; a place that was not there then has the class it came with. A place without one has that of
 * another time of the same code.
 */
export function classesBy(
  areas: readonly ClassedArea[],
  { kind, level }: Classification,
  base: string | null,
): (id: number) => ClassId | null {
  const byId = new Map(areas.map((area) => [area.area_id, area]))
  const day = `${base ?? ''}-12-31`
  const isFixed = base !== null && kind !== 'degurba'
  const then = new Map(
    !isFixed
      ? []
      : areas.filter((area) => area.level === level && holdsAt(area, day)).map((area) => [area.code, area] as const),
  )
  const classed = new Map(
    areas
      .filter((area) => area.level === level && ownClass(kind, area) !== null)
      .map((area) => [area.code, area] as const),
  )
  return (id) => {
    const area = within(byId, id, level)
    if (!area) return null
    const other = classed.get(area.code)
    return ownClass(kind, then.get(area.code) ?? area) ?? (other ? ownClass(kind, other) : null)
  }
}
