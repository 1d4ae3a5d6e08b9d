import type { EngineFunction, TextFunction } from '../../warehouse/engine/engine.ts'
import { ancestors } from '../read/areas.ts'
import type { Locate, Recipe } from '../recipe.ts'
import { Gazetteer } from './gazetteer.ts'
import { codeLookup, type Lookup, nameLookup } from './lookup.ts'
import { placesOf } from './places.ts'
import { damageRules, hasPoints, pairSql, pointColumn, repeatedSql } from './points.ts'
import { inItsTime, reachedSql, type Time, timesOf } from './times.ts'
import type { Failure, Located, Locator, LocatorInput, Pair } from './types.ts'

export type { AreaDraft, Locator, LocatorInput } from './types.ts'

interface Step {
  locate: Locate
  /** Each with the name of the function or field that finds its areas. */
  times: (Time & { name: string })[]
}

/**
 * Functions and expressions that give each row of a recipe's files its point, cell and areas. A point outside the
 * extent of the city's polygons (with a tenth added) has no longitude, latitude or cell. Throws a sentence when the
 * recipe names a level the pack lacks, a coordinate system nobody knows, or points without fields lon and lat.
 */
export function createLocator({ pack, recipe, areas, finest, bridges }: LocatorInput): Locator {
  const prefix = `at_${recipe.id.replaceAll('-', '_')}`
  const levels = new Set(pack.levels.map((level) => level.id))
  const ups = ancestors(areas)
  const gazetteer = gazetteers(ups)
  const functions: Locator['functions'] = []
  const steps: Step[] = recipe.locate.map((locate, k) => {
    if (!levels.has(locate.level)) {
      throw new Error(
        `Recipe ${recipe.id} locates level "${locate.level}"; pack ${pack.id} has ${[...levels].join(', ')}.`,
      )
    }
    const { level, within } = locate
    const isDated = (time: Time) => time.areas.length < areas.length
    const times = timesOf(areas, within ? [level, within.level] : [level]).map((time) => {
      const name = `${prefix}_${k + 1}${isDated(time) ? `_${(time.from ?? '').replaceAll('-', '')}` : ''}`
      if (locate.by !== 'point') functions.push(functionOf(name, locate, lookupOf(locate, time)))
      return { ...time, name }
    })
    return { locate, times }
  })
  const points = steps.filter(({ locate }) => locate.by === 'point')
  const hasPoint = hasPoints(recipe)
  if (points.length > 0 && !hasPoint) {
    throw new Error(`Recipe ${recipe.id} locates by point and has no fields lon and lat with a column.`)
  }
  if (hasPoint) {
    const { points: rules, crs = pack.crs } = recipe
    const named = points.flatMap(({ locate: { level }, times }) =>
      times.map(({ name, areas: held }) => ({ name, areas: held.filter((area) => area.level === level) })),
    )
    functions.push(placesOf({ name: prefix, crs, points: rules, areas, finest, steps: named }))
  }

  function lookupOf(locate: Locate, time: Time): Lookup {
    if (!locate.from?.length)
      throw new Error(`Recipe ${recipe.id} locates level ${locate.level} by ${locate.by} and names no column (from).`)
    const own = gazetteer(locate.level, time)
    if (locate.by === 'code') return codeLookup(locate, own, bridges)
    return nameLookup(locate, own, locate.within ? gazetteer(locate.within.level, time) : null)
  }

  return {
    functions,
    expressions: (asked, column, repeated = []) =>
      expressions(asked, column, steps, hasPoint ? prefix : null, repeated),
  }
}

