import { catalog } from '../../data/live.ts'
import { getJson } from '../../data/client.ts'
import { memberName } from '../../data/member-name.ts'
import { language, linkTo, theme, view } from '../../state/store.ts'
import { LISTS } from '../../state/view-state.ts'
import { word } from '../../text/words.ts'
import { paint } from './paint.ts'

/** What is written round a picture: what it is of above, where it is from below. */
export interface Caption {
  above: string[]
  below: string[]
}

interface Load {
  licence: string | null
  publisher: string | null
}

const distinct = (texts: (string | null)[], comma: string) => [...new Set(texts.filter((text) => text))].join(comma)

/** City, filters and period above; source, licence, age of the data, version, and link below. */
export async function captionNow(): Promise<Caption> {
  const known = catalog.value.value
  const lang = language.value
  const zh = lang === 'zh'
  const { filters, v } = view.value
  if (!known) return { above: [], below: [] }
  const snapshot = v ?? known.snapshot.id
  const names = LISTS.flatMap((name) => filters[name].map((code) => memberName(known, name, code)))
  const loads = await getJson<Load[]>(`/api/loads?v=${encodeURIComponent(snapshot)}`).catch((): Load[] => [])
  const comma = zh ? '、' : ', '
  const publishers = distinct(
    loads.map(({ publisher }) => publisher),
    comma,
  )
  const licences = distinct(
    loads.map(({ licence }) => licence),
    comma,
  )
  const filtered = names.length > 0 ? `${word('facets', lang)}${zh ? '：' : ': '}${names.join(comma)}` : ''
  return {
    above: [[known.city.name[lang], filtered].filter((part) => part !== '').join(' · ')],
    below: [
      [
        publishers && `${word('source', lang)}${zh ? '：' : ': '}${publishers}`,
        licences && `${zh ? '许可：' : 'Licence: '}${licences}`,
        `${word('dataTo', lang)} ${known.snapshot.data_to}`,
        `${word('snapshot', lang)} ${snapshot.slice(0, 8)}`,
        `${zh ? '制图' : 'Drawn'} ${new Date().toISOString().slice(0, 10)}`,
      ]
        .filter((part) => part !== '')
        .join(' · '),
      `${location.origin}${linkTo(location.pathname)}`,
    ],
  }
}

const MARGIN = 16
const LINE = 16
/** A canvas may not be larger. */
const MOST_PIXELS = 100_000_000
const MOST_SIDE = 16_000

/** The text as lines that fit the width. */
function wrapped(pen: CanvasRenderingContext2D, text: string, width: number): string[] {
  const lines: string[] = []
  let line = ''
  for (const part of text.match(/[^\s\u2e80-\uffef]{1,40}\s*|[\s\S]/g) ?? []) {
    if (line !== '' && pen.measureText(line + part).width > width) {
      lines.push(line)
      line = ''
    }
    line += part
  }
  return line === '' ? lines : [...lines, line]
}

const pause = (ms: number) => new Promise((done) => setTimeout(done, ms))
const PATIENCE_MS = 20_000

/** Waits until nothing in the element is still loading and its maps are drawn. */
async function settled(element: Element): Promise<void> {
  const isWaiting = () =>
    element.querySelector('.skeleton, .city-map-canvas:not([data-drawn])') !== null ||
    element.querySelector('.panel[aria-busy="true"]') !== null ||
    element.matches('[aria-busy="true"]')
  const until = Date.now() + PATIENCE_MS
  while (isWaiting() && Date.now() < until) await pause(100)
  await document.fonts.ready
}

/**
 * A part of the page as a PNG, `scale` device pixels a CSS pixel (fewer where a canvas could not hold so many), with its
 * caption burned in. Errors: an Error where the browser makes no picture.
 */
export async function pictureOf(element: Element, scale: number, caption: Caption): Promise<Blob> {
  await settled(element)
  const { width, height } = element.getBoundingClientRect()
  const canvas = document.createElement('canvas')
  const pen = canvas.getContext('2d')
  if (!pen) throw new Error('no canvas')
  const { surface, ink2, ink3, hairline } = theme.value
  const font = `12px ${getComputedStyle(document.documentElement).fontFamily}`
  pen.font = font
  const fit = (lines: readonly string[]) => lines.flatMap((line) => wrapped(pen, line, width))
  const [above, below] = [fit(caption.above), fit(caption.below)]
  const top = MARGIN + above.length * LINE + 8
  const whole = { width: width + 2 * MARGIN, height: top + height + 16 + below.length * LINE + MARGIN }
  const finest = Math.min(
    Math.sqrt(MOST_PIXELS / (whole.width * whole.height)),
    MOST_SIDE / Math.max(whole.width, whole.height),
  )
  const density = Math.min(scale, finest)
  canvas.width = Math.round(whole.width * density)
  canvas.height = Math.round(whole.height * density)
  pen.scale(density, density)
  pen.fillStyle = surface
  pen.fillRect(0, 0, whole.width, whole.height)
  const write = (lines: readonly string[], y: number, color: string) => {
    pen.font = font
    pen.fillStyle = color
    pen.textBaseline = 'top'
    for (const [i, line] of lines.entries()) pen.fillText(line, MARGIN, y + i * LINE)
  }
  write(above, MARGIN, ink2)
  pen.save()
  pen.translate(MARGIN, top)
  await paint(pen, element, density)
  pen.restore()
  pen.fillStyle = hairline
  pen.fillRect(MARGIN, top + height + 8, width, 1)
  write(below, top + height + 16, ink3)
  return new Promise((done, fail) => {
    canvas.toBlob((blob) => (blob ? done(blob) : fail(new Error('no picture'))), 'image/png')
  })
}
