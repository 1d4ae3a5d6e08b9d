import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'

/**
 * Runs `task` in the city's own work folder, made afresh and removed at the end whatever happens. What a killed run
 * left behind is removed first. Only for one who holds the lock of the city.
 */
export async function inWorkDir<T>(cityDir: string, task: (dir: string) => Promise<T>): Promise<T> {
  const dir = join(cityDir, 'work')
  rmSync(dir, { recursive: true, force: true })
  mkdirSync(dir, { recursive: true })
  try {
    return await task(dir)
  } finally {
    rmSync(dir, { recursive: true, force: true })
  }
}
