import { open, rename } from 'node:fs/promises'
import { dirname } from 'node:path'

/** Forces a file or folder onto the disk. */
export async function sync(path: string): Promise<void> {
  const handle = await open(path, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** Moves a synced file into place and makes the move last. */
export async function moveInto(from: string, to: string): Promise<void> {
  await rename(from, to)
  await sync(dirname(to))
}

/** Writes a small file next to its place and forces it onto the disk; `moveInto` then makes it the file. */
export async function writeBeside(path: string, text: string): Promise<string> {
  const beside = `${path}.tmp`
  const handle = await open(beside, 'w')
  try {
    await handle.writeFile(text)
    await handle.sync()
  } finally {
    await handle.close()
  }
  return beside
}

/** Replaces a small file in one step: a reader sees the old text or the new, never a part. */
export async function replaceText(path: string, text: string): Promise<void> {
  await moveInto(await writeBeside(path, text), path)
}
