import axe from 'axe-core'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { misfits } from '../misfits.ts'
import { untilAnswered, withBrowser } from '../visit.ts'

const { visit } = withBrowser()

/** What each face shows once it is there to be read. */
const READY = {
  '/': '.city-map-canvas[data-drawn]',
  '/loop': '.lead p',
  '/alerts': '.lead p',
  '/gap': '.lead p',
  '/wall': '.wall h1',
  '/tables': 'table tbody tr',
  '/data': 'h2',
  '/report': '.report-numbers b',
} as const

const STANDARDS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
/** Charts and the wall follow a new size after it. */
const SETTLED_MS = 30_000
const SIZES = [
  [3840, 2160],
  [1440, 900],
  [1024, 768],
  [390, 844],
] as const

/** Violations of these rules, each with the places it is found in. */
const violations = (page: Page, rules: string[], type: 'tag' | 'rule') =>
  page.evaluate<string[]>(
    `axe.run(document, { runOnly: ${JSON.stringify({ type, values: rules })} }).then(({ violations }) =>
      violations.flatMap(({ id, nodes }) => nodes.map(({ target, any }) => id + ': ' + target.join(' ') + ' ' + (any[0]?.message ?? ''))))`,
  )

/** WCAG 2.2 AA and good practice in light; in dark, where only colours are others, their contrast. */
async function objections(page: Page): Promise<string[]> {
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
  const inLight = await violations(page, STANDARDS, 'tag')
  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' })
  return [...inLight, ...(await violations(page, ['color-contrast'], 'rule'))]
}

/** Another language in the same page, as by Back and Forward. */
async function switchTo(page: Page, lang: 'zh' | 'en'): Promise<void> {
  await page.evaluate(`history.pushState(null, '', '?lang=${lang}'); dispatchEvent(new PopStateEvent('popstate'))`)
  await page.waitForSelector(`html[lang^=${lang}]`, { state: 'attached' })
  await untilAnswered(page)
}

/** Controls that can be seen; a group of radio buttons is one, which arrow keys move within. */
const CONTROLS = `[...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex]')]
  .filter((each) => !each.disabled && each.tabIndex >= 0 && each.checkVisibility({ visibilityProperty: true }))
  .filter((each) => each.type !== 'radio' || each.checked)`

/** Goes round the page by Tab and returns what was never reached. */
async function unreached(page: Page): Promise<string[]> {
  const controls = await page.evaluate<number>(
    `addEventListener('focusin', ({ target }) => target.setAttribute('data-reached', '')), ${CONTROLS}.length`,
  )
  for (let step = 0; step < controls + 40; step++) await page.keyboard.press('Tab')
  return page.evaluate<string[]>(
    `${CONTROLS}.filter((each) => !each.hasAttribute('data-reached')).map((each) => each.outerHTML.slice(0, 120))`,
  )
}

describe.each(Object.entries(READY))('the face %s', (path, ready) => {
  it('is for everyone: nothing that axe objects to, every control by Tab, no text cut off at any size', async () => {
    const { page } = await visit(`${path}?lang=en`, 1440, 900)
    await page.waitForSelector(ready)
    await untilAnswered(page)
    await page.evaluate(axe.source)
    expect(await objections(page)).toEqual([])
    expect(await unreached(page)).toEqual([])
    await switchTo(page, 'zh')
    expect(await objections(page)).toEqual([])
    for (const [width, height] of SIZES) {
      await page.setViewportSize({ width, height })
      for (const lang of ['en', 'zh'] as const) {
        await switchTo(page, lang)
        await expect.poll(() => misfits(page), { timeout: SETTLED_MS, message: `${width} px, ${lang}` }).toEqual([])
      }
    }
    await page.close()
  })
})

describe('a person at the keyboard', () => {
  it('opens the list of keys, closes it, goes to the filters, clears them, and jumps to a face', async () => {
    const { page, complaints } = await visit('/loop?lang=en&theme=light&channel=app', 1440, 900)
    await page.waitForSelector('.lead p')
    await page.keyboard.press('?')
    const help = page.getByRole('dialog', { name: 'Help' })
    await help.waitFor()
    const listed = await help.innerText()
    for (const face of ['Cases', 'Loop', 'Alerts', 'Urban–rural', 'Wall', 'Tables', 'Data']) {
      expect(listed).toContain(`Go to ${face}`)
    }
    expect(await page.evaluate<boolean>("document.activeElement.closest('dialog') !== null")).toBe(true)
    await page.keyboard.press('g')
    await page.keyboard.press('t')
    await page.keyboard.press('Escape')
    await help.waitFor({ state: 'detached' })
    expect(page.url()).toContain('/loop?lang=en&theme=light&channel=app')

    await page.keyboard.press('/')
    expect(await page.evaluate<string>('document.activeElement.tagName')).toBe('SELECT')
    await page.keyboard.press('?')
    expect(await help.count()).toBe(0)
    await page.evaluate('document.activeElement.blur()')

    await page.keyboard.press('Escape')
    await page.waitForURL((url) => !url.search.includes('channel'))
    await page.keyboard.press('g')
    await page.keyboard.press('t')
    await page.waitForURL('**/tables?lang=en&theme=light')
    expect(complaints).toEqual([])
    await page.close()
  })

  it('can switch the keys that are letters and signs off, and still open the help', async () => {
    const { page } = await visit('/loop?lang=en&theme=light', 390, 844)
    await page.waitForSelector('.top')
    await page.getByRole('button', { name: 'Help', exact: true }).click()
    await page.getByLabel('Use the keys that are letters and signs').uncheck()
    await page.keyboard.press('Escape')
    await page.reload()
    await page.waitForSelector('.lead p')
    await page.keyboard.press('?')
    expect(await page.getByRole('dialog').count()).toBe(0)
    await page.getByRole('button', { name: 'Help', exact: true }).click()
    expect(await page.getByLabel('Use the keys that are letters and signs').isChecked()).toBe(false)
    await page.close()
  })
})
