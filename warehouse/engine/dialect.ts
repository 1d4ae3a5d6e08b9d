/** How one engine spells what the compiler needs. Adding an engine is adding one of these beside its runner. */
export interface Dialect {
  name: string
  table(store: string, table: string): string
  ident(name: string): string
  /** First day of the bucket that holds the timestamp or date expression. */
  bucket(grain: 'day' | 'week' | 'month' | 'quarter' | 'year', expr: string): string
  hour(expr: string): string
  /** ISO weekday, 1 = Monday. */
  weekday(expr: string): string
  secondsBetween(start: string, end: string): string
  /** H3 ancestor of a cell at a resolution, by bit arithmetic. */
  cellParent(expr: string, resolution: number): string
  countIf(condition: string): string
  sumIf(expr: string, condition: string): string
}
