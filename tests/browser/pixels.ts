import type { Browser } from 'playwright-core'

/** What the page runs: it decodes the PNG and counts its colours. Kept as text because it knows the browser, not Node. */
const COUNT_COLOURS = `async (data) => {
  const bytes = Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0))
  const picture = await createImageBitmap(new Blob([bytes], { type: 'image/png' }))
  const canvas = new OffscreenCanvas(picture.width, picture.height)
  const context = canvas.getContext('2d')
  context.drawImage(picture, 0, 0)
  const { data: pixels } = context.getImageData(0, 0, picture.width, picture.height)
  const counts = new Map()
  for (let i = 0; i < pixels.length; i += 4) {
    const colour = pixels[i] + ',' + pixels[i + 1] + ',' + pixels[i + 2]
    counts.set(colour, (counts.get(colour) ?? 0) + 1)
  }
  const total = pixels.length / 4
  return [...counts].map(([colour, n]) => ({ colour, share: n / total })).sort((a, b) => b.share - a.share)
}`

/** Colours of a PNG by share of its pixels, largest first; decoded by a blank page of the same browser. */
export async function coloursOf(browser: Browser, png: Buffer): Promise<{ colour: string; share: number }[]> {
  const blank = await browser.newPage()
  try {
    return await blank.evaluate(`(${COUNT_COLOURS})(${JSON.stringify(png.toString('base64'))})`)
  } finally {
    await blank.close()
  }
}
