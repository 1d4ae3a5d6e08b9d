import type { Browser, Page } from 'playwright-core'

export interface Visit {
  page: Page
  /** What the page complained of, and what it asked of others. */
  complaints: string[]
  outside: string[]
}

/** Opens an address in a window of its own and listens to what the page says and asks. */
export async function visitWith(browser: Browser, address: string, width: number, height: number): Promise<Visit> {
  const page = await browser.newPage({ viewport: { width, height } })
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
