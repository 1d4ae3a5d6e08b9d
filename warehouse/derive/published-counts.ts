import { nextMonth, publishedLevels, type PublishedRow, rowKey } from '../catalog/published.ts'
import type { PublishedTable } from '../catalog/published-tables.ts'
import { type SnapshotCatalog, holdsIn } from '../catalog/snapshot-catalog.ts'
import type { SetSpec } from '../disclosure/cubes.ts'
import type { Engine, Table } from '../engine/engine.ts'
import { areaColumn } from '../model/create.ts'
import { componentIn } from '../query/coded-conditions.ts'
import { aggregateSql, Values } from '../query/conditions.ts'
import type { PublishedShape } from './published-shape.ts'

/** Whether every case of a category is of the group that the dictionary names for it. */
export async function categoriesTellGroups(engine: Engine): Promise<boolean> {
  const found = await engine.query({
    text: `select count(*) as n from cases as c
      left join dict as d on d.field = 'category' and d.code = c.category
      where c.category_group is distinct from d.parent`,
  })
  return Number(found.columns.n?.[0] ?? 0) === 0
}

/** Cases by month, deepest area of the set, and by what each table breaks them down: one statement a coded field, one for all others. */
async function grouped(engine: Engine, catalog: SnapshotCatalog, shape: PublishedShape, by: string | null) {
  const { dialect } = engine
  const values = new Values()
  const columns = publishedLevels(catalog).map((level) => `f.${dialect.ident(areaColumn(level))}`)
  const deepest = columns.length > 0 ? columns.toReversed().join(', ') : 'null'
  const split = by === null ? shape.tables.filter(({ where }) => where !== undefined) : []
  const sums = split.map(({ where = [] }, i) => {
    const component = componentIn({ from: 'cases', where }, catalog)
    return `${aggregateSql(component, catalog.asOf, dialect, values, () => '0')} as s${i}`
  })
  const member = by === null ? '' : `, f.${dialect.ident(by)} as m`
  const keys = by === null ? 'group by 1, 2' : 'group by 1, 2, m'
  const months = shape.months.map((month) => values.mark(month)).join(', ')
  const month = `cast(${dialect.bucket('month', 'f.opened_at')} as varchar)`
  const table = await engine.query({
    text: `select ${month} as month, coalesce(${deepest}, null) as area${member}, count(*) as n
      ${sums.map((sum) => `, ${sum}`).join('')} from cases as f where ${month} in (${months}) ${keys}`,
    values: values.list,
  })
  return { table, split }
}

const numbers = (table: Table, name: string) => Array.from(table.columns[name] ?? [], Number)

