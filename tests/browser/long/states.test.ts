import { appendFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ingest } from '../../../ingest/pipeline.ts'
import { type Served, serve } from '../../demo/serve.ts'
import { caseLines, tinyCity } from '../../ingest/tiny-city.ts'
import { misfits } from '../misfits.ts'
import { PATIENCE_MS, shots, untilAnswered, withBrowser } from '../visit.ts'

const { visit } = withBrowser()

const FACES = ['', 'loop', 'alerts', 'gap', 'tables', 'data', 'wall'] as const
const nameOf = (face: string) => (face === '' ? 'desk' : face)
/** Each face in one of the looks, so that all of them are seen. */
const LOOKS = [
  ['zh', 'light', 1440, 900],
  ['en', 'dark', 390, 844],
  ['en', 'light', 1440, 900],
  ['zh', 'dark', 390, 844],
] as const

/** Keeps a picture of a state, in which nothing may be cut off. */
async function keep(page: Page, name: string): Promise<void> {
  expect(await misfits(page), name).toEqual([])
  await page.screenshot({ path: join(shots, `state-${name}.png`) })
}

/** Every answer but the catalog and the announcements. */
const ANSWERS = /\/api\/(?!catalog|events)/

/** A town of a few cases in two districts that publishes what may be told, served by a process of its own. */
async function serveTown(): Promise<Served> {
  const town = tinyCity()
  const months = ['03', '04', '05', '06', '07', '08', '09']
  const lines = months.flatMap((month, k) =>
    Array.from({ length: 20 + 7 * k }, (_, i) => {
      const district = i % 9 === 0 ? 2 : 1
      const day = String(1 + (i % 28)).padStart(2, '0')
      return `${month}-${i},2026-${month}-${day} 08:00:00,,,噪声,,1,119.95,29.05,0${district},1,a`
    }),
  )
  writeFileSync(join(town.from, 'cases_a.csv'), `${[caseLines().header, ...lines].join('\n')}\n`)
  appendFileSync(join(town.pack, 'city.yaml'), 'profile: standard\n')
  await ingest(town)
  return serve(town.data, 'tinyville')
}

let town: Served
beforeAll(async () => {
  town = await serveTown()
})
afterAll(() => town?.stop())

describe.each(FACES)('the face /%s', (face) => {
  const [lang, theme, width, height] = LOOKS[FACES.indexOf(face) % LOOKS.length] ?? LOOKS[0]
  const address = `/${face}?lang=${lang}&theme=${theme}`

  it('while the answers are slow stands in its final shape, then says that the server is out of reach', async () => {
    let isSlow = true
    const { page } = await visit(address, width, height, {
      before: async (page) =>
        void (await page.route(ANSWERS, async (route) => {
          while (isSlow) await new Promise((wake) => setTimeout(wake, 100))
          await route.abort()
        })),
    })
    await page.waitForSelector('.skeleton')
    await keep(page, `slow-${nameOf(face)}`)
    isSlow = false
    await page.waitForSelector('.failure')
    await expect.poll(() => page.locator('.skeleton').count(), { timeout: PATIENCE_MS }).toBe(0)
    expect(await page.locator('.failure').count()).toBe(1)
    expect(await page.innerText('.failure')).toMatch(/连不上服务器|cannot be reached/)
    await keep(page, `unreachable-${nameOf(face)}`)
    await page.close()
  })
})

