const KEEP_ALL_BUT_RESOLUTION = ~(0xfn << 52n)

/** H3 ancestor of a cell at a resolution no finer than its own. */
export function cellParents(resolution: number): (cell: bigint) => bigint {
  const level = BigInt(resolution)
  const set = (level << 52n) | ((1n << (3n * (15n - level))) - 1n)
  return (cell) => (cell & KEEP_ALL_BUT_RESOLUTION) | set
}
