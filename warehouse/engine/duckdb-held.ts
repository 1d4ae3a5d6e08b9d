import type { DuckDBVector } from '@duckdb/node-api'

/** What a vector of numbers holds, where the engine's own accessors take one value at a time. */
export interface Held<Items> {
  items: Items
  /** `data` is null where every value is there. */
  validity: { data: BigUint64Array | null }
}

export const heldBy = <Items>(vector: DuckDBVector): Held<Items> => vector as unknown as Held<Items>
