import type { Dialect } from './dialect.ts'

const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`

/** An H3 index keeps its resolution in bits 52–55 and one digit of three bits a level below; unused digits are 7. */
const KEEP_ALL_BUT_RESOLUTION = 0xffff_ffff_ffff_ffffn ^ (0xfn << 52n)

function cellParent(expr: string, resolution: number): string {
  if (!Number.isInteger(resolution) || resolution < 0 || resolution > 15) {
    throw new RangeError(`An H3 resolution is a whole number from 0 to 15, not ${resolution}.`)
  }
  const level = BigInt(resolution)
  const set = (level << 52n) | ((1n << (3n * (15n - level))) - 1n)
  return `((${expr} & ${KEEP_ALL_BUT_RESOLUTION}::UBIGINT) | ${set}::UBIGINT)`
}

/** DuckDB's spelling. Buckets are DATEs; `sumIf` over no row is null, `countIf` is 0. */
export const duckdbDialect: Dialect = {
  name: 'duckdb',
  table: (store, table) => `${quoted(store)}.main.${quoted(table)}`,
  ident: quoted,
  bucket: (grain, expr) => `cast(date_trunc('${grain}', ${expr}) as date)`,
  hour: (expr) => `hour(${expr})`,
  weekday: (expr) => `isodow(${expr})`,
  secondsBetween: (start, end) => `(epoch(${end}) - epoch(${start}))`,
  cellParent,
  countIf: (condition) => `count(*) filter (where ${condition})`,
  sumIf: (expr, condition) => `sum(${expr}) filter (where ${condition})`,
}
