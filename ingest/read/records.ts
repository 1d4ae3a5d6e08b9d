import { basename } from 'node:path'
import { feature } from 'topojson-client'
import type { Topology } from 'topojson-specification'
import { z } from 'zod'
import { IngestError } from '../ingest-error.ts'
import { toWgs84 } from '../locate/coordinates.ts'
import type { Geometry } from '../locate/types.ts'
import type { Recipe } from '../recipe.ts'
import { readCsv } from './csv.ts'
import { readJson } from './text.ts'
import { readXlsx } from './xlsx.ts'

/** A record of any format: its columns as text, and its geometry in WGS-84 when the format has one. */
export interface FileRecord {
  values: Record<string, string | null>
  geometry: Geometry | null
}

const Feature = z.object({
  id: z.union([z.string(), z.number()]).optional(),
  properties: z.record(z.string(), z.unknown()).nullable().default({}),
  geometry: z.custom<Geometry>((value) => typeof value === 'object' && value !== null && 'type' in value).nullable(),
})
const FeatureList = z.object({ type: z.literal('FeatureCollection'), features: z.array(Feature) })
const TopologyFile = z.object({ type: z.literal('Topology'), objects: z.record(z.string(), z.unknown()) })
const RecordList = z.array(z.record(z.string(), z.unknown()))

/** A value of JSON as the text a CSV would hold; null and absent are null. */
function asText(value: unknown): string | null {
  if (value === null || value === undefined) return null
  if (typeof value === 'string') return value
  return typeof value === 'object' ? JSON.stringify(value) : String(value as number | boolean)
}

const texts = (properties: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(properties).map(([name, value]) => [name, asText(value)]))

/** Every record of a file in the recipe's format. Throws a sentence when the file is not of that format. */
export async function readRecords(recipe: Recipe, file: string, name = basename(file)): Promise<FileRecord[]> {
  if (recipe.format === 'csv') {
    const { header, rows } = await readCsv(file, recipe, name)
    return rows.map((row) => plainRecord(header, row))
  }
  if (recipe.format === 'xlsx') {
    const { header, rows } = await readXlsx(file, name, recipe)
    return Array.from(rows, ({ values }) => plainRecord(header, values))
  }
  const document = await readJson(file, recipe.encoding, name)
  if (recipe.format === 'json') return plainRecords(document, recipe.rows, name)
  const features = FeatureList.safeParse(recipe.format === 'topojson' ? unpack(document, recipe.rows, name) : document)
  if (!features.success) {
    throw new IngestError({
      zh: `${name} 不是 GeoJSON FeatureCollection：${z.prettifyError(features.error).split('\n')[0] ?? ''}`,
      en: `${name} is not a GeoJSON FeatureCollection: ${z.prettifyError(features.error).split('\n')[0] ?? ''}`,
    })
  }
  const convert = converter(recipe.crs ?? 'wgs84')
  return features.data.features.map(({ id, properties, geometry }) => ({
    values: { ...(id === undefined ? {} : { id: String(id) }), ...texts(properties ?? {}) },
    geometry: geometry && convert(geometry),
  }))
}

const plainRecord = (header: string[], row: (string | null)[]): FileRecord => ({
  values: Object.fromEntries(header.map((column, k) => [column, row[k] ?? null])),
  geometry: null,
})

function plainRecords(document: unknown, path: string | undefined, name: string): FileRecord[] {
  let at = document
  for (const step of path?.split('.') ?? [])
    at = typeof at === 'object' && at !== null ? Reflect.get(at, step) : undefined
  const records = RecordList.safeParse(at)
  if (!records.success) {
    throw new IngestError({
      zh: `${name} 在“${path ?? ''}”处没有记录数组。请在配方中用 \`rows\` 写明路径。`,
      en: `${name} has no array of records at "${path ?? ''}". Name the path in the recipe as \`rows\`.`,
    })
  }
  return records.data.map((record) => ({ values: texts(record), geometry: null }))
}

function unpack(document: unknown, wanted: string | undefined, name: string): unknown {
  const parsed = TopologyFile.safeParse(document)
  const objects = parsed.data?.objects ?? {}
  const key = wanted ?? Object.keys(objects)[0]
  if (!parsed.success || key === undefined || !(key in objects)) {
    const found = Object.keys(objects)
    throw new IngestError({
      zh: `${name} 不是含有对象“${key ?? ''}”的 TopoJSON；其中的对象：${found.join('、') || '无'}。`,
      en: `${name} is not TopoJSON with an object "${key ?? ''}"; it has ${found.join(', ') || 'none'}.`,
    })
  }
  const topology = document as Topology
  const object = topology.objects[key]
  return object && feature(topology, object)
}

/** A centimetre: what two files write of one corner then is one corner. */
const rounded = (degrees: number) => Math.round(degrees * 1e7) / 1e7

/** Every position through the recipe's coordinate system; heights are dropped. */
function converter(crs: string): (geometry: Geometry) => Geometry {
  const to = toWgs84(crs)
  const pair = new Float64Array(2)
  const walk = (value: unknown): unknown => {
    if (!Array.isArray(value)) return value
    const [x, y] = value as unknown[]
    if (typeof x !== 'number' || typeof y !== 'number') return value.map(walk)
    to(x, y, pair)
    return [rounded(pair[0] as number), rounded(pair[1] as number)]
  }
  return (geometry) => ({ ...geometry, coordinates: walk(geometry.coordinates) }) as Geometry
}
