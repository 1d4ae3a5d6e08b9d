import { isUnsure } from '../../warehouse/catalog/words.ts'
import { lazy, Suspense } from 'preact/compat'
import { useEffect, useMemo, useState } from 'preact/hooks'
import type { Status } from '../../warehouse/catalog/types.ts'
import { UNITS } from '../../warehouse/catalog/index.ts'
import { type AnswerBody, type Areas, type Basemap, readAreas, readBasemap } from '../data/client.ts'
import { learnCells } from '../map/cells.ts'
import { areaPlaces, cellRows } from '../map/geometry.ts'
import { classOf } from '../map/classes.ts'
import { basemapLayers, landLayer } from '../map/layers/ground.ts'
import { labelLayer } from '../map/layers/labels.ts'
import { maskLayer } from '../map/layers/mask.ts'
import { outlineLayer, placeLayers } from '../map/layers/places.ts'
import { type Language, say } from '../text/language.ts'
import { formatNumber } from '../text/numbers.ts'
import type { Theme } from '../theme/themes.ts'
import { askSlide, type WallContent, wallShapes } from './wall-data.ts'
import { seriesOf, totalOf } from './wall-model.ts'
import { slideBreaks, wholeBreaks } from './wall-breaks.ts'
import { wallLabels } from './wall-labels.ts'
import { leadersLevel, type Slide, TREND_DAYS, wallSlides } from './wall-questions.ts'
import { word, spanWord } from './wall-words.ts'
import '../map/map.css'
import './wall-map.css'

const CityMap = lazy(() => import('../map/city-map.tsx'))

const SLIDE_MS = 20_000
const HALF_FADE_MS = 200
const HATCH_PX = 7
const LABEL_PX = 20

interface Ground {
  city: Areas
  areas: Areas
  /** Null where tiles stand below the layers. */
  basemap: Basemap | null
}

interface Shown {
  slide: Slide
  answer: AnswerBody
  isCells: boolean
}

interface MapProps {
  content: WallContent
  theme: Theme
  language: Language
  scale: number
  /** Room the map has, in design px. */
  room: { width: number; height: number }
}

function useGround(content: WallContent): Ground | null {
  const [ground, setGround] = useState<Ground | null>(null)
  useEffect(() => {
    const cancel = new AbortController()
    const { levels } = content.catalog
    const drawn = levels.filter((level) => level.has_geometry).map((level) => level.id)
    const outer = drawn[0]
    const inner = leadersLevel(content.catalog)
    if (outer === undefined) return undefined
    Promise.all([
      readAreas(outer, cancel.signal),
      readAreas(drawn.includes(inner) ? inner : outer, cancel.signal),
      content.catalog.tiles ? null : readBasemap(cancel.signal),
      wallShapes(content.catalog, cancel.signal),
    ]).then(
      ([whole, areas, basemap, cells]) => {
        if (cells) learnCells(cells)
        setGround({ city: whole, areas, basemap })
      },
      () => undefined,
    )
    return () => cancel.abort()
  }, [content.catalog])
  return ground
}

/** The slide on the map: the next one is fetched, the map fades out, changes, and fades in. */
function useSlides(content: WallContent): { shown: Shown | null; fading: boolean } {
  const [shown, setShown] = useState<Shown | null>(null)
  const [fading, setFading] = useState(false)
  useEffect(() => {
    const cancel = new AbortController()
    const slides = wallSlides(content.catalog)
    const isStill = matchMedia('(prefers-reduced-motion: reduce)').matches
    let fade: ReturnType<typeof setTimeout> | undefined
    const show = async (slide: Slide, softly: boolean) => {
      const cells = await askSlide(content.catalog, slide, cancel.signal)
      const isCells = seriesOf(cells, slide.indicator)?.value.some((v) => v !== null) ?? false
      const answer = isCells ? cells : slide.group === null ? content.answers.ranking : null
      if (!answer || cancel.signal.aborted) return
      setFading(softly)
      fade = setTimeout(
        () => {
          setShown({ slide, answer, isCells })
          setFading(false)
        },
        softly ? HALF_FADE_MS : 0,
      )
    }
    let position = 0
    const step = (softly: boolean) => {
      const slide = slides[position % slides.length]
      if (slide) show(slide, softly && !isStill).catch(() => undefined)
      position++
    }
    step(false)
    const timer = isStill || slides.length < 2 ? undefined : setInterval(() => step(true), SLIDE_MS)
    return () => {
      cancel.abort()
      clearInterval(timer)
      clearTimeout(fade)
    }
  }, [content])
  return { shown, fading }
}

