const KEEP_ALL_BUT_RESOLUTION = ~(0xfn << 52n)

/** Resolution of an H3 index: bits 52 to 55. */
export const resolutionOf = (cell: bigint): number => Number((cell >> 52n) & 15n)

/** H3 ancestor of a cell at a resolution no finer than its own. */
export function cellParents(resolution: number): (cell: bigint) => bigint {
  const level = BigInt(resolution)
  const set = (level << 52n) | ((1n << (3n * (15n - level))) - 1n)
  return (cell) => (cell & KEEP_ALL_BUT_RESOLUTION) | set
}

/** Whether a text is the H3 code of a cell coarser than the finest. */
export const isCell = (code: string): boolean => /^8[0-9a-e][0-9a-f]{12}[7f]$/.test(code)

/** Resolution of an H3 code, 15 hexadecimal digits. */
export const codeResolution = (code: string): number => resolutionOf(BigInt(`0x${code}`))

/** The same ancestor of a code, as a code. */
export const codeParent = (code: string, resolution: number): string =>
  cellParents(resolution)(BigInt(`0x${code}`)).toString(16)
