import { cellsAround, type Patches, patchesOf, type Touching } from './grid-patches.ts'

/** People on a grid of equal square cells, row by row. 1 km² by the standard; cells of varying area (H3) are not a DEGURBA. */
export interface PeopleGrid {
  rows: number
  columns: number
  /** rows × columns; NaN where there is no land. */
  people: Float64Array
  /** Area of a cell in km²; 1 where not said. */
  cellArea?: number
  /** Land of each cell in km², which density is measured on; the whole cell where not said. */
  land?: Float64Array
}

/** Densities in people per km² of land, at or above which a cell counts; people of a patch, at or above which the patch does. */
export interface DegurbaRules {
  centreDensity: number
  centrePeople: number
  centreTouching: Touching
  clusterDensity: number
  clusterPeople: number
  clusterTouching: Touching
  /** Gaps inside a centre of less than so many km² are filled. */
  gap: number
  /**
   * Edges of centres, again and again until nothing changes. R2022A: a cell joins the centre that holds five or more of the eight around
   * it. R2023A: more than half of those around it that are populated or at least half land.
   */
  smoothing: 'R2022A' | 'R2023A' | 'none'
}

export const DEGURBA_RULES: DegurbaRules = {
  centreDensity: 1500,
  centrePeople: 50_000,
  centreTouching: 'rook',
  clusterDensity: 300,
  clusterPeople: 5000,
  clusterTouching: 'queen',
  gap: 15,
  smoothing: 'R2022A',
}

/** Codes of the grid: urban centre, urban cluster, rural, and none where there is no land. */
export const [CENTRE, CLUSTER, RURAL, NO_LAND] = [3, 2, 1, 0]

export interface DegurbaGrid {
  /** One code a cell. */
  code: Uint8Array
  /** By cell: 0, or the number of its urban centre, from 1. */
  centre: Int32Array
  centres: number
}

/** Patches of cells dense enough, those with too few people dropped and the rest numbered anew. */
function peopledPatches(
  { rows, columns, people }: PeopleGrid,
  isDense: Uint8Array,
  touching: Touching,
  fewest: number,
) {
  const { patch, count } = patchesOf(isDense, rows, columns, touching)
  const within = new Float64Array(count + 1)
  for (const [cell, of] of patch.entries()) if (of) within[of] = (within[of] as number) + (people[cell] as number)
  const number = new Int32Array(count + 1)
  let kept = 0
  for (let of = 1; of <= count; of++) if ((within[of] as number) >= fewest) number[of] = ++kept
  const found: Patches = { patch: patch.map((of) => number[of] as number), count: kept }
  return found
}

/** Gives gaps to the centre around them: patches of other cells that no edge of the grid and only one centre touches. */
function fillGaps(centre: Int32Array, { rows, columns, cellArea = 1 }: PeopleGrid, gap: number): void {
  const { patch, count } = patchesOf(
    Uint8Array.from(centre, (of) => (of ? 0 : 1)),
    rows,
    columns,
    'rook',
  )
  const OPEN = -1
  const size = new Int32Array(count + 1)
  const owner = new Int32Array(count + 1)
  const around = new Int32Array(8)
  for (const [cell, of] of patch.entries()) {
    if (!of) continue
    size[of] = (size[of] as number) + 1
    const found = cellsAround(cell, rows, columns, 'rook', around)
    if (found < 4) owner[of] = OPEN
    for (let k = 0; k < found; k++) {
      const beside = centre[around[k] as number] as number
      if (beside && owner[of] !== beside) owner[of] = owner[of] === 0 ? beside : OPEN
    }
  }
  for (const [cell, of] of patch.entries())
    if (of && (owner[of] as number) > 0 && (size[of] as number) * cellArea < gap) centre[cell] = owner[of] as number
}

/** The centre that holds the majority around a cell, or 0. */
function majorityAround(
  cell: number,
  centre: Int32Array,
  grid: PeopleGrid,
  rule: 'R2022A' | 'R2023A',
  around: Int32Array,
) {
  const found = cellsAround(cell, grid.rows, grid.columns, 'queen', around)
  let counted = 0
  for (let k = 0; k < found; k++) if (isLand(grid, around[k] as number)) counted++
  const needed = rule === 'R2022A' ? 5 : Math.floor(counted / 2) + 1
  for (let k = 0; k < found; k++) {
    const candidate = centre[around[k] as number] as number
    if (!candidate) continue
    let held = 0
    for (let j = 0; j < found; j++) {
      const other = around[j] as number
      if (centre[other] === candidate && (rule === 'R2022A' || isLand(grid, other))) held++
    }
    if (held >= needed) return candidate
  }
  return 0
}

