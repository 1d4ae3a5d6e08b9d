import { execFile, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { openBrowser } from '../browser/chromium.ts'

const run = promisify(execFile)
const root = resolve(import.meta.dirname, '../..')
const PORT = 8791
const ORIGIN = `http://127.0.0.1:${PORT}`
const PATIENCE_MS = 1_200_000
/** design.md: seconds on two cores; MB of node_modules. */
const BUDGETS = { seconds: 120, MB: 600 }

async function until(isDone: () => Promise<boolean>): Promise<void> {
  const last = Date.now() + PATIENCE_MS
  while (!(await isDone().catch(() => false))) {
    if (Date.now() > last) throw new Error(`not done within ${PATIENCE_MS / 60_000} minutes`)
    await new Promise((wake) => setTimeout(wake, 250))
  }
}

async function hasAnswer(): Promise<boolean> {
  const response = await fetch(`${ORIGIN}/api/query?indicators=case_rate`)
  const body = (await response.json()) as { total?: { value: number | null }[] }
  return response.ok && typeof body.total?.[0]?.value === 'number'
}

/** From `git clone` of what is committed to the first picture in a browser, in a temporary folder. Not run by CI. */
export async function benchFirstPicture(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'first-picture-'))
  const clone = join(folder, 'clone')
  const started = Date.now()
  const say = (what: string) => console.log(`${((Date.now() - started) / 1000).toFixed(1).padStart(8)} s  ${what}`)
  let server: ReturnType<typeof spawn> | null = null
  try {
    await run('git', ['clone', '--quiet', root, clone])
    say('cloned')
    await run('npm', ['ci', '--no-audit', '--no-fund'], { cwd: clone, maxBuffer: 64 << 20 })
    say('npm ci')
    const { stdout } = await run('du', ['-sm', join(clone, 'node_modules')])
    server = spawn('npm', ['start'], {
      cwd: clone,
      env: { ...process.env, PORT: String(PORT), CITY_DATA: join(folder, 'data') },
      stdio: 'ignore',
      detached: true,
    })
    await until(hasAnswer)
    say('first answer')
    const browser = await openBrowser()
    try {
      const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
      await page.goto(`${ORIGIN}/`)
      await page.waitForSelector('.panel canvas', { timeout: PATIENCE_MS })
      say('first picture')
    } finally {
      await browser.close()
    }
    console.log(`to the first picture: at most ${BUDGETS.seconds} s on two cores, npm's own cache as it was`)
    console.log(`node_modules: ${stdout.split('\t')[0]} MB of at most ${BUDGETS.MB} MB`)
  } finally {
    if (server?.pid) process.kill(-server.pid, 'SIGTERM')
    await new Promise((wake) => setTimeout(wake, 2_000))
    rmSync(folder, { recursive: true, force: true })
  }
}
