import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { AlertsBody } from '../../api/schema/alerts.ts'
import type { LoopBody } from '../../api/schema/loop.ts'
import { shots, withBrowser } from './visit.ts'

const ONE_CASE = {
  case_id: 'C-1',
  opened_at: '2026-08-01 08:00:00',
  due_at: null,
  closed_at: null,
  category: null,
  department: null,
  area: null,
  hand_offs: 0,
}

const { origin, visit } = withBrowser()
const read = async <T>(path: string): Promise<T> => (await (await fetch(`${origin}${path}`)).json()) as T
const whole = (n: number) => n.toLocaleString('en')

/** Each page, what is there once it is drawn, and numbers of the API that its lead must hold. */
const PAGES = {
  loop: {
    ready: '#offices .funnel-plot',
    told: async () => {
      const { sets } = await read<LoopBody>('/api/loop')
      return [sets.received, sets.open, sets.overdue].map((n) => whole(n ?? Number.NaN))
    },
  },
  alerts: {
    ready: '#risk-index .risk-row',
    told: async () => {
      const { run } = await read<AlertsBody>('/api/alerts')
      return [whole(run?.series ?? Number.NaN)]
    },
  },
  gap: { ready: '.gap-page .lead p', told: () => Promise.resolve([]) },
} as const

describe.each(['loop', 'alerts', 'gap'] as const)('the page /%s', (name) => {
  const { ready, told } = PAGES[name]

  it.each([
    ['zh', 'light'],
    ['en', 'dark'],
  ] as const)('in %s and %s says what the API says, and asks nobody else', async (lang, theme) => {
    const { page, complaints, outside } = await visit(`/${name}?lang=${lang}&theme=${theme}`, 1440, 900)
    await page.waitForSelector(ready)
    await page.waitForSelector('.lead p')
    const lead = await page.innerText('.lead')
    for (const number of await told()) expect(lead).toContain(number)
    expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(1440)
    await page.screenshot({ path: join(shots, `${name}-${theme}-${lang}.png`), fullPage: true })
    expect(complaints).toEqual([])
    expect(outside).toEqual([])
    await page.close()
  })

  it('fits a phone without scrolling sideways', async () => {
    const { page, complaints } = await visit(`/${name}?lang=en&theme=light`, 390, 844)
    await page.waitForSelector(ready)
    expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(390)
    expect(complaints).toEqual([])
    await page.close()
  })
})

/** Answers of the demo city, which is open, as one that is internal gives them. */
describe('the page /loop of a city where cases may be read', () => {
  it('opens the cases behind a step, a rate, a flagged office, a place and an office', async () => {
    const { page, complaints } = await visit('/data?lang=en&theme=light', 1440, 900)
    const asked: URLSearchParams[] = []
    await page.route('**/api/loop?*', async (route) => {
      const response = await route.fetch()
      await route.fulfill({ response, json: { ...((await response.json()) as LoopBody), has_lists: true } })
    })
    await page.route('**/api/loop/cases?*', async (route) => {
      asked.push(new URL(route.request().url()).searchParams)
      await route.fulfill({ json: { cases: [ONE_CASE], more: false } })
    })
    await page.goto(`${origin}/loop?lang=en&theme=light`)
    await page.waitForSelector('#offices .funnel-plot')
    const opened = {
      '#steps': { set: 'ripe_received' },
      '#rates': { indicator: 'on_time_rate', part: 'numerator' },
      '#haste .haste-flags': { set: 'within_minutes', department: 'office_pingchuan' },
      '#places': { set: 'received' },
      '#offices .office-list': { indicator: 'on_time_rate', part: 'numerator' },
    }
    for (const [where, parameters] of Object.entries(opened)) {
      await page.locator(`${where} button.link`).first().click()
      await page.waitForSelector('.case-list code')
      expect(Object.fromEntries(asked.at(-1) ?? []), where).toMatchObject(parameters)
      await page.keyboard.press('Escape')
      await page.waitForSelector('.case-list', { state: 'hidden' })
    }
    expect(asked[3]?.get('cell')).toMatch(/^[0-9a-f]{15}$/)
    expect(complaints).toEqual([])
    await page.close()
  })
})
