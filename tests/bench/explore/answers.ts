/** What each endpoint says, in one form: cases by the name of the member; members without a case are left out. */
import { tableFromIPC } from '@uwdata/flechette'
import type { Kind } from './questions.ts'

export type Told = Map<string, number>

/** Cells as hexadecimal text, days as ISO. */
function nameOf(kind: Kind, key: unknown): string {
  if (kind === 'map') return typeof key === 'bigint' ? key.toString(16) : String(key)
  if (key instanceof Date) return key.toISOString().slice(0, 10)
  if (kind === 'trend' && typeof key === 'number') return new Date(key).toISOString().slice(0, 10)
  return String(key)
}

function gather(kind: Kind, keys: Iterable<unknown>, counts: Iterable<unknown>): Told {
  const numbers = [...counts].map(Number)
  return new Map([...keys].flatMap((key, i) => (numbers[i] ? [[nameOf(kind, key), numbers[i] as number]] : [])))
}

const KEYS: Record<Kind, string> = { map: 'cell:9', trend: 'day', top: 'category' }

export function ofProduct(kind: Kind, bytes: Uint8Array): Told {
  const table = tableFromIPC(bytes, { useBigInt: true })
  return gather(kind, table.getChild(KEYS[kind]), table.getChild('case_count.value'))
}

export function ofPlain(kind: Kind, bytes: Uint8Array): Told {
  const rows = JSON.parse(Buffer.from(bytes).toString()) as { key: string; n: string }[]
  return gather(
    kind,
    rows.map(({ key }) => key),
    rows.map(({ n }) => n),
  )
}

export function ofClickHouse(kind: Kind, bytes: Uint8Array, format: 'ArrowStream' | 'JSONCompact'): Told {
  if (format === 'ArrowStream') {
    const table = tableFromIPC(bytes, { useBigInt: true, useDate: true })
    const keys = [...table.getChild('key')].map((key) =>
      kind === 'trend' && typeof key === 'number' && key < 100_000 ? new Date(key * 86_400_000) : key,
    )
    return gather(kind, keys, table.getChild('n'))
  }
  const { data } = JSON.parse(Buffer.from(bytes).toString()) as { data: [string, number][] }
  const keys = data.map(([key]) => (kind === 'map' ? BigInt(key) : key))
  return gather(
    kind,
    keys,
    data.map(([, n]) => n),
  )
}

export function isSame(a: Told, b: Told): boolean {
  return a.size === b.size && [...a].every(([name, n]) => b.get(name) === n)
}
