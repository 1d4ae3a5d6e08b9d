import { isUtf8 } from 'node:buffer'
import { createHash } from 'node:crypto'
import { closeSync, openSync, readSync } from 'node:fs'
import { basename } from 'node:path'
import { Gathered } from './gathered.ts'
import { IngestError } from './ingest-error.ts'

export interface Received {
  path: string
  name: string
  sha256: string
  bytes: number
  /** Every byte of the file is strict UTF-8. */
  isUtf8: boolean
  /** First four bytes: they tell a byte order mark or an archive. */
  head: Buffer
}

const CHUNK = 1 << 18
const HEAD = 4

/** Reads a file in chunks of `size` bytes. A chunk is only valid until the next one. */
export function* readChunks(path: string, size = CHUNK): Generator<Buffer> {
  const fd = openSync(path, 'r')
  try {
    const buffer = Buffer.allocUnsafe(size)
    for (;;) {
      const n = readSync(fd, buffer, 0, size, null)
      if (n === 0) return
      yield buffer.subarray(0, n)
    }
  } finally {
    closeSync(fd)
  }
}

/** Bytes at the end of `chunk` that begin a UTF-8 character without ending it. */
export function openTail(chunk: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, chunk.length); back++) {
    const byte = chunk[chunk.length - back] ?? 0
    if (byte >= 0xc0) return (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) > back ? back : 0
    if (byte < 0x80) return 0
  }
  return 0
}

/** What the disk says when a file cannot be read, as a sentence. */
function unreadable(path: string, cause: unknown): unknown {
  if (!(cause instanceof Error && 'code' in cause && 'syscall' in cause)) return cause
  const code = String(cause.code)
  return new IngestError(
    {
      zh: `无法读取 ${path}（${code}）。请检查文件是否仍在、是否有权读取、磁盘是否完好。`,
      en: `${path} cannot be read (${code}). See that it is still there, that you may read it, and that the disk is sound.`,
    },
    cause,
  )
}

function* readable(path: string, size: number): Generator<Buffer> {
  try {
    yield* readChunks(path, size)
  } catch (cause) {
    throw unreadable(path, cause)
  }
}

/**
 * Identifies a file by the SHA-256 of its bytes, and tests it for UTF-8 on the way; pauses after each chunk.
 * Errors: IngestError for a file that cannot be read.
 */
export function* receiveInSteps(path: string, chunkSize = CHUNK): Generator<void, Received> {
  const hash = createHash('sha256')
  let bytes = 0
  let whole = true
  const unread = new Gathered()
  let head = Buffer.alloc(0)
  for (const chunk of readable(path, chunkSize)) {
    if (bytes < HEAD) head = Buffer.concat([head, chunk.subarray(0, HEAD - bytes)])
    bytes += chunk.length
    hash.update(chunk)
    if (whole) {
      unread.add(chunk)
      const joined = unread.take()
      const cut = joined.length - openTail(joined)
      whole = isUtf8(joined.subarray(0, cut))
      unread.add(joined.subarray(cut))
    }
    yield
  }
  const isUtf8Whole = whole && unread.take().length === 0
  return { path, name: basename(path), sha256: hash.digest('hex'), bytes, isUtf8: isUtf8Whole, head }
}

/** The same without pauses. */
export function receive(path: string, chunkSize = CHUNK): Received {
  const steps = receiveInSteps(path, chunkSize)
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
  }
}
