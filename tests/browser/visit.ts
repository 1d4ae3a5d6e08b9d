import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, inject } from 'vitest'
import { openBrowser } from './chromium.ts'

/** WebGL in software beside other tests: a slow machine gets its time. */
export const PATIENCE_MS = 120_000
export const shots = join(import.meta.dirname, 'shots')

export interface Visit {
  page: Page
  /** What the page complained of, and what it asked of others. */
  complaints: string[]
  outside: string[]
}

/** One browser for the tests of a file. `visit` opens a path of the demo city's server in it. */
export function withBrowser() {
  const { origin } = inject('demo')
  let browser: Browser
  beforeAll(async () => {
    mkdirSync(shots, { recursive: true })
    browser = await openBrowser()
  })
  afterAll(async () => browser?.close())
  return {
    origin,
    browser: () => browser,
    visit: (path: string, width: number, height: number) => visitWith(browser, `${origin}${path}`, width, height),
  }
}

/** Opens an address in a window of its own and listens to what the page says and asks. */
async function visitWith(browser: Browser, address: string, width: number, height: number): Promise<Visit> {
  const page = await browser.newPage({ viewport: { width, height } })
  page.setDefaultTimeout(PATIENCE_MS)
  const visited: Visit = { page, complaints: [], outside: [] }
  const { origin } = new URL(address)
  page.on('console', (message) => message.type() === 'error' && visited.complaints.push(message.text()))
  page.on('pageerror', (error) => visited.complaints.push(String(error)))
  page.on('request', (request) => {
    if (!/^(blob|data):/.test(request.url()) && !request.url().startsWith(origin)) visited.outside.push(request.url())
  })
  await page.goto(address)
  return visited
}
