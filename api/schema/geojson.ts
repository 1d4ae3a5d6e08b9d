import { z } from '@hono/zod-openapi'

interface Feature {
  type: 'Feature'
  id?: string | number
  geometry: { type: string; coordinates?: unknown } | null
  properties: Record<string, string | number | boolean | null>
}

export interface FeatureCollection {
  type: 'FeatureCollection'
  features: Feature[]
}

export const CollectionBody = z
  .custom<FeatureCollection>()
  .openapi('FeatureCollection', { type: 'object', description: 'GeoJSON, WGS-84.' })
