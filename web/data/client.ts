import type { FeatureCollection, Geometry, MultiPolygon, Polygon } from 'geojson'
import type { AnswerBody } from '../../api/schema/answer.ts'
import type { CatalogBody } from '../../api/schema/catalog.ts'
import type { AreaNamesBody } from '../../api/schema/geojson.ts'
import type { ErrorBody } from '../../api/schema/error.ts'
import type { Label } from '../../warehouse/catalog/types.ts'

export type { AnswerBody, CatalogBody }

/** A refusal or a failure, as sentences for people. `reference` finds it in the server's log. */
export class ServerError extends Error {
  readonly sentence: Label
  readonly status: number
  readonly reference: string | null
  /** Parameter at fault, where the server named one. */
  readonly field: string | null
  constructor(sentence: Label, status: number, reference: string | null, field: string | null = null) {
    super(sentence.en)
    this.sentence = sentence
    this.status = status
    this.reference = reference
    this.field = field
  }
}

const UNREACHABLE: Label = {
  zh: '连不上服务器。请确认程序仍在运行；恢复后页面会自动更新。',
  en: 'The server cannot be reached. See that it is still running; the page will refresh by itself.',
}
const UNEXPECTED: Label = {
  zh: '服务器的回答无法识别。请重新载入页面。',
  en: 'The server’s answer could not be understood. Please reload the page.',
}

/** The answer of a GET of this origin. Errors: a ServerError with the server's sentence. */
export const getJson = <T>(path: string, signal?: AbortSignal): Promise<T> => request<T>(path, signal ? { signal } : {})

/** Asks for something to be done. Errors: a ServerError with the server's sentence. */
export const send = <T>(method: 'POST' | 'DELETE', path: string): Promise<T> =>
  request<T>(path, { method, headers: { 'x-city-brain': 'page' } })

/** The bytes of a GET of this origin. Errors: a ServerError with the server's sentence. */
export const getBytes = async (path: string, signal: AbortSignal): Promise<ArrayBuffer> =>
  (await respond(path, { signal })).arrayBuffer()

const request = async <T>(path: string, init: RequestInit): Promise<T> =>
  (await (await respond(path, init)).json()) as T

async function respond(path: string, init: RequestInit): Promise<Response> {
  const response = await fetch(path, init).catch((cause: unknown) => {
    if (init.signal?.aborted) throw cause
    throw new ServerError(UNREACHABLE, 0, null)
  })
  if (response.ok) return response
  const fault = ((await response.json().catch(() => null)) as ErrorBody | null)?.error
  throw new ServerError(fault?.message ?? UNEXPECTED, response.status, fault?.reference ?? null, fault?.field ?? null)
}

export type Question = Record<string, string | readonly string[] | null | undefined>

/** A path with the parts of a question: lists are comma separated, empty parts left out. */
export function questionPath(path: string, question: Question): string {
  const query = new URLSearchParams()
  for (const [name, part] of Object.entries(question)) {
    const text = typeof part === 'string' ? part : (part ?? []).join(',')
    if (text !== '') query.set(name, text)
  }
  return `${path}?${query.toString().replaceAll('%2C', ',').replaceAll('%3A', ':')}`
}

/** The address of a question to /api/query. */
export const queryPath = (question: Question, format?: string): string =>
  questionPath('/api/query', format === undefined ? question : { ...question, format })

export const readCatalog = (signal?: AbortSignal) => getJson<CatalogBody>('/api/catalog', signal)
export const ask = (question: Question, signal?: AbortSignal) => getJson<AnswerBody>(queryPath(question), signal)

export interface AreaProperties {
  code: string
  level: string
  parent: string | null
  name_zh: string
  name_en: string
  urban_class: string | null
  responsible: string | null
  land_km2: number | null
  lon: number
  lat: number
}
export type Areas = FeatureCollection<Polygon | MultiPolygon, AreaProperties>
export type Basemap = FeatureCollection<Geometry, { kind: string; name_zh: string; name_en: string }>

/** Boundaries of a level as of one snapshot, or of what is published now; those that hold on a day, or on the last; all, or those in one area. */
export function readAreas(level: string, signal?: AbortSignal, v?: string, on?: string, within?: string) {
  const query = new URLSearchParams({
    level,
    ...(v ? { v } : {}),
    ...(on ? { on } : {}),
    ...(within ? { within } : {}),
  })
  return getJson<Areas>(`/api/areas?${query.toString()}`, signal)
}
export const readAreaNames = (signal?: AbortSignal, v?: string) =>
  getJson<AreaNamesBody>(`/api/areas/names${v ? `?v=${encodeURIComponent(v)}` : ''}`, signal)
export const readBasemap = (signal?: AbortSignal, v?: string) =>
  getJson<Basemap>(`/api/basemap${v ? `?v=${encodeURIComponent(v)}` : ''}`, signal)
