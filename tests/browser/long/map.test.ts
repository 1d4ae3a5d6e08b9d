import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { PATIENCE_MS, shots, withBrowser } from '../visit.ts'

const { visit } = withBrowser()

async function untilDrawn(page: Page): Promise<void> {
  await page.waitForSelector('[data-drawn="true"]')
  await page.waitForSelector('.legend')
}
const parameter = (page: Page, name: string) => new URL(page.url()).searchParams.get(name)
const middle = async (page: Page) => {
  const box = await page.locator('.map-box').boundingBox()
  return { x: (box?.x ?? 0) + (box?.width ?? 0) / 2, y: (box?.y ?? 0) + (box?.height ?? 0) / 2 }
}
const until = (page: Page, name: string, what: RegExp) =>
  expect.poll(() => parameter(page, name) ?? '', { timeout: PATIENCE_MS }).toMatch(what)

describe('a person at the map', () => {
  it('points at cells, chooses one, boxes several and clears them, by mouse and by keyboard', async () => {
    const { page, complaints } = await visit('/?lang=en&theme=light&map=cells', 1024, 768)
    await untilDrawn(page)
    const { x, y } = await middle(page)
    await page.mouse.move(x, y)
    await expect
      .poll(() => page.locator('.readout').innerText(), { timeout: PATIENCE_MS })
      .toMatch(/95 % interval[\s\S]*n \d/)
    await page.mouse.click(x, y)
    await until(page, 'cell', /^8[0-9a-f]{14}$/)
    expect(await page.locator('.chips').innerText()).toContain('1 cell')
    await page.keyboard.down('Shift')
    await page.mouse.move(x - 30, y - 30)
    await page.mouse.down()
    await page.mouse.move(x + 30, y + 30, { steps: 3 })
    await page.mouse.up()
    await page.keyboard.up('Shift')
    await until(page, 'cell', /,/)
    const many = parameter(page, 'cell')?.split(',').length
    expect(await page.locator('.chips').innerText()).toContain(`${many} cells`)
    expect(await page.innerText('.lead')).toContain(`${many} cells`)
    await page.screenshot({ path: join(shots, 'map-cells-chosen-en.png') })
    await page.locator('.city-map canvas.maplibregl-canvas').focus()
    await page.keyboard.press('Escape')
    await until(page, 'cell', /^$/)
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('ArrowUp')
    await page.keyboard.press('Enter')
    await until(page, 'cell', /^8[0-9a-f]{14}$/)
    expect(complaints).toEqual([])
    await page.close()
  })

  it('drills from a district to its streets and communities, and back by the way it came', async () => {
    const { page, complaints } = await visit('/?lang=en&theme=dark&map=areas&level=district', 1024, 768)
    await untilDrawn(page)
    const { x, y } = await middle(page)
    await page.mouse.move(x, y)
    await page.waitForSelector('.readout')
    const district = (await page.locator('.readout dt').innerText()).split('\n')[0]?.trim() ?? ''
    await page.mouse.dblclick(x, y)
    await until(page, 'area', /^\d{12}$/)
    await expect.poll(() => page.locator('.crumbs').innerText(), { timeout: PATIENCE_MS }).toContain(district)
    await expect
      .poll(() => page.innerText('.legend .note >> nth=-1'), { timeout: PATIENCE_MS })
      .toMatch(/^\d{1,2} sub-districts/)
    await page.screenshot({ path: join(shots, 'map-drilled-en.png') })
    await page.locator('.crumb').first().click()
    await until(page, 'area', /^$/)
    await expect
      .poll(() => page.innerText('.legend .note >> nth=-1'), { timeout: PATIENCE_MS })
      .toMatch(/^82 sub-districts/)
    expect(complaints).toEqual([])
    await page.close()
  })

  it('finds a place by its pinyin from the keyboard alone, and draws what lies in it', async () => {
    const { page, complaints, outside } = await visit('/?lang=zh&theme=light&map=areas', 1024, 768)
    await untilDrawn(page)
    await page.keyboard.press('/')
    await page.keyboard.type('ytjd')
    const first = page.locator('.search [role=option]').first()
    await expect.poll(() => first.innerText(), { timeout: PATIENCE_MS }).toContain('银塘街道')
    expect(await page.locator('.search input').getAttribute('aria-activedescendant')).toBe(
      await first.getAttribute('id'),
    )
    await page.keyboard.press('Enter')
    await until(page, 'area', /^\d{12}$/)
    expect(parameter(page, 'level')).toBe('community')
    expect(await page.locator('.crumbs').innerText()).toMatch(/澜城[\s\S]*临江区[\s\S]*银塘街道[\s\S]*社区/)
    await page.locator('.map-measure select').selectOption('change')
    await until(page, 'show', /change/)
    await expect.poll(() => page.innerText('.where h2'), { timeout: PATIENCE_MS }).toContain('变化')
    await page.screenshot({ path: join(shots, 'map-found-zh.png') })
    expect(complaints).toEqual([])
    expect(outside).toEqual([])
    await page.close()
  })
})