function isLand({ people, land, cellArea = 1 }: PeopleGrid, cell: number): boolean {
  const here = people[cell] as number
  return here > 0 || (!Number.isNaN(here) && (land?.[cell] ?? cellArea) > cellArea / 2)
}

function smoothEdges(centre: Int32Array, grid: PeopleGrid, rule: 'R2022A' | 'R2023A'): void {
  const around = new Int32Array(8)
  for (;;) {
    const joining: [number, number][] = []
    for (let cell = 0; cell < centre.length; cell++) {
      if (centre[cell] || Number.isNaN(grid.people[cell])) continue
      const to = majorityAround(cell, centre, grid, rule, around)
      if (to) joining.push([cell, to])
    }
    if (joining.length === 0) return
    for (const [cell, to] of joining) centre[cell] = to
  }
}

/**
 * Degree of urbanisation, level 1, of the cells of a grid (Eurostat, OECD et al. 2021, Applying the Degree of Urbanisation;
 * endorsed by the UN Statistical Commission in 2020). Urban centres are patches of dense cells with enough people, gaps filled and edges
 * smoothed; urban clusters the rest of wider patches; everything else on land is rural. Where land is 0, density is too. A unit
 * must not be cut by the edge of the grid: give the grid a margin. Throws RangeError where the arrays do not fit the grid.
 */
export function degurba(grid: PeopleGrid, rules: Partial<DegurbaRules> = {}): DegurbaGrid {
  const { rows, columns, people, cellArea = 1, land } = grid
  if (people.length !== rows * columns || (land && land.length !== people.length))
    throw new RangeError(`${people.length} cells are not ${rows} by ${columns}.`)
  const by = { ...DEGURBA_RULES, ...rules }
  const denseFrom = (density: number) =>
    Uint8Array.from(people, (n, cell) => {
      const area = land?.[cell] ?? cellArea
      return area > 0 && n / area >= density ? 1 : 0
    })
  const { patch: centre, count } = peopledPatches(grid, denseFrom(by.centreDensity), by.centreTouching, by.centrePeople)
  fillGaps(centre, grid, by.gap)
  if (by.smoothing !== 'none') smoothEdges(centre, grid, by.smoothing)
  const cluster = peopledPatches(grid, denseFrom(by.clusterDensity), by.clusterTouching, by.clusterPeople).patch
  const code = Uint8Array.from(people, (n, cell) => {
    if (Number.isNaN(n)) return NO_LAND
    return centre[cell] ? CENTRE : cluster[cell] ? CLUSTER : RURAL
  })
  return { code, centre, centres: count }
}

/** Cities hold half of their people or more in urban centres, rural areas more than half in rural cells; the rest are towns. */
export type DegurbaUnit = 'city' | 'town' | 'rural'

export interface DegurbaUnits {
  /** One a unit; null where nobody lives in it. */
  kind: (DegurbaUnit | null)[]
  /** Share of the people of a unit in urban centres, in urban clusters and in rural cells, 0 to 1; NaN where nobody lives in it. */
  centre: Float64Array
  cluster: Float64Array
  rural: Float64Array
}

/**
 * Degree of urbanisation of units, areas of any shape, by where their people live. `code` and `people` by cell; `unit` the number of
 * the unit of each cell from 0, or −1. A cell that units share is given as one entry each, with its part of the people.
 */
export function degurbaUnits(code: Uint8Array, people: Float64Array, unit: Int32Array, units: number): DegurbaUnits {
  const sums = [NO_LAND, RURAL, CLUSTER, CENTRE].map(() => new Float64Array(units))
  for (const [cell, of] of unit.entries()) {
    const within = sums[code[cell] as number]
    if (of >= 0 && within && (people[cell] as number) > 0)
      within[of] = (within[of] as number) + (people[cell] as number)
  }
  const of = (wanted: number) => sums[wanted] as Float64Array
  const all = of(CENTRE).map((n, i) => n + (of(CLUSTER)[i] as number) + (of(RURAL)[i] as number))
  const share = (wanted: number) => of(wanted).map((n, i) => n / (all[i] as number))
  const [centre, cluster, rural] = [share(CENTRE), share(CLUSTER), share(RURAL)]
  const kind = Array.from(all, (n, i): DegurbaUnit | null => {
    if (n === 0) return null
    if ((centre[i] as number) >= 0.5) return 'city'
    return (rural[i] as number) > 0.5 ? 'rural' : 'town'
  })
  return { kind, centre, cluster, rural }
}