describe('a page', () => {
  it('says that it reads while nothing is known of the city', async () => {
    const { page } = await visit('/?lang=zh&theme=light', 1440, 900, {
      before: async (page) => void (await page.route('**/api/catalog', () => undefined)),
    })
    await page.getByText('正在读取数据').waitFor()
    await keep(page, 'waiting')
    await page.close()
  })

  it.each([
    ['', 'zh', 'light', 1440, 900],
    ['loop', 'en', 'dark', 390, 844],
    ['gap', 'zh', 'dark', 1440, 900],
  ] as const)('/%s names the filters that leave nothing, and leads back', async (face, lang, theme, width, height) => {
    const { page } = await visit(
      `/${face}?lang=${lang}&theme=${theme}&category=advertising&department=gas`,
      width,
      height,
    )
    await page.waitForSelector('.empty')
    await keep(page, `empty-${nameOf(face)}`)
    await page.locator('.empty button').first().click()
    await page.waitForSelector('.empty', { state: 'detached' })
    await page.close()
  })

  it.each([
    ['loop', 'en', 'light', 1440, 900],
    ['tables', 'zh', 'dark', 1440, 900],
  ] as const)('/%s says what a link asks for in vain, and leads on', async (face, lang, theme, width, height) => {
    const { page } = await visit(`/${face}?lang=${lang}&theme=${theme}&category=nonsense`, width, height)
    await page.getByRole('alert').waitFor()
    await keep(page, `refused-${nameOf(face)}`)
    await page.getByRole('alert').getByRole('button').first().click()
    await page.getByRole('alert').waitFor({ state: 'detached' })
    expect(page.url()).not.toContain('nonsense')
    await page.close()
  })

  it('welcomes a first visit with a tour that does not stand in the way, once', async () => {
    const { page, complaints } = await visit('/?lang=en&theme=light', 390, 844, { isFirst: true, at: town.origin })
    const tour = page.getByRole('dialog', { name: 'Tour' })
    await tour.waitFor()
    expect(await page.evaluate<string>('document.activeElement.textContent')).toBe('Next')
    await keep(page, 'tour-phone')
    await page.setViewportSize({ width: 1440, height: 900 })
    await page.keyboard.press('Enter')
    expect(await tour.innerText()).toContain('2 /')
    await keep(page, 'tour-desk')
    await page.keyboard.press('Escape')
    await tour.waitFor({ state: 'detached' })
    // A dialog says that it was closed a moment after it is.
    await expect.poll(() => page.evaluate<string>("localStorage.getItem('tour')")).toBe('seen')
    await page.reload()
    await page.waitForSelector('.lead p')
    expect(await tour.count()).toBe(0)
    await page.keyboard.press('?')
    await page.getByRole('dialog', { name: 'Help' }).waitFor()
    await keep(page, 'help')
    await page.getByRole('button', { name: 'Take the tour' }).click()
    await tour.waitFor()
    expect(complaints).toEqual([])
    await page.close()
  })
})

describe('a city that publishes what may be told', () => {
  it('tells protected values from zero and from none', async () => {
    const { page } = await visit('/tables?lang=zh&theme=light&indicators=case_count&grain=month', 1440, 900, {
      at: town.origin,
    })
    await page.waitForSelector('tbody tr')
    expect(await page.innerText('table')).toContain('密')
    await keep(page, 'protected-tables')
    await page.close()
    const { page: desk } = await visit('/?lang=en&theme=dark', 390, 844, { at: town.origin })
    await desk.waitForSelector('.lead p')
    await untilAnswered(desk)
    await keep(desk, 'protected-desk')
    await desk.close()
  })

  it('whose data end long ago says so on every page, and after the server is gone keeps its figures', async () => {
    const inSpring = (page: Page) => page.clock.setFixedTime('2027-03-01T08:00:00Z')
    const pages: [string, Page][] = []
    for (const face of ['', 'tables', 'data', 'wall'] as const) {
      const { page } = await visit(`/${face}?lang=zh&theme=light`, 1440, 900, { at: town.origin, before: inSpring })
      await page.getByText(/数据停在 1\d\d 天前/).waitFor()
      await untilAnswered(page)
      await keep(page, `late-${nameOf(face)}`)
      pages.push([nameOf(face), page])
    }
    await town.stop()
    for (const [name, page] of pages) {
      await page.getByText(/连接已断|连不上服务器，显示的是最后一版/).waitFor()
      expect(await page.locator('.failure').count()).toBe(0)
      await keep(page, `lost-${name}`)
      await page.close()
    }
  })
})
