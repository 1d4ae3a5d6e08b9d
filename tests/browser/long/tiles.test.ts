import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FeatureCollection } from 'geojson'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import type { CatalogBody } from '../../../api/schema/catalog.ts'
import { tilesOf, writeTiles } from '../../api/tiles-file.ts'
import { serve, type Served } from '../../demo/serve.ts'
import { coloursOf } from '../pixels.ts'
import { PATIENCE_MS, shots, untilAnswered, withBrowser } from '../visit.ts'

const { browser, origin, visit } = withBrowser()
const folder = mkdtempSync(join(tmpdir(), 'own-tiles-'))
const CREDIT = '© 测绘 Survey 2026'
let served: Served

/** Streets every fiftieth of a degree, and the city's own water: what a survey would hold. */
function survey([west, south, east, north]: CatalogBody['city']['bbox'], basemap: FeatureCollection) {
  const every = (from: number, to: number) =>
    Array.from({ length: Math.ceil((to - from) / 0.02) }, (_, i) => from + 0.02 * i)
  const streets = [
    ...every(west, east).map((lon) => [
      [lon, south],
      [lon, north],
    ]),
    ...every(south, north).map((lat) => [
      [west, lat],
      [east, lat],
    ]),
  ]
  const features = streets.map((coordinates) => ({
    type: 'Feature' as const,
    properties: {},
    geometry: { type: 'LineString' as const, coordinates },
  }))
  return {
    roads: { type: 'FeatureCollection' as const, features },
    water: { ...basemap, features: basemap.features.filter(({ properties }) => properties?.kind === 'water') },
  }
}

beforeAll(async () => {
  const read = async <T>(path: string) => (await (await fetch(`${origin}${path}`)).json()) as T
  const { city } = await read<CatalogBody>('/api/catalog')
  const layers = survey(city.bbox, await read<FeatureCollection>('/api/basemap'))
  const file = join(folder, 'survey.pmtiles')
  const metadata = { vector_layers: Object.keys(layers).map((id) => ({ id })), attribution: CREDIT }
  writeTiles(file, { tiles: tilesOf(layers, city.bbox, 6, 12), metadata, bbox: city.bbox })
  served = await serve(inject('demo').data, 'lancheng', { CITY_TILES: file })
})
afterAll(async () => {
  await served?.stop()
  rmSync(folder, { recursive: true })
})

const rgbOf = (hex: string) => [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16)).join(',')

/** Share of each colour of the map's picture. */
async function sharesOf(page: Page): Promise<Map<string, number>> {
  const colours = await coloursOf(browser(), await page.locator('.city-map').screenshot())
  return new Map(colours.map(({ colour, share }) => [colour, share]))
}

describe('a desk with map tiles of one’s own', () => {
  it.each(['light', 'dark'] as const)(
    'draws them below its places, whose colours stay those of the legend: %s',
    async (theme) => {
      const path = `/?lang=zh&theme=${theme}&map=areas&level=district`
      const came: number[] = []
      const before = async (page: Page) => {
        page.on('response', (response) => response.url().includes('/api/tiles?') && came.push(response.status()))
      }
      const [plain, tiled] = await Promise.all([
        visit(path, 1440, 900),
        visit(path, 1440, 900, { at: served.origin, before }),
      ])
      for (const { page } of [plain, tiled]) {
        await page.waitForSelector('[data-drawn="true"]')
        await untilAnswered(page)
      }
      await expect.poll(() => came.length, { timeout: PATIENCE_MS }).toBeGreaterThan(0)
      expect(new Set(came)).toEqual(new Set([200]))
      await tiled.page.waitForTimeout(1500)
      const [bare, over] = [await sharesOf(plain.page), await sharesOf(tiled.page)]
      const ramp = await plain.page.evaluate<string[]>(
        'Array.from({ length: 7 }, (_, i) => document.documentElement.style.getPropertyValue("--seq" + i))',
      )
      const steps = ramp.map(rgbOf).filter((colour) => (bare.get(colour) ?? 0) > 0.01)
      expect(steps.length).toBeGreaterThan(1)
      for (const colour of steps) {
        const [was, is] = [bare.get(colour) ?? 0, over.get(colour) ?? 0]
        expect(is, colour).toBeGreaterThan(0.6 * was)
        // Streets show through: something of each place is no longer in its plain colour.
        expect(is, colour).toBeLessThan(was)
      }
      expect(await tiled.page.locator('.map-credit').innerText()).toBe(CREDIT)
      expect(await plain.page.locator('.map-credit').count()).toBe(0)
      await tiled.page.screenshot({ path: join(shots, `desk-tiles-zh-${theme}.png`) })
      expect([...tiled.complaints, ...tiled.outside]).toEqual([])
      await Promise.all([plain.page.close(), tiled.page.close()])
    },
  )
})
