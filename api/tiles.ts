import { type FileHandle, open } from 'node:fs/promises'
import { Compression, type Header, PMTiles, type RangeResponse, type Source, TileType } from 'pmtiles'
import type { Label } from '../warehouse/catalog/types.ts'
import type { TilesBody } from './schema/tiles.ts'

/** Map tiles of the user's own, read from one file on this machine. */
export interface TileSet {
  about: TilesBody
  media: string
  /** Changes with the file. */
  edition: string
  /** The bytes of a tile, unpacked; null where the file has none. */
  read(z: number, x: number, y: number): Promise<Uint8Array<ArrayBuffer> | null>
  close(): Promise<void>
}

const MEDIA: Partial<Record<TileType, string>> = {
  [TileType.Mvt]: 'application/x-protobuf',
  [TileType.Png]: 'image/png',
  [TileType.Jpeg]: 'image/jpeg',
  [TileType.Webp]: 'image/webp',
  [TileType.Avif]: 'image/avif',
}
const MOST_CREDIT = 200

/** A file read by ranges. */
class FileRanges implements Source {
  readonly #handle: FileHandle
  readonly #path: string

  constructor(path: string, handle: FileHandle) {
    this.#path = path
    this.#handle = handle
  }

  getKey(): string {
    return this.#path
  }

  async getBytes(offset: number, length: number): Promise<RangeResponse> {
    const data = new ArrayBuffer(length)
    const { bytesRead } = await this.#handle.read(new Uint8Array(data), 0, length, offset)
    return { data: data.slice(0, bytesRead) }
  }
}

const refusal = (path: string, why: Label, cause?: unknown) =>
  new Error(
    `CITY_TILES=${path} 无法使用：${why.zh}。请给出一个 PMTiles（第 3 版）文件，或不设 CITY_TILES。\n` +
      `CITY_TILES=${path} cannot be used: ${why.en}. Name a PMTiles file (version 3), or leave CITY_TILES unset.`,
    { cause },
  )

/** Text without markup: credits are often links. */
const plain = (text: unknown) =>
  typeof text === 'string'
    ? text
        .replace(/<[^>]*>/g, '')
        .replaceAll('&copy;', '©')
        .trim()
        .slice(0, MOST_CREDIT)
    : ''

function layersOf(metadata: unknown): string[] {
  const layers = (metadata as { vector_layers?: unknown } | null)?.vector_layers
  if (!Array.isArray(layers)) return []
  return layers.flatMap((layer: unknown) => {
    const id = (layer as { id?: unknown } | null)?.id
    return typeof id === 'string' ? [id] : []
  })
}

async function readAbout(path: string, archive: PMTiles): Promise<{ header: Header; about: TilesBody }> {
  const header = await archive.getHeader()
  const { tileType, tileCompression, minZoom, maxZoom, minLon, minLat, maxLon, maxLat } = header
  if (!MEDIA[tileType])
    throw refusal(path, { zh: '其中既非矢量瓦片也非图片', en: 'its tiles are neither vector tiles nor pictures' })
  if (tileCompression === Compression.Brotli || tileCompression === Compression.Zstd)
    throw refusal(path, {
      zh: '其瓦片的压缩方式不受支持（仅支持 gzip 或不压缩）',
      en: 'its tiles are packed otherwise than by gzip or not at all',
    })
  const metadata = await archive.getMetadata()
  const isVector = tileType === TileType.Mvt
  const layers = layersOf(metadata)
  if (isVector && layers.length === 0)
    throw refusal(path, {
      zh: '未说明有哪些图层（vector_layers）',
      en: 'it does not say which layers it has (vector_layers)',
    })
  const about: TilesBody = {
    kind: isVector ? 'vector' : 'raster',
    layers,
    minzoom: minZoom,
    maxzoom: maxZoom,
    bounds: [minLon, minLat, maxLon, maxLat],
    credit: plain((metadata as { attribution?: unknown } | null)?.attribution),
  }
  return { header, about }
}

/** Opens a PMTiles file. Errors: a sentence in both languages that says what is wrong with it. */
export async function openTiles(path: string): Promise<TileSet> {
  const handle = await open(path).catch((cause: unknown) => {
    throw refusal(path, { zh: '打不开该文件', en: 'the file cannot be opened' }, cause)
  })
  try {
    const { size, mtimeMs } = await handle.stat()
    const archive = new PMTiles(new FileRanges(path, handle))
    const { header, about } = await readAbout(path, archive).catch((cause: unknown) => {
      if (cause instanceof Error && cause.message.startsWith('CITY_TILES=')) throw cause
      throw refusal(path, { zh: '它不是 PMTiles 文件，或已损坏', en: 'it is no PMTiles file, or it is damaged' }, cause)
    })
    return {
      about,
      media: MEDIA[header.tileType] ?? '',
      edition: `${size}-${Math.round(mtimeMs)}`,
      async read(z, x, y) {
        const found = await archive.getZxy(z, x, y)
        return found ? new Uint8Array(found.data) : null
      },
      close: () => handle.close(),
    }
  } catch (cause) {
    await handle.close()
    throw cause
  }
}
