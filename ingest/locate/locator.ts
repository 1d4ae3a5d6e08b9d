import type { EngineFunction } from '../../warehouse/engine/engine.ts'
import { ancestors } from '../read/areas.ts'
import type { Locate, Recipe } from '../recipe.ts'
import { Gazetteer } from './gazetteer.ts'
import { codeLookup, type Lookup, nameLookup } from './lookup.ts'
import { placesOf } from './places.ts'
import { damageRules, hasPoints, pairSql, pointColumn, repeatedSql } from './points.ts'
import type { AreaRow, Failure, Located, Locator, LocatorInput, Pair } from './types.ts'

export type { AreaDraft, Locator, LocatorInput } from './types.ts'

interface Step {
  locate: Locate
  name: string
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
  const gazetteer = gazetteers(areas, ups)
  const functions: Locator['functions'] = []
  const steps: Step[] = recipe.locate.map((locate, k) => {
    if (!levels.has(locate.level)) {
      throw new Error(
        `Recipe ${recipe.id} locates level "${locate.level}"; pack ${pack.id} has ${[...levels].join(', ')}.`,
      )
    }
    const name = `${prefix}_${k + 1}`
    if (locate.by !== 'point') functions.push(textFunction(name, lookupOf(locate), locate.within !== undefined))
    return { locate, name }
  })
  const points = steps.filter(({ locate }) => locate.by === 'point')
  const hasPoint = hasPoints(recipe)
  if (points.length > 0 && !hasPoint) {
    throw new Error(`Recipe ${recipe.id} locates by point and has no fields lon and lat with a column.`)
  }
  if (hasPoint) {
    const { points: rules, crs = pack.crs } = recipe
    const named = points.map(({ locate, name }) => ({ name, level: locate.level }))
    functions.push(placesOf({ name: prefix, crs, points: rules, areas, finest, steps: named }))
  }

  function lookupOf(locate: Locate): Lookup {
    if (!locate.from?.length)
      throw new Error(`Recipe ${recipe.id} locates level ${locate.level} by ${locate.by} and names no column (from).`)
    if (locate.by === 'code') return codeLookup(locate, gazetteer(locate.level), bridges)
    return nameLookup(locate, gazetteer(locate.level), locate.within ? gazetteer(locate.within.level) : null)
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
  const pair = pairSql(recipe, column)
  const point = `${prefix}(${pair.x}, ${pair.y}, ${repeatedSql(pair, repeated)})`
  const found = new Map<string, string[]>()
  const failures: Failure[] = prefix === null ? [] : damageRules(recipe, point).failures
  for (const { locate, name } of steps) {
    const call = callOf(locate, name)
    found.set(locate.level, [...(found.get(locate.level) ?? []), call])
    if (locate.by === 'point' && locate.required) {
      const sql = `(not isnan(${pair.x}) and not isnan(${pair.y}) and ${call} is null)`
      failures.push({ sql, reason: 'point_outside', field: pointColumn(recipe, 'lon') })
    }
  }
  const areaByLevel = Object.fromEntries([...found].map(([level, calls]) => [level, firstOf(calls)]))
  for (const { locate } of steps) {
    if (!locate.required) continue
    const field = locate.by === 'point' ? pointColumn(recipe, 'lon') : (locate.from?.[0] ?? locate.level)
    failures.push({ sql: `(${areaByLevel[locate.level] ?? 'NULL'} IS NULL)`, reason: 'unknown_area', field })
  }
  if (prefix === null) return { areaByLevel, cell: null, lon: null, lat: null, failures, decided: [] }
  return {
    areaByLevel,
    cell: `nullif((${point}).cell, 0)`,
    lon: `nullif((${point}).lon, 'nan'::double)`,
    lat: `nullif((${point}).lat, 'nan'::double)`,
    failures,
    decided: damageRules(recipe, point).decided,
  }

  function callOf(locate: Locate, name: string): string {
    if (locate.by === 'point') return `nullif((${point}).${name}, 0)`
    const own = text(locate.from ?? [])
    return locate.within ? `${name}(${own}, ${text(locate.within.from)})` : `${name}(${own})`
  }
}

function firstOf(parts: string[]): string {
  if (parts.length === 0) return 'NULL'
  return parts.length === 1 ? (parts[0] ?? 'NULL') : `coalesce(${parts.join(', ')})`
}

function gazetteers(areas: AreaRow[], ups: Map<number, Map<string, number>>): (level: string) => Gazetteer {
  const made = new Map<string, Gazetteer>()
  return (level) => {
    const known = made.get(level) ?? new Gazetteer(areas, level, ups)
    made.set(level, known)
    return known
  }
}

function textFunction(name: string, find: Lookup, withParent: boolean): EngineFunction {
  const asText = (value: unknown) => (typeof value === 'string' ? value : null)
  return {
    name,
    takes: withParent ? ['VARCHAR', 'VARCHAR'] : ['VARCHAR'],
    returns: 'INTEGER',
    run([own = [], parent], rows) {
      const ids = Array.from<number | null>({ length: rows })
      for (let k = 0; k < rows; k++) ids[k] = find(asText(own[k]), parent ? asText(parent[k]) : null)
      return ids
    },
  }
}
