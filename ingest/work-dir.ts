import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { IngestError } from './ingest-error.ts'

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (cause) {
    return (cause as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/**
 * Runs `task` in the city's own work folder, made afresh and removed at the end whatever happens. What a killed run
 * left behind is removed first. Errors: IngestError while another run is alive.
 */
export async function inWorkDir<T>(cityDir: string, task: (dir: string) => Promise<T>): Promise<T> {
  const dir = join(cityDir, 'work')
  const owner = join(dir, 'pid')
  if (existsSync(owner)) {
    const pid = Number(readFileSync(owner, 'utf8'))
    if (pid > 0 && pid !== process.pid && isRunning(pid)) {
      throw new IngestError(`Another ingest of this city is running (process ${pid}). Wait for it to end.`)
    }
  }
  rmSync(dir, { recursive: true, force: true })
  mkdirSync(dir, { recursive: true })
  writeFileSync(owner, String(process.pid))
  try {
    return await task(dir)
  } finally {
    rmSync(dir, { recursive: true, force: true })
  }
}
