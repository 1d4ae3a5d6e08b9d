import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { PATIENCE_MS, shots, withBrowser } from '../visit.ts'

const { origin, visit } = withBrowser()

/** What the page says in numbers: the sentence, every facet and every row of the tables of areas. */
const said = async (page: Page): Promise<string[]> =>
  Promise.all(['.lead', '.facets', '.desk-evidence', '.legend-standings'].map((each) => page.innerText(each)))

const steps = (page: Page) => page.evaluate<number>("performance.getEntriesByName('brush-step').length")

/** Waits until every panel has its fresh answer. */
const untilStill = (page: Page) =>
  expect.poll(() => page.locator('[aria-busy="true"]').count(), { timeout: PATIENCE_MS }).toBe(0)

async function middleOf(page: Page): Promise<{ x: number; y: number }> {
  const box = await page.locator('.brush-both').boundingBox()
  if (!box) throw new Error('there is no window on the trend')
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 }
}

describe('the window on the trend', () => {
  it('moves the page without asking, and what it showed last equals the fresh answers', async () => {
    const { page, complaints } = await visit('/?lang=en&theme=light&map=areas&from=2025-01-01&to=2025-03-31', 1440, 900)
    await page.waitForSelector('.brush-both', { state: 'attached', timeout: PATIENCE_MS })
    await page.waitForSelector('[data-drawn="true"]', { timeout: PATIENCE_MS })
    await untilStill(page)
    const before = await said(page)

    const { x, y } = await middleOf(page)
    const block = page.waitForResponse((answer) => answer.url().includes('/api/block'))
    await page.mouse.move(x, y)
    expect((await block).status()).toBe(200)
    await page.mouse.down()
    await page.mouse.move(x + 6, y)
    await expect.poll(() => steps(page), { timeout: PATIENCE_MS }).toBeGreaterThan(0)

    const asked: string[] = []
    page.on('request', (request) => asked.push(request.url()))
    const known = await page.evaluate<number>('history.length')
    for (let i = 1; i <= 20; i++) await page.mouse.move(x + 6 + i * 7, y + (i % 3))
    await expect.poll(() => page.innerText('.lead'), { timeout: PATIENCE_MS }).not.toBe(before[0])
    await page.waitForTimeout(1_000)
    expect(asked).toEqual([])
    expect(page.url()).toContain('from=2025-01-01')
    const last = await said(page)
    await page.screenshot({ path: join(shots, 'brush-moving.png') })

    await page.mouse.up()
    await expect.poll(() => page.url()).not.toContain('from=2025-01-01')
    await untilStill(page)
    expect(await said(page)).toEqual(last)
    expect(await page.evaluate<number>('history.length')).toBe(known + 1)

    const { searchParams } = new URL(page.url())
    const [from, to] = [searchParams.get('from') ?? '', searchParams.get('to') ?? '']
    expect(Date.parse(to) - Date.parse(from)).toBe(Date.parse('2025-03-31') - Date.parse('2025-01-01'))
    const fresh = await fetch(`${origin}/api/query?indicators=case_rate&from=${from}&to=${to}`)
    const { total } = (await fresh.json()) as { total: { numerator: number; value: number }[] }
    expect(last[0]).toContain(`n = ${total[0]?.numerator.toLocaleString('en')}`)
    expect(last[0]).toContain(total[0]?.value.toFixed(1))

    await page.focus('.brush-both')
    await page.keyboard.press('Shift+ArrowRight')
    const longer = new Date(Date.parse(to) + 86_400_000).toISOString().slice(0, 10)
    await expect.poll(() => page.url(), { timeout: PATIENCE_MS }).toContain(`to=${longer}`)
    await page.goBack()
    await expect.poll(() => page.getAttribute('.brush-to', 'aria-valuetext')).toBe(to)
    expect(complaints).toEqual([])
    await page.close()
  })

  it('is given back by Escape while it is held, and the filters stay', async () => {
    const { page, complaints } = await visit('/?lang=en&theme=light&urban_class=rural', 1440, 900)
    await page.waitForSelector('.brush-both', { state: 'attached', timeout: PATIENCE_MS })
    await untilStill(page)
    const [address, before] = [page.url(), await said(page)]
    const { x, y } = await middleOf(page)
    await page.mouse.move(x, y)
    await page.mouse.down()
    for (let i = 1; i <= 5; i++) await page.mouse.move(x - i * 12, y)
    await page.keyboard.press('Escape')
    await page.mouse.up()
    await untilStill(page)
    expect(page.url()).toBe(address)
    expect(await said(page)).toEqual(before)
    await page.keyboard.press('Escape')
    await expect.poll(() => page.url(), { timeout: PATIENCE_MS }).not.toContain('urban_class')
    expect(complaints).toEqual([])
    await page.close()
  })
})
