import type { Page } from 'playwright-core'

/** Colours of a PNG by share of its pixels, largest first; decoded by the browser itself. */
export async function coloursOf(page: Page, png: Buffer): Promise<{ colour: string; share: number }[]> {
  return page.evaluate(async (data) => {
    const bytes = Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0))
    const picture = await createImageBitmap(new Blob([bytes], { type: 'image/png' }))
    const canvas = new OffscreenCanvas(picture.width, picture.height)
    const context = canvas.getContext('2d')
    if (!context) return []
    context.drawImage(picture, 0, 0)
    const { data: pixels } = context.getImageData(0, 0, picture.width, picture.height)
    const counts = new Map<string, number>()
    for (let i = 0; i < pixels.length; i += 4) {
      const colour = `${pixels[i]},${pixels[i + 1]},${pixels[i + 2]}`
      counts.set(colour, (counts.get(colour) ?? 0) + 1)
    }
    const total = pixels.length / 4
    return [...counts].map(([colour, n]) => ({ colour, share: n / total })).sort((a, b) => b.share - a.share)
  }, png.toString('base64'))
}
