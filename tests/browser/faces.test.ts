import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { coloursOf } from './pixels.ts'
import { PATIENCE_MS, shots, withBrowser } from './visit.ts'

const { origin, browser, visit } = withBrowser()

async function untilDrawn(page: Page): Promise<void> {
  await page.waitForSelector('[data-drawn="true"]', { timeout: PATIENCE_MS })
  await expect.poll(() => page.locator('.skeleton').count(), { timeout: PATIENCE_MS }).toBe(0)
  await page.waitForTimeout(1_500)
}

const languages = ['zh', 'en'] as const
const themes = ['light', 'dark'] as const
const total = async () => {
  const response = await fetch(`${origin}/api/query?indicators=case_rate`)
  const body = (await response.json()) as { total: { value: number; numerator: number }[] }
  return { rate: body.total[0]?.value ?? 0, cases: body.total[0]?.numerator ?? 0 }
}

describe.each(languages)('in %s', (lang) => {
  it.each(themes)(
    'the desk in %s shows the numbers the API gives, a map that is not blank, and asks nobody else',
    async (theme) => {
      const { page, complaints, outside } = await visit(`/?lang=${lang}&theme=${theme}`, 1440, 900)
      await untilDrawn(page)
      const { rate, cases } = await total()
      const text = await page.innerText('body')
      expect(text).toContain(rate.toFixed(1))
      expect(text).toContain(cases.toLocaleString('en'))
      const map = await page.locator('.city-map').screenshot()
      const colours = await coloursOf(browser(), map)
      expect(colours.filter(({ share }) => share > 0.005).length).toBeGreaterThan(5)
      await page.screenshot({ path: join(shots, `desk-${theme}-${lang}.png`) })
      expect(complaints).toEqual([])
      expect(outside).toEqual([])
      await page.close()
    },
  )

  it('the wall draws its map and leads with the last complete day', async () => {
    const { page, complaints, outside } = await visit(`/wall?lang=${lang}`, 1920, 1080)
    await untilDrawn(page)
    const colours = await coloursOf(browser(), await page.locator('.city-map').first().screenshot())
    expect(colours.filter(({ share }) => share > 0.005).length).toBeGreaterThan(5)
    expect(await page.innerText('body')).toMatch(lang === 'zh' ? /10 月 2\d 日/ : /2\d Oct/)
    await page.screenshot({ path: join(shots, `wall-1920-${lang}.png`) })
    expect(complaints).toEqual([])
    expect(outside).toEqual([])
    await page.close()
  })

  it('the tables list every sub-district with its interval and offer the files', async () => {
    const { page, complaints, outside } = await visit(`/tables?lang=${lang}&theme=light`, 1440, 900)
    await page.waitForSelector('tbody tr:nth-child(20)', { timeout: PATIENCE_MS })
    const { cases } = await total()
    expect(await page.innerText('table')).toContain(cases.toLocaleString('en'))
    for (const format of ['csv', 'xlsx', 'parquet', 'arrow']) {
      const link = await page.locator(`a[href*="format=${format}"]`).first().getAttribute('href')
      const file = await fetch(`${origin}${link}`)
      expect(file.status, format).toBe(200)
      expect((await file.arrayBuffer()).byteLength, format).toBeGreaterThan(1000)
    }
    await page.screenshot({ path: join(shots, `tables-light-${lang}.png`) })
    expect(complaints).toEqual([])
    expect(outside).toEqual([])
    await page.close()
  })

  it('the desk fits a phone without scrolling sideways', async () => {
    const { page, complaints } = await visit(`/?lang=${lang}&theme=light`, 390, 844)
    await untilDrawn(page)
    expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(390)
    await page.screenshot({ path: join(shots, `phone-desk-${lang}.png`), fullPage: true })
    expect(complaints).toEqual([])
    await page.close()
  })
})