/** The slowly changing map with its title and legend. Cells where the city has them, else areas. */
export function WallMap({ content, theme, language, scale, room }: MapProps) {
  const ground = useGround(content)
  const { shown, fading } = useSlides(content)
  const density = (globalThis.devicePixelRatio || 1) * scale
  const breaks = useMemo(() => (shown ? breaksOf(content, shown) : []), [shown, content])
  const layers = useMemo(
    () =>
      ground && shown
        ? wallLayers(ground, shown, breaks, content.catalog.city.bbox, theme, language, density, room)
        : null,
    [ground, shown, breaks, theme, language, density, room],
  )
  const { catalog } = content
  const indicator = catalog.indicators.find((each) => each.id === shown?.slide.indicator)
  const group = catalog.dimensions
    .find((dimension) => dimension.id === 'category_group')
    ?.members?.find((member) => member.code === shown?.slide.group)
  const title = [
    indicator ? say(indicator.label, language) : '',
    group ? say(group.label, language) : '',
    spanWord('days90', catalog, language),
  ]
    .filter((part) => part !== '')
    .join(' · ')
  return (
    <figure class="wall-map" data-slide={shown?.slide.group ?? 'all'}>
      <div class={fading ? 'wall-map-picture wall-fading' : 'wall-map-picture'}>
        {layers ? (
          <Suspense fallback={null}>
            <CityMap
              layers={layers}
              bbox={catalog.city.bbox}
              background={theme.land}
              tiles={catalog.tiles}
              theme={theme}
              label={title}
              isStill
              padding={24}
              density={density}
            />
          </Suspense>
        ) : (
          <div class="skeleton fill map-skeleton" aria-busy="true" />
        )}
      </div>
      <figcaption class={fading ? 'wall-legend wall-fading' : 'wall-legend'}>
        <div>
          <p class="wall-map-title">
            <strong>{title}</strong>
            {indicator && word('of', language) + say(UNITS[indicator.unit], language)}
          </p>
          <div class="wall-ramp">
            {theme.sequential.map((colour, i) => (
              <span key={colour} class={`wall-step seq-${i}`}>
                {i < breaks.length && <i>{formatBreak(breaks[i] ?? 0)}</i>}
              </span>
            ))}
          </div>
        </div>
        <ul class="wall-key">
          <li>
            <span class="wall-key-unsure" aria-hidden="true" />
            {word('unsure', language)}
          </li>
          <li>
            <span class="wall-key-none" aria-hidden="true" />
            {word('none', language)}
          </li>
        </ul>
      </figcaption>
    </figure>
  )
}

const formatBreak = (value: number) => formatNumber(value, value < 10 && value % 1 !== 0 ? 1 : 0)

function breaksOf(content: WallContent, shown: Shown): number[] {
  const { catalog } = content
  const dimension = shown.isCells ? `cell:${catalog.city.cells.map}` : `area:${leadersLevel(catalog)}`
  const fixed = catalog.breaks.find((b) => b.indicator === shown.slide.indicator && b.dimension === dimension)
  const whole = totalOf(content.answers.lead, shown.slide.indicator)?.value ?? null
  const part = totalOf(shown.answer, shown.slide.indicator)?.value ?? null
  const share = shown.slide.group !== null && whole !== null && part !== null && whole > 0 ? part / whole : 1
  const values = seriesOf(shown.answer, shown.slide.indicator)?.value ?? []
  const breaks = slideBreaks(fixed ?? null, TREND_DAYS, share, values)
  const isCount = catalog.indicators.find((each) => each.id === shown.slide.indicator)?.unit === 'cases'
  return isCount ? wholeBreaks(breaks) : breaks
}

function wallLayers(
  ground: Ground,
  shown: Shown,
  breaks: readonly number[],
  bbox: readonly number[],
  theme: Theme,
  language: Language,
  density: number,
  room: { width: number; height: number },
) {
  const series = seriesOf(shown.answer, shown.slide.indicator)
  const codes = (shown.answer.keys[0]?.codes ?? []).map((code) => code ?? '')
  const rowOf = new Map(codes.flatMap((code, i) => (code === '' ? [] : [[code, i] as const])))
  const found = shown.isCells ? cellRows(rowOf) : areaPlaces(ground.areas, rowOf)
  const statusOf = (row: number) => (series?.status[row] ?? 'missing') as Status
  const looks = {
    classes: found.rows.map((row) => classOf(series?.value[row] ?? null, statusOf(row), breaks)),
    unsure: found.rows.map((row) => isUnsure(statusOf(row))),
  }
  const family = getComputedStyle(document.documentElement).getPropertyValue('--zh')
  return [
    landLayer(ground.city, theme),
    ...placeLayers(found.places, looks, theme, density, HATCH_PX),
    ...(ground.basemap ? basemapLayers(ground.basemap, theme) : []),
    maskLayer(ground.city, bbox, theme),
    outlineLayer('inner', ground.areas, theme.boundary, 1.2),
    outlineLayer('outer', ground.city, theme.boundary, 1.6),
    labelLayer(wallLabels(ground.areas, bbox, language, room, LABEL_PX), theme, family, LABEL_PX),
  ]
}
