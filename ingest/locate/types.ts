import type { EngineFunction, NumberFunction, TextFunction } from '../../warehouse/engine/engine.ts'
import type { DecisionId } from '../../warehouse/catalog/decisions.ts'
import type { ReasonId } from '../reasons.ts'
import type { Pack, Recipe } from '../recipe.ts'

/** A GeoJSON geometry in WGS-84. */
export type Geometry =
  | { type: 'Point'; coordinates: number[] }
  | { type: 'LineString' | 'MultiPoint'; coordinates: number[][] }
  | { type: 'Polygon' | 'MultiLineString'; coordinates: number[][][] }
  | { type: 'MultiPolygon'; coordinates: number[][][][] }

/** ISO days from which and before which something holds; null: at all times on that side. */
export interface Validity {
  valid_from: string | null
  valid_to: string | null
}

/** One row of table `area`, its geometry still an object. */
export interface AreaRow extends Validity {
  area_id: number
  code: string
  level: string
  parent_id: number | null
  name_zh: string
  name_en: string
  urban_class: 'urban' | 'fringe' | 'rural' | null
  urban_code: string | null
  vintage: string | null
  land_km2: number | null
  responsible: string | null
  lon: number | null
  lat: number | null
  geometry: Geometry | null
}

/** An area as one file tells it: parents by code or name, not yet numbered. */
export interface AreaDraft {
  code: string
  level: string
  parent: string | null
  name_zh: string | null
  name_en: string | null
  urban_code: string | null
  vintage: string | null
  land_km2: number | null
  responsible: string | null
  geometry: Geometry | null
  /** Day from which the boundaries of its file hold, where the recipe states a vintage or a day. */
  edition?: string
  /** The recipe that tells it. */
  recipe?: string
}

export interface Failure {
  /** Boolean expression, true where the row fails; never null. */
  sql: string
  reason: ReasonId
  /** Column of the file at fault. */
  field: string
}

export interface Located {
  /** Columns that the other expressions name, each computed once: the published pair, then all that is told about it. */
  first: { name: string; sql: string }[]
  /** Level → expression for the area_id (INTEGER, null where not found). Only levels the recipe names; see `ancestors`. */
  areaByLevel: Record<string, string>
  /** UBIGINT, finest H3 cell; null when the recipe has no lon and lat. */
  cell: string | null
  /** DOUBLE, WGS-84; null when the recipe has no lon and lat. */
  lon: string | null
  lat: string | null
  /** INTEGER, place in `DAMAGES` of what is wrong with the point; null when the recipe has no lon and lat. */
  damage: string | null
  failures: Failure[]
  /** Boolean expressions, true where a rule of the recipe decided about the point. */
  decided: { decision: DecisionId; sql: string }[]
}

/** A published pair of coordinates. */
export type Pair = [x: number, y: number]

export interface Locator {
  /** Functions to register with the engine before the expressions run. */
  functions: (EngineFunction | NumberFunction | TextFunction)[]
  /**
   * `column(name)` gives the SQL of a raw text column, null words already null; for a column the file lacks it gives
   * the text NULL. `repeated` are the pairs that the file repeats too often, from `repeatedPairs`.
   */
  expressions(recipe: Recipe, column: (name: string) => string, repeated?: Pair[]): Located
}

export interface LocatorInput {
  pack: Pack
  recipe: Recipe
  areas: AreaRow[]
  /** Finest H3 resolution stored. */
  finest: number
  /** From `readBridges`; empty when the recipe has none. */
  bridges: Bridges
}

/** `bridgeKey(bridge)` → code in the file → code of the area. */
export type Bridges = Map<string, Map<string, string>>
