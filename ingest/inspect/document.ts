import { IngestError } from '../ingest-error.ts'

export interface FoundDocument {
  format: 'json' | 'geojson' | 'topojson'
  /** Path to the records, or name of the object. */
  rows?: string
  /** Other tables or objects in it. */
  others: string[]
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Arrays of objects, by path, the largest first. */
function tables(value: unknown, path: string[], depth: number): { path: string[]; length: number }[] {
  if (Array.isArray(value)) return value.length > 0 && value.every(isObject) ? [{ path, length: value.length }] : []
  if (!isObject(value) || depth === 0) return []
  return Object.entries(value).flatMap(([key, inner]) => tables(inner, [...path, key], depth - 1))
}

/** Of the objects of a topology the one with names or codes and the most parts. */
function mainObject(objects: Record<string, unknown>): string[] {
  const weight = (value: unknown) => {
    const parts = isObject(value) && Array.isArray(value.geometries) ? (value.geometries as unknown[]) : []
    const [first] = parts
    const isNamed = isObject(first) && (first.id !== undefined || first.properties !== undefined)
    return (isNamed ? 1e9 : 0) + parts.length
  }
  return Object.keys(objects).toSorted((a, b) => weight(objects[b]) - weight(objects[a]))
}

/** What kind of JSON a document is, and where its records stand. Errors: IngestError when it has none. */
export function findDocument(document: unknown, name: string): FoundDocument {
  if (isObject(document) && document.type === 'FeatureCollection') return { format: 'geojson', others: [] }
  if (isObject(document) && document.type === 'Topology' && isObject(document.objects)) {
    const [main, ...others] = mainObject(document.objects)
    if (main !== undefined) {
      return others.length === 0 ? { format: 'topojson', others } : { format: 'topojson', rows: main, others }
    }
  }
  const [largest, ...others] = tables(document, [], 4).toSorted((a, b) => b.length - a.length)
  if (!largest)
    throw new IngestError({
      zh: `${name} 中没有记录列表：既没有 features，也没有对象数组。`,
      en: `${name} holds no list of records: neither features nor an array of objects.`,
    })
  const rows = largest.path.join('.')
  return { format: 'json', ...(rows === '' ? {} : { rows }), others: others.map(({ path }) => path.join('.')) }
}
