/** Nodes whose sums change when something moves from one leaf to another, and by which sign. */
export interface Shift {
  nodes: readonly number[]
  signs: readonly number[]
}

/** No partner: what moves comes from outside, so every sum above changes. */
export const NONE = -1

/** A dimension of published tables as trees: parents add up their children. Nodes are numbered from 0, parents first. */
export class Axis {
  readonly size: number
  readonly leaves: readonly number[]
  readonly #parent: Int32Array
  readonly #shifts: (Shift | undefined)[] = []
  readonly #chains: readonly (readonly number[])[]
  readonly #under: readonly (readonly number[])[]
  readonly #height: Int32Array

  /** `parent[i]` is the node above node i, −1 at a root; it comes before i. */
  constructor(parent: ArrayLike<number>) {
    this.#parent = Int32Array.from(parent)
    this.size = this.#parent.length
    this.#height = new Int32Array(this.size)
    for (let i = this.size - 1; i >= 0; i--) {
      const above = this.#parent[i] as number
      if (above >= i) throw new Error(`node ${i} stands before its parent`)
      if (above >= 0) this.#height[above] = Math.max(this.height(above), this.height(i) + 1)
    }
    this.leaves = [...this.#height.keys()].filter((i) => this.#height[i] === 0)
    this.#chains = Array.from({ length: this.size }, (_, i) => this.#up(i))
    const under: number[][] = Array.from({ length: this.size }, () => [])
    for (const leaf of this.leaves) for (const node of this.chain(leaf)) under[node]?.push(leaf)
    this.#under = under
  }

  /** Steps down to the farthest leaf: 0 for a leaf. */
  height(node: number): number {
    return this.#height[node] as number
  }

  parent(node: number): number {
    return this.#parent[node] as number
  }

  /** The node itself and all above it. */
  chain(node: number): readonly number[] {
    return this.#chains[node] ?? []
  }

  #up(node: number): number[] {
    const found: number[] = []
    for (let at = node; at >= 0; at = this.parent(at)) found.push(at)
    return found
  }

  leavesUnder(node: number): readonly number[] {
    return this.#under[node] ?? []
  }

  isUnder(leaf: number, node: number): boolean {
    return this.chain(leaf).includes(node)
  }

  /** What changes when one goes from leaf `b` (or from nowhere) to leaf `a`: sums above both stay as they are. */
  shift(a: number, b: number): Shift {
    const key = a * (this.size + 1) + b + 1
    const known = this.#shifts[key]
    if (known) return known
    const [up, down] = [this.chain(a), b === NONE ? [] : this.chain(b)]
    const gains = up.filter((node) => !down.includes(node))
    const losses = down.filter((node) => !up.includes(node))
    const shift = { nodes: [...gains, ...losses], signs: [...gains.map(() => 1), ...losses.map(() => -1)] }
    this.#shifts[key] = shift
    return shift
  }
}
