import type { Layer } from '@deck.gl/core'
import { MapLibreOverlay } from '@deck.gl/maplibre'
import { Map as MapLibre, setWorkerUrl } from 'maplibre-gl'
import 'maplibre-gl/dist/maplibre-gl.css'
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url'
import { useEffect, useRef } from 'preact/hooks'

setWorkerUrl(workerUrl)

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
  onSelect?: (code: string) => void
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

/** Owns one map's life: an empty local style for the camera, and the layers over it. Asks nothing of any network. */
export default function CityMap(props: CityMapProps) {
  const box = useRef<HTMLDivElement>(null)
  const live = useRef<Live | null>(null)
  const now = useRef(props)
  now.current = props

  useEffect(() => {
    if (!box.current) return undefined
    const map = new MapLibre({
      container: box.current,
      style: { version: 8, sources: {}, layers: [] },
      bounds: props.bbox,
      fitBoundsOptions: { padding: props.padding ?? 16 },
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
      onHover: (info) => now.current.onHover?.(codeOf(info.object)),
      onClick: (info) => {
        const code = codeOf(info.object)
        if (code) now.current.onSelect?.(code)
      },
      onAfterRender: () => {
        if (box.current) box.current.dataset.drawn = 'true'
      },
    })
    map.addControl(overlay)
    let isMoved = false
    const sayScale = () => now.current.onScale?.((512 * 2 ** map.getZoom()) / 360)
    for (const move of ['dragstart', 'zoomstart'] as const) {
      map.on(move, (event) => {
        if (event.originalEvent) isMoved = true
      })
    }
    map.on('zoomend', sayScale)
    map.on('resize', () => {
      if (!isMoved) map.fitBounds(props.bbox, { padding: props.padding ?? 16, animate: false })
    })
    sayScale()
    live.current = { map, overlay }
    return () => {
      live.current = null
      map.remove()
    }
  }, [props.bbox.join(), props.isStill, props.density])

  useEffect(() => live.current?.overlay.setProps({ layers: props.layers }), [props.layers])

  return (
    <div class="city-map" role={props.isStill ? 'img' : 'group'} aria-label={props.label}>
      <div ref={box} class="city-map-canvas" />
    </div>
  )
}