function expressions(
  recipe: Recipe,
  column: (name: string) => string,
  steps: Step[],
  prefix: string | null,
  repeated: Pair[],
): Located {
  const text = (from: string[]) => firstOf(from.map(column))
  const first: Located['first'] = []
  if (prefix !== null) {
    const { x, y } = pairSql(recipe, column)
    first.push({ name: 'pair_x', sql: x }, { name: 'pair_y', sql: y })
    first.push({ name: 'point', sql: `${prefix}(pair_x, pair_y, ${repeatedSql(repeated)})` })
  }
  const found = new Map<string, string[]>()
  const failures: Failure[] = prefix === null ? [] : damageRules(recipe).failures
  const called = steps.map(({ locate, times }) => {
    const calls = times.map(({ name }) => callOf(locate, name))
    return { locate, calls, call: inItsTime(times, calls, reachedSql(recipe)) }
  })
  for (const { locate, call } of called) found.set(locate.level, [...(found.get(locate.level) ?? []), call])
  const areaByLevel = Object.fromEntries([...found].map(([level, calls]) => [level, firstOf(calls)]))
  const fieldOf = ({ by, from, level }: Locate) => (by === 'point' ? pointColumn(recipe, 'lon') : (from?.[0] ?? level))
  const required = new Set(recipe.locate.filter((locate) => locate.required).map(({ level }) => level))
  for (const { locate, calls } of called) {
    const isMissed = required.has(locate.level) || recipe.target !== 'cases'
    if (calls.length < 2 || !isMissed) continue
    const wanted = required.has(locate.level) ? areaByLevel[locate.level] : firstOf(Object.values(areaByLevel))
    const sql = `(${wanted} is null and ${firstOf(calls)} is not null)`
    failures.push({ sql, reason: 'unknown_area', field: fieldOf(locate) })
  }
  for (const { locate, call } of called) {
    if (locate.by !== 'point' || !locate.required) continue
    const sql = `(not isnan(pair_x) and not isnan(pair_y) and ${call} is null)`
    failures.push({ sql, reason: 'point_outside', field: fieldOf(locate) })
  }
  for (const { locate } of called) {
    if (!locate.required) continue
    const sql = `(${areaByLevel[locate.level] ?? 'NULL'} IS NULL)`
    failures.push({ sql, reason: 'unknown_area', field: fieldOf(locate) })
  }
  if (prefix === null)
    return { first, areaByLevel, cell: null, lon: null, lat: null, damage: null, failures, decided: [] }
  return {
    first,
    areaByLevel,
    cell: 'nullif(point.cell, 0)',
    lon: `nullif(point.lon, 'nan'::double)`,
    lat: `nullif(point.lat, 'nan'::double)`,
    damage: 'point.damage',
    failures,
    decided: damageRules(recipe).decided,
  }

  function callOf(locate: Locate, name: string): string {
    if (locate.by === 'point') return `nullif(point.${name}, 0)`
    const own = text(locate.from ?? [])
    return locate.within ? `${name}(${own}, ${text(locate.within.from)})` : `${name}(${own})`
  }
}

function firstOf(parts: string[]): string {
  if (parts.length === 0) return 'NULL'
  return parts.length === 1 ? (parts[0] ?? 'NULL') : `coalesce(${parts.join(', ')})`
}

function gazetteers(ups: Map<number, Map<string, number>>): (level: string, time: Time) => Gazetteer {
  const made = new Map<string, Gazetteer>()
  return (level, { from, areas }) => {
    const key = `${level} ${from ?? ''} ${areas.length}`
    const known = made.get(key) ?? new Gazetteer(areas, level, ups)
    made.set(key, known)
    return known
  }
}

function functionOf(name: string, { within }: Locate, find: Lookup): EngineFunction | TextFunction {
  return within ? withinFunction(name, find) : { name, find }
}

function withinFunction(name: string, find: Lookup): EngineFunction {
  const asText = (value: unknown) => (typeof value === 'string' ? value : null)
  return {
    name,
    takes: ['VARCHAR', 'VARCHAR'],
    returns: 'INTEGER',
    run: ([own = [], above = []]) => own.map((text, k) => find(asText(text), asText(above[k]))),
  }
}