describe('a person at the desk', () => {
  it('switches language and theme without losing the question', async () => {
    const { page } = await visit('/?lang=zh&theme=light&from=2026-08-01&to=2026-09-30', 1440, 900)
    await page.waitForSelector('.top')
    await page.getByRole('button', { name: 'EN', exact: true }).click()
    expect(page.url()).toContain('lang=en')
    expect(page.url()).toContain('from=2026-08-01')
    expect(await page.evaluate('document.documentElement.lang')).toBe('en')
    await page.close()
  })

  it('still compares with the whole city once an area is chosen', async () => {
    const answer = await fetch(`${origin}/api/query?indicators=case_rate&by=area:district`)
    const body = (await answer.json()) as { keys: { codes: string[]; labels: { en: string }[] }[] }
    const { rate } = await total()
    const { page } = await visit(`/?lang=en&theme=light&map=areas&area=${body.keys[0]?.codes[0]}`, 1440, 900)
    await untilDrawn(page)
    const heads = await page.locator('.ranking thead .plot').allInnerTexts()
    expect(heads.length).toBe(2)
    for (const head of heads) expect(head).toBe(`city ${rate.toFixed(1)}`)
    expect(await page.innerText('.lead')).toContain(body.keys[0]?.labels[0]?.en)
    expect(await page.innerText('.where h2')).toBe('Cases per 10,000 residents: where it is high')
    expect(await page.innerText('.legend')).toMatch(/\d+ sub-districts/)
    await page.screenshot({ path: join(shots, 'desk-area-en.png') })
    await page.close()
  })

  it('reads beside a number how it is computed, inside the window', async () => {
    const { page } = await visit('/?lang=en&theme=light&indicators=on_time_rate', 1440, 900)
    await untilDrawn(page)
    for (const opener of ['.lead .method button', '.areas-excess .method button', '.when .method button']) {
      await page.locator(opener).first().click()
      const entry = page.locator('.popover')
      expect(await entry.innerText()).toMatch(/Formula[\s\S]*Source[\s\S]*Version/)
      const box = await entry.boundingBox()
      expect(box && box.x >= 0 && box.y >= 0 && box.x + box.width <= 1440 && box.y + box.height <= 900).toBe(true)
      await page.keyboard.press('Escape')
      await entry.waitFor({ state: 'detached', timeout: 5000 })
    }
    await page.close()
  })

  it('holds areas against a figure of its own, in words as many as the map has areas', async () => {
    const { page, complaints } = await visit(
      '/?lang=en&theme=light&indicators=on_time_rate&map=verdict&benchmark=85',
      1440,
      900,
    )
    await untilDrawn(page)
    expect(await page.innerText('.where h2')).toBe('Closed on time: against 85.0%')
    const verdicts = await page.locator('.areas-excess .verdict').allInnerTexts()
    expect(new Set(verdicts.map((text) => text.replace(/^\W+/, '')))).toContain('worse')
    const told = await page.innerText('.legend')
    const counts = [...told.matchAll(/(?:better|similar|cannot tell|worse|no data) (\d+)/g)].map(([, n]) => Number(n))
    expect(counts.reduce((sum, n) => sum + n, 0)).toBe(verdicts.length)
    await page.screenshot({ path: join(shots, 'desk-verdict-en.png') })
    expect(complaints).toEqual([])
    await page.close()
  })

  it('ignores what a link says that the page does not know', async () => {
    const { page, complaints } = await visit('/?lang=en&nonsense=1', 1440, 900)
    await page.waitForSelector('.top')
    expect(complaints).toEqual([])
    await page.close()
  })
})

describe('a wall', () => {
  it.each([
    [3840, 1080],
    [1280, 1024],
  ])('of %i × %i keeps its proportions and scrolls nowhere', async (width, height) => {
    const { page, complaints } = await visit('/wall?lang=zh', width, height)
    await untilDrawn(page)
    const overflow = await page.evaluate<number[]>(
      '[document.documentElement.scrollWidth - innerWidth, document.documentElement.scrollHeight - innerHeight]',
    )
    expect(Math.max(...overflow)).toBeLessThanOrEqual(0)
    await page.screenshot({ path: join(shots, `wall-${width}-zh.png`) })
    expect(complaints).toEqual([])
    await page.close()
  })
})
