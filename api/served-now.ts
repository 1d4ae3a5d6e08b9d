import { type Attached, type Reader, SnapshotError } from '../warehouse/snapshot/types.ts'

/** The version served now; null while none can be. */
export function servedNow(reader: Reader): Attached | null {
  try {
    return reader.current()
  } catch (cause) {
    if (cause instanceof SnapshotError) return null
    throw cause
  }
}
