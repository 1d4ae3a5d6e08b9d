/**
 * Drags the window on the trend over 200 positions in a real browser and prints what each step took: index answer, statistics and
 * colour array, by `performance.measure`; no GPU, no chart drawing. Argument: the origin of a server of the bench's city.
 */
import type { Page } from 'playwright-core'
import { openBrowser } from '../../browser/chromium.ts'

const [origin = ''] = process.argv.slice(2)
const POSITIONS = 200
const PATIENCE_MS = 600_000
/** A quarter on coarser cells by day, and two years on the finest cells, whose buckets are weeks. */
const SCENES = [
  { name: 'a quarter', period: 'from=2025-07-01&to=2025-09-28' },
  { name: 'two years', period: 'from=2022-01-03&to=2023-12-31' },
]

const said = async (page: Page): Promise<string[]> =>
  Promise.all(['.lead', '.facets', '.desk-evidence', '.legend-standings'].map((each) => page.innerText(each)))

const measures = (page: Page, name: string) =>
  page.evaluate<number[], string>((each) => performance.getEntriesByName(each).map(({ duration }) => duration), name)

/** Waits until so many steps have been read and coloured. */
const untilSteps = (page: Page, wanted: number) =>
  page.waitForFunction((n) => performance.getEntriesByName('brush-colours').length >= n, wanted, { polling: 10 })

const untilStill = (page: Page) =>
  page.waitForFunction("document.querySelectorAll('[aria-busy=true], .skeleton').length === 0")

const at = (sorted: readonly number[], share: number) => sorted[Math.floor(share * (sorted.length - 1))] ?? Number.NaN

async function middleOf(page: Page): Promise<{ x: number; y: number }> {
  const box = await page.locator('.brush-both').boundingBox()
  if (!box) throw new Error('there is no window on the trend')
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 }
}

async function fetchBlock(page: Page, { x, y }: { x: number; y: number }): Promise<string> {
  const start = performance.now()
  const answer = page.waitForResponse((each) => each.url().includes('/api/block'))
  await page.mouse.move(x, y)
  const response = await answer
  if (!response.ok()) throw new Error(`the block was refused: ${await response.text()}`)
  await response.finished()
  const length = await page.evaluate<number>(
    "performance.getEntriesByType('resource').findLast(({ name }) => name.includes('/api/block')).decodedBodySize",
  )
  return `${(length / 1e6).toFixed(1)} MB in ${((performance.now() - start) / 1000).toFixed(1)} s`
}

/** True when all held. */
async function drag(page: Page, { name, period }: (typeof SCENES)[number]): Promise<boolean> {
  await page.goto(`${origin}/?lang=en&theme=light&map=cells&compare=none&${period}`)
  await page.waitForSelector('.brush-both', { state: 'attached' })
  await page.waitForSelector('[data-drawn="true"]')
  await untilStill(page)
  const { x, y } = await middleOf(page)
  const block = await fetchBlock(page, { x, y })
  await page.mouse.down()
  await page.mouse.move(x - 8, y)
  await untilSteps(page, 1)
  await page.evaluate(() => performance.clearMeasures())

  const asked: string[] = []
  const note = (request: { url(): string }) => asked.push(request.url())
  page.on('request', note)
  for (let i = 1; i <= POSITIONS; i++) {
    const there = 160 * Math.sin((i / POSITIONS) * 2 * Math.PI)
    await page.mouse.move(x - 8 + there, y)
    await untilSteps(page, i)
  }
  page.off('request', note)
  const [read, coloured] = [await measures(page, 'brush-step'), await measures(page, 'brush-colours')]
  const steps = read.map((step, i) => step + (coloured[i] ?? Number.NaN)).sort((a, b) => a - b)
  await page.mouse.move(x - 100, y)
  await untilSteps(page, POSITIONS + 1)
  await page.waitForTimeout(500)
  const last = await said(page)
  await page.mouse.up()
  await untilStill(page)
  const fresh = await said(page)
  const isEqual = last.join() === fresh.join()
  console.log(`  ${name}: block ${block}; ${steps.length} positions`)
  console.log(
    `    index answer + statistics + colours, ms: median ${at(steps, 0.5).toFixed(2)}, p95 ${at(steps, 0.95).toFixed(2)}, most ${at(steps, 1).toFixed(2)}`,
  )
  console.log(
    `    requests while it moved: ${asked.length}; the last frame ${isEqual ? 'equals' : 'DIFFERS FROM'} a fresh query`,
  )
  if (!isEqual) console.log(last.map((text, i) => (text === fresh[i] ? '' : `${text}\n≠ ${fresh[i]}`)).join('\n'))
  return isEqual && asked.length === 0
}

const browser = await openBrowser()
try {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
  page.setDefaultTimeout(PATIENCE_MS)
  for (const scene of SCENES) if (!(await drag(page, scene))) process.exitCode = 1
} finally {
  await browser.close()
}
