import type { Layer } from '@deck.gl/core'
import { MapLibreOverlay } from '@deck.gl/maplibre'
import { Map as MapLibre, setWorkerUrl, type StyleSpecification } from 'maplibre-gl'
import './maplibre.css'
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url'
import { useEffect, useRef } from 'preact/hooks'
import type { Theme } from '../theme/themes.ts'
import { copyWhenStill, type PictureRequest } from './picture.ts'
import { type Tiles, tileStyle } from './tiles.ts'

setWorkerUrl(workerUrl)

const FLIGHT_MS = 240

export interface CityMapProps {
  layers: Layer[]
  /** [west, south, east, north] */
  bbox: [number, number, number, number]
  background: string
  label: string
  /** A map nobody moves: the wall's. */
  isStill?: boolean
  padding?: number
  /** Device pixels a CSS pixel, where the page itself is scaled. */
  density?: number
  onHover?: (code: string | null) => void
  /** A box to go to; a new object goes there again. */
  focus?: { box: [number, number, number, number] } | null
  /** Where it looks at first, in place of all of `bbox`. */
  camera?: { lon: number; lat: number; zoom: number } | null
  /** Tiles of the user's own below the layers, and the theme they are drawn in. */
  tiles: Tiles | null
  theme: Theme
  /** Called once with the map; what it returns is called before the map goes. */
  onReady?: (map: MapLibre) => () => void
  /** Called with CSS pixels a degree of longitude, at first and whenever the zoom changes. */
  onScale?: (pixels: number) => void
}

interface Live {
  map: MapLibre
  overlay: MapLibreOverlay
}

const codeOf = (object: unknown): string | null =>
  typeof object === 'object' && object !== null && 'code' in object && typeof object.code === 'string'
    ? object.code
    : null

const EMPTY: StyleSpecification = { version: 8, sources: {}, layers: [] }

/** Owns one map's life: a style for the camera, empty or of the user's own tiles, and the layers over it. Asks nothing of other networks. */
export default function CityMap(props: CityMapProps) {
  const box = useRef<HTMLDivElement>(null)
  const live = useRef<Live | null>(null)
  const isMoved = useRef(false)
  const now = useRef(props)
  /** Called after each drawing while a picture is asked for. */
  const copies = useRef<(() => void) | null>(null)
  now.current = props
  const styleNow = () => (props.tiles ? tileStyle(props.tiles, props.theme, location.origin) : EMPTY)

  useEffect(() => {
    if (!box.current) return undefined
    const map = new MapLibre({
      container: box.current,
      style: styleNow(),
      // A picture of the page copies the tiles too.
      canvasContextAttributes: { preserveDrawingBuffer: props.tiles !== null },
      ...(props.camera
        ? { center: [props.camera.lon, props.camera.lat], zoom: props.camera.zoom }
        : { bounds: props.bbox, fitBoundsOptions: { padding: props.padding ?? 16 } }),
      interactive: !props.isStill,
      dragRotate: false,
      pitchWithRotate: false,
      attributionControl: false,
      ...(props.density ? { pixelRatio: props.density } : {}),
    })
    map.touchZoomRotate.disableRotation()
    const overlay = new MapLibreOverlay({
      interleaved: false,
      layers: now.current.layers,
      ...(props.density ? { useDevicePixels: props.density } : {}),
      ...(props.onHover ? { onHover: (info) => now.current.onHover?.(codeOf(info.object)) } : {}),
      // The map below is what Tab reaches; its layers are no second stop.
      onLoad: () => box.current?.querySelector('#deckgl-overlay')?.setAttribute('tabindex', '-1'),
      onAfterRender: () => {
        if (box.current) box.current.dataset.drawn = 'true'
        copies.current?.()
      },
    })
    map.addControl(overlay)
    isMoved.current = Boolean(props.camera)
    const sayScale = () => now.current.onScale?.((512 * 2 ** map.getZoom()) / 360)
    for (const move of ['dragstart', 'zoomstart'] as const) {
      map.on(move, (event) => {
        if (event.originalEvent) isMoved.current = true
      })
    }
    map.on('zoomend', sayScale)
    map.on('resize', () => {
      const box = now.current.focus?.box ?? props.bbox
      if (!isMoved.current) map.fitBounds(box, { padding: props.padding ?? 16, animate: false })
    })
    sayScale()
    map.getCanvas().setAttribute('role', 'application')
    map.getCanvas().setAttribute('aria-label', props.label)
    const leave = now.current.onReady?.(map)
    live.current = { map, overlay }
    const element = box.current
    const own = props.density ?? true
    const picture = (event: Event) => {
      if (!(event instanceof CustomEvent)) return
      const request = event.detail as PictureRequest
      const setDensity = (useDevicePixels: number | boolean) => overlay.setProps({ useDevicePixels })
      const redraw = () => {
        setDensity(request.scale)
        now.current.layers[0]?.context.deck?.redraw('a picture')
      }
      request.source = copyWhenStill(element, copies, redraw).finally(() => setDensity(own))
    }
    element.addEventListener('picture', picture)
    return () => {
      element.removeEventListener('picture', picture)
      live.current = null
      leave?.()
      map.remove()
    }
  }, [props.bbox.join(), props.isStill, props.density, props.tiles])

  useEffect(() => void (props.tiles && live.current?.map.setStyle(styleNow())), [props.theme])

  useEffect(() => live.current?.overlay.setProps({ layers: props.layers }), [props.layers])

  useEffect(() => {
    if (!props.focus) return
    isMoved.current = false
    live.current?.map.fitBounds(props.focus.box, { padding: props.padding ?? 16, duration: FLIGHT_MS })
  }, [props.focus])

  return (
    <div class="city-map" role={props.isStill ? 'img' : 'group'} aria-label={props.label}>
      <div ref={box} class={props.tiles ? 'city-map-canvas city-map-tiles' : 'city-map-canvas'} />
      {props.tiles?.credit ? <p class="map-credit">{props.tiles.credit}</p> : null}
    </div>
  )
}
