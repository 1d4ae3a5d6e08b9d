import type { Readable } from 'node:stream'
import { type Entry, openPromise, type ZipFile } from 'yauzl'

export interface Member {
  /** As the archive writes it. It is shown and compared, never used as a path. */
  name: string
  bytes: number
  entry: Entry
}

export interface Archive {
  /** Files in it; folders and what macOS adds are left out. */
  members: Member[]
  open: (member: Member) => Promise<Readable>
}

const MOST_ENTRIES = 10_000

/** Names are UTF-8 or, in archives made by a Chinese Windows, GB18030. */
function nameOf(raw: Buffer): string {
  for (const encoding of ['utf-8', 'gb18030']) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(raw)
    } catch {
      continue
    }
  }
  return raw.toString('latin1')
}

async function listed(zip: ZipFile): Promise<Member[]> {
  const members: Member[] = []
  if (zip.entryCount > MOST_ENTRIES) throw new Error(`it has more than ${MOST_ENTRIES} entries`)
  for await (const entry of zip.eachEntry()) {
    const name = nameOf(entry.fileNameRaw)
    const isOurs = !name.endsWith('/') && !name.startsWith('__MACOSX/') && !name.endsWith('.DS_Store')
    if (isOurs) members.push({ name, bytes: entry.uncompressedSize, entry })
  }
  return members
}

/** Opens a zip archive for the time of `task`. Sizes that lie are refused while a member is read. */
export async function withArchive<T>(path: string, task: (archive: Archive) => Promise<T>): Promise<T> {
  const zip = await openPromise(path, { lazyEntries: true, autoClose: false, decodeStrings: false })
  try {
    return await task({ members: await listed(zip), open: ({ entry }) => zip.openReadStreamPromise(entry) })
  } finally {
    zip.close()
  }
}
