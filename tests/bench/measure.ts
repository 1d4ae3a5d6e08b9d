import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

const root = resolve(import.meta.dirname, '../..')

export interface Usage {
  /** Seconds of both cores, user and system. */
  cpu: number
  wall: number
  /** Largest resident set, MB. */
  peak: number
}

/**
 * Runs a TypeScript program of the project as a process of its own and reports what it used; with `isShown` what it
 * prints is shown. Throws if it fails.
 */
export async function measure(
  folder: string,
  program: string,
  args: string[],
  { env = {}, isShown = false }: { env?: Record<string, string>; isShown?: boolean } = {},
): Promise<Usage> {
  const file = join(folder, 'usage.json')
  const started = performance.now()
  const code = await new Promise<number | null>((done, fail) => {
    const child = spawn(
      process.execPath,
      ['--import', './tests/bench/usage.mjs', '--import', 'tsx', program, ...args],
      {
        cwd: root,
        env: { ...process.env, ...env, USAGE_FILE: file },
        stdio: ['ignore', isShown ? 'inherit' : 'ignore', 'inherit'],
      },
    )
    child.once('error', fail)
    child.once('exit', done)
  })
  if (code !== 0) throw new Error(`${program} ended with code ${code}`)
  const used = JSON.parse(readFileSync(file, 'utf8')) as NodeJS.ResourceUsage
  return {
    cpu: (used.userCPUTime + used.systemCPUTime) / 1e6,
    wall: (performance.now() - started) / 1e3,
    peak: used.maxRSS / 1e3,
  }
}
