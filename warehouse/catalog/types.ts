/** The vocabulary of the warehouse as types. Pure: no IO, no `node:`; the browser imports this too. */

export interface Label {
  zh: string
  en: string
}

/** A table that holds one grain of facts. */
export type Fact = 'cases' | 'population' | 'housing' | 'measure' | 'area'

/** What an answer can be broken down by. Area levels and cell resolutions carry their parameter after the colon. */
export type DimensionId =
  | `area:${string}`
  | `cell:${number}`
  | 'day'
  | 'week'
  | 'month'
  | 'quarter'
  | 'year'
  | 'hour'
  | 'weekday'
  | 'category'
  | 'category_group'
  | 'channel'
  | 'department'
  | 'urban_class'
  | 'status'

/** One comparison on columns of the component's own table. `as_of` is the last instant the data covers. */
export type Condition =
  | { field: string; op: '=' | '<>' | '<' | '<=' | '>' | '>='; value: string | number | boolean }
  | { field: string; op: '=' | '<>' | '<' | '<=' | '>' | '>='; column: string }
  | { field: string; op: '<' | '<=' | '>' | '>='; as_of: true }
  | { field: string; op: 'in'; values: readonly (string | number)[] }
  | { field: string; op: 'known' | 'unknown' }
  | { field: string; op: 'within'; of: string; hours: number }

/**
 * One additive quantity: a count of rows, or a sum of a column (or of a product of two columns), over the rows
 * that meet every condition. `at` names the time column that places a case in a period (default `opened_at`). `until`, of
 * a survival, names what ends the wait (default `closed_at`).
 */
export interface Component {
  from: Fact
  at?: 'opened_at' | 'due_at' | 'closed_at' | 'verified_at'
  until?: 'closed_at' | 'first_response_at'
  sum?: string
  times?: string
  measure?: string
  where?: readonly Condition[]
}

export type IntervalMethod = 'poisson' | 'wilson' | 'kaplan_meier' | 'log_ratio' | 'difference' | 'none'

export type IndicatorGroup = 'population' | 'housing' | 'cases' | 'closed_loop' | 'risk' | 'gap' | 'measures'

/** What a figure tells of when urban and rural areas are compared: what there is, who, with what money, and what comes of it. */
export type Pillar = 'infrastructure' | 'people' | 'money' | 'services'

/** How a value is made of its parts. */
export type IndicatorKind =
  | 'count' // numerator alone
  | 'rate' // scale × numerator / denominator; the numerator may exceed the denominator
  | 'proportion' // scale × numerator / denominator; the numerator is part of the denominator
  | 'ratio' // scale × numerator / denominator of unlike things, no sampling interval
  | 'stock' // cases open at the end of the period
  | 'survival' // Kaplan–Meier median of the wait from opened_at to `until` of the denominator, hours; those who still wait counted
  | 'gap' // urban against rural value of the indicator in `of`

export interface Indicator {
  id: string
  version: number
  group: IndicatorGroup
  /** Where it stands when urban and rural areas are compared; unset: not among those. */
  pillar?: Pillar
  kind: IndicatorKind
  label: Label
  unit: UnitId
  /** Multiplies numerator / denominator: 10 000 for "per 10,000", 100 for percent. */
  scale: number
  numerator?: Component
  denominator?: Component
  /** For `gap`: the indicator compared, and how. */
  of?: string
  as?: 'ratio' | 'difference'
  interval: IntervalMethod
  polarity: 'higher' | 'lower' | 'none'
  /** Below this many in the denominator (proportions) or numerator (rates) a value is marked unreliable. */
  minimum: number
  disclosure: 'open' | 'count' | 'rate' | 'proportion'
  decimals: number
  note: Label
  source: Label
}

export type UnitId =
  | 'cases'
  | 'people'
  | 'dwellings'
  | 'per_10k_residents'
  | 'per_100k_residents'
  | 'per_100k_registered'
  | 'per_1k_residents'
  | 'per_1k_dwellings'
  | 'per_1k_aged'
  | 'per_100_children'
  | 'staff_per_10k_residents'
  | 'per_km2'
  | 'people_per_km2'
  | 'per_100'
  | 'per_100_women'
  | 'per_100_residents'
  | 'per_case'
  | 'percent'
  | 'points'
  | 'hours'
  | 'yuan_per_m2'
  | 'people_per_dwelling'
  | 'people_per_household'
  | 'dwellings_per_km2'
  | 'm2_per_head'
  | 'yuan_per_head'
  | 'cases_per_worker'
  | 'ratio'
  | 'local'

/** Why a value is as it is; `merged`: it is that of the area above. Those from `zero_denominator` on are null. */
export type Status =
  | 'ok'
  | 'unreliable'
  | 'provisional'
  | 'merged'
  | 'zero_denominator'
  | 'missing'
  | 'not_applicable'
  | 'suppressed'
  | 'not_reached'
  | 'too_few'
