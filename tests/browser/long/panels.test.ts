import { mkdtemp, readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { shots, withBrowser } from '../visit.ts'

const { browser, visit, origin } = withBrowser()

/** Width and height of a PNG, from its header. */
const sizeOf = (png: Buffer) => [png.readUInt32BE(16), png.readUInt32BE(20)]

describe('the evidence beside the map', () => {
  it('shows each panel with its finding and its table, puts it in the address, and undoes the choice', async () => {
    const page = await browser().newPage({ viewport: { width: 1440, height: 900 } })
    const complaints: string[] = []
    page.on('pageerror', (error) => complaints.push(String(error)))
    await page.route('**/city-map*', (route) => route.abort())
    await page.goto(`${origin}/?lang=en&theme=light`)
    await page.waitForSelector('.areas-excess tbody tr')
    const drawn = {
      Trends: ['trends', '.small-trend'],
      Categories: ['categories', '.category-bars li'],
      Ages: ['ages', '.pyramid'],
      Gap: ['gap', '.gap-mark'],
      Funnel: ['funnel', '.funnel-point'],
      Waits: ['waits', '.wait-line'],
    } as const
    for (const [name, [id, mark]] of Object.entries(drawn)) {
      await page.locator('.evidence-tabs').getByRole('button', { name }).click()
      await page.locator(`.evidence-panel ${mark}`).first().waitFor()
      expect(page.url()).toContain(`panel=${id}`)
      await page.screenshot({ path: join(shots, `desk-panel-${id}-en.png`) })
      await page.locator('.evidence-panel').getByRole('button', { name: 'Table', exact: true }).click()
      expect(await page.locator('.evidence-panel .twin tbody tr').count()).toBeGreaterThan(2)
    }
    await page.getByRole('button', { name: 'Undo' }).click()
    await page.locator('.evidence-panel .funnel-point').first().waitFor()
    await page.keyboard.press('Control+Shift+z')
    await page.locator('.evidence-panel .wait-line').first().waitFor()
    expect(page.url()).toContain('panel=waits')
    expect(complaints.filter((text) => !text.includes('city-map'))).toEqual([])
    await page.close()
  })
})

describe('the report', () => {
  it.each(['zh', 'en'])('prints on exactly one A4 page in %s, and is taken away as a picture', async (lang) => {
    const { page, complaints, outside } = await visit(`/report?lang=${lang}`, 900, 1200)
    await page.waitForSelector('.report-table')
    await page.waitForFunction("document.querySelectorAll('.skeleton').length === 0")
    const pdf = await page.pdf({ preferCSSPageSize: true, printBackground: true })
    expect(pdf.toString('latin1').match(/\/Type\s*\/Page[^s]/g)).toHaveLength(1)
    await page.locator('.report-tools .method button').click()
    const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: '2×' }).click()])
    const path = join(await mkdtemp(join(tmpdir(), 'picture-')), 'report.png')
    await file.saveAs(path)
    const [width = 0, height = 0] = sizeOf(await readFile(path))
    expect(width).toBeGreaterThan(2 * 790)
    expect(height).toBeGreaterThan(2 * 1115)
    await page.screenshot({ path: join(shots, `report-${lang}.png`), fullPage: true })
    expect(complaints).toEqual([])
    expect(outside).toEqual([])
    await page.close()
  })
})