/** Fills the leaves of each table with the cases of the months from `since` on. */
export async function countLeaves(
  engine: Engine,
  catalog: SnapshotCatalog,
  shape: PublishedShape,
  since: string,
): Promise<Map<string, Int32Array>> {
  const { places, coarse, tables, periods, months } = shape
  const width = (table: PublishedTable) => (table.of === null ? places.length : coarse)
  const counts = new Map(tables.map((t) => [t.id, new Int32Array(periods.length * width(t) * t.members.length)]))
  if (!months.some((month) => month >= since)) return counts
  const time = new Map(periods.flatMap(({ grain, start }, i) => (grain === 'month' ? [[start, i]] : [])))
  const areas = new Map(places.flatMap(({ area }, i) => (area ? [[area.area_id, i]] : [])))
  const rest = new Map(places.flatMap(({ isRest, parent }, i) => (isRest ? [[parent, i]] : [])))
  /** The leaf a case belongs to: its deepest area, or what is left beside that area's own. */
  const leafOf = (area: number) => {
    const place = areas.get(area) ?? 0
    return rest.get(place) ?? place
  }
  const inBreakdown = (place: number): number => (place < coarse ? place : inBreakdown(places[place]?.parent ?? 0))
  const add = (table: PublishedTable, month: string, place: number, member: number, n: number) => {
    const t = time.get(month)
    const cells = counts.get(table.id)
    if (t === undefined || !cells || month < since || n === 0) return
    const p = table.of === null ? place : inBreakdown(place)
    const i = (t * width(table) + p) * table.members.length + member
    cells[i] = (cells[i] as number) + n
  }
  const parents = new Map(catalog.areas.map((area) => [area.area_id, area.parent_id]))
  const known = (area: number | null): number => {
    let at = area
    while (at !== null && !areas.has(at)) at = parents.get(at) ?? null
    return at ?? -1
  }
  const rowsOf = (table: Table) => {
    const month = (table.columns.month ?? []) as string[]
    const areas = [...(table.columns.area ?? [])]
    return { month, place: areas.map((id) => leafOf(known(id === null ? null : Number(id)))) }
  }
  const { table, split } = await grouped(engine, catalog, shape, null)
  const { month, place } = rowsOf(table)
  const all = numbers(table, 'n')
  const sums = new Map(split.map(({ id }, i) => [id, numbers(table, `s${i}`)]))
  for (const each of tables) {
    if (each.where === undefined && each.of !== null) continue
    const whole = each.of === null || each.of.table === 'cases' ? all : (sums.get(each.of.table) ?? [])
    const own = each.of === null ? all : (sums.get(each.id) ?? [])
    for (const [i, m] of month.entries()) {
      add(each, m, place[i] ?? 0, 0, own[i] ?? 0)
      if (each.of !== null) add(each, m, place[i] ?? 0, 1, (whole[i] ?? 0) - (own[i] ?? 0))
    }
  }
  for (const each of tables.filter(({ where, of }) => where === undefined && of !== null)) {
    const found = await grouped(engine, catalog, shape, each.id)
    const at = rowsOf(found.table)
    const n = numbers(found.table, 'n')
    const members = new Map(
      each.members.flatMap(({ field, code }, i) => (field === each.id ? [[code ?? null, i]] : [])),
    )
    for (const [i, code] of (found.table.columns.m ?? []).entries()) {
      const member = members.get(code === null ? null : Number(code)) ?? members.get(null)
      if (member !== undefined) add(each, at.month[i] ?? '', at.place[i] ?? 0, member, n[i] ?? 0)
    }
  }
  return counts
}

/**
 * The set as the solver takes it: new months counted, earlier ones as they were published. What is beside a set of cases
 * that always was all of them is known to be nothing.
 */
export function specOf(
  catalog: SnapshotCatalog,
  shape: PublishedShape,
  counts: Map<string, Int32Array>,
  before: ReadonlyMap<string, PublishedRow>,
): SetSpec {
  const { periods, periodParent, places, coarse, tables } = shape
  const number = new Map(tables.map(({ id }, i) => [id, i]))
  const isLeaf = (p: number, width: number) => !places.some(({ parent }, k) => k < width && parent === p)
  const cubes = tables.map(({ id, of, members }) => {
    const width = of === null ? places.length : coarse
    const leaves = counts.get(id) ?? new Int32Array(periods.length * width * members.length)
    const ends = Array.from({ length: width }, (_, p) => isLeaf(p, width))
    const isEnd = members.map((_, m) => !members.some(({ parent }) => parent === m))
    for (const [t, period] of periods.entries()) {
      if (period.grain !== 'month') continue
      for (const [p, end] of ends.entries())
        for (const [m, { name }] of members.entries()) {
          const row = end && isEnd[m] ? before.get(rowKey(id, period, places[p]?.key ?? '', name)) : undefined
          if (row) leaves[(t * width + p) * members.length + m] = row.n
        }
    }
    const isEmpty = (member: number) => leaves.every((n, i) => n === 0 || i % members.length !== member)
    return {
      id,
      of: of && { cube: number.get(of.table) ?? 0, member: of.member },
      members: members.map(({ parent }) => parent),
      latent: members.flatMap(({ isLatent }, i) => (isLatent && !isEmpty(i) ? [i] : [])),
      places: width,
      leaves,
    }
  })
  const never = new Set<number>()
  for (const [t, { grain, start }] of periods.entries())
    for (const [p, { area }] of places.entries()) {
      const isHeld = area === null || grain !== 'month' || holdsIn(area, { from: start, to: lastDay(start) })
      if (!isHeld) never.add(t * places.length + p)
    }
  return {
    time: periodParent,
    place: places.map(({ parent }) => parent),
    latentPlaces: places.flatMap(({ isRest }, i) => (isRest ? [i] : [])),
    cubes,
    never,
  }
}

const lastDay = (month: string) => new Date(Date.parse(nextMonth(month)) - 86_400_000).toISOString().slice(0, 10)
