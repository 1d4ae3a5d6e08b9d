import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, inject } from 'vitest'
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

export interface Visiting {
  /** Whether the browser has not been here before; else it has been shown round. */
  isFirst?: boolean
  /** Another server than that of the demo city. */
  at?: string
  /** What is done before the page is asked for. */
  before?: (page: Page) => Promise<void>
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
    visit: (path: string, width: number, height: number, how: Visiting = {}) =>
      visitWith(browser, `${how.at ?? origin}${path}`, { width, height }, how),
  }
}

/** Waits until every part of a page has its answer. A map stands on its ground until WebGL has it drawn. */
export async function untilAnswered(page: Page): Promise<void> {
  const waiting = page.locator('.skeleton:not(.map-skeleton), .page-waiting')
  await expect.poll(() => waiting.count(), { timeout: PATIENCE_MS, interval: 100 }).toBe(0)
}

/** Opens an address in a window of its own and listens to what the page says and asks. */
async function visitWith(
  browser: Browser,
  address: string,
  viewport: { width: number; height: number },
  { isFirst = false, before }: Visiting,
): Promise<Visit> {
  const page = await browser.newPage({ viewport })
  page.setDefaultTimeout(PATIENCE_MS)
  if (!isFirst) await page.addInitScript("localStorage.setItem('tour', 'seen')")
  await before?.(page)
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
