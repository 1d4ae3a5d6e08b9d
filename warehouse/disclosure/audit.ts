import { Cubes, type SetSpec } from './cubes.ts'
import type { Certificate } from './solve.ts'

/**
 * Checks from nothing but the counts, what is hidden and the certificates that every hidden count is safe. Each
 * certificate is added up anew: no count gets negative, nothing shown changes, tables that break one another down stay
 * in step. Returns the faults found in words; none when all is well.
 */
export function audit(spec: SetSpec, hidden: Uint8Array, certificates: readonly Certificate[]): string[] {
  const cubes = new Cubes(spec)
  cubes.hidden.set(hidden)
  const faults: string[] = []
  for (const [i, certificate] of certificates.entries()) {
    const fault = faultOf(cubes, certificate)
    if (fault) faults.push(`certificate ${i}: ${fault}`)
  }
  for (const cell of hidden.keys()) if (!cubes.isSafe(cell)) faults.push(`cell ${cell} can be told`)
  for (const [cell, value] of cubes.value.entries()) {
    if (value > 0 && value <= 7 && hidden[cell] === 0) faults.push(`cell ${cell} shows a small count`)
  }
  return faults
}

function faultOf(cubes: Cubes, certificate: Certificate): string | null {
  const sums = new Map<number, number>()
  const add = (cell: number, delta: number) => sums.set(cell, (sums.get(cell) ?? 0) + delta)
  /** Leaf by leaf: what it changes by, less what the members of each table below do. */
  const steps = new Map<string, number>()
  const step = (key: string, delta: number) => steps.set(key, (steps.get(key) ?? 0) + delta)
  for (const [cell, delta] of certificate) {
    const { cube, time, place, member } = cubes.at(cell)
    if (!cubes.isLeaf(cube, time, place, member)) return `cell ${cell} is a sum`
    if ((cubes.value[cell] as number) + delta < 0) return `cell ${cell} gets negative`
    const { of, members, parts } = cubes.cube(cube)
    for (const t of cubes.time.chain(time))
      for (const p of cubes.place.chain(place))
        for (const m of members.chain(member)) add(cubes.cell(cube, t, p, m), delta)
    if (of) step(`${cube} ${time} ${place}`, -delta)
    for (const part of parts[member] ?? []) step(`${part} ${time} ${cubes.cube(part).leafOf[place]}`, delta)
  }
  for (const [key, delta] of steps) if (delta !== 0) return `table, time, place ${key} falls out of step`
  for (const [cell, delta] of sums) {
    if (delta !== 0 && cubes.hidden[cell] === 0) return `cell ${cell} is shown and changes`
    cubes.widen(cell, delta)
  }
  return null
}
