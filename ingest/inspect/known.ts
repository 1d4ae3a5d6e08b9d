import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readCurrent } from '../../warehouse/snapshot/manifest.ts'
import { openReader } from '../../warehouse/snapshot/reader.ts'
import { nameKey } from '../locate/spelling.ts'
import type { Shape } from '../locate/polygons.ts'
import type { Geometry } from '../locate/types.ts'
import { loadPack } from '../packs.ts'
import { assembleAreas, readAreaFile } from '../read/areas.ts'
import { withContent } from '../read/unpack.ts'
import { receive } from '../receive.ts'
import type { KnownAreas } from './areas.ts'

interface Area {
  area_id: number
  parent_id: number | null
  code: string
  level: string
  name_zh: string
  name_en: string
  geometry: Geometry | null
}

export interface KnownCity {
  /** Where they were read: a snapshot, or the area sources of a pack. */
  told: string
  levels: (KnownAreas & { shapes: Shape[] })[]
}

async function fromSnapshot(dataDir: string, city: string): Promise<Area[]> {
  const reader = await openReader({ dataDir, city })
  try {
    return await reader.use(undefined, async ({ engine, store }) => {
      const text = `select area_id, parent_id, code, level, name_zh, name_en, geometry from ${store}.area order by area_id`
      const { rows, columns } = await engine.query({ text })
      const at = (name: string, k: number) => columns[name]?.[k]
      const number = (value: unknown) => (value === null || value === undefined ? null : Number(value))
      return Array.from({ length: rows }, (_, k): Area => {
        const geometry = at('geometry', k)
        return {
          area_id: Number(at('area_id', k)),
          parent_id: number(at('parent_id', k)),
          code: String(at('code', k)),
          level: String(at('level', k)),
          name_zh: String(at('name_zh', k)),
          name_en: String(at('name_en', k)),
          geometry: typeof geometry === 'string' ? (JSON.parse(geometry) as Geometry) : null,
        }
      })
    })
  } finally {
    await reader.close()
  }
}

async function fromPack(name: string, from: string | undefined): Promise<Area[]> {
  const { pack, sources } = loadPack(name, from)
  const folder = mkdtempSync(join(tmpdir(), 'inspect-areas-'))
  try {
    const drafts = []
    for (const { recipe, files } of sources.filter((source) => source.recipe.target === 'area')) {
      for (const path of files) {
        const read = await withContent(receive(path), recipe, join(folder, 'content'), (content) =>
          readAreaFile(pack, recipe, content.path, content.name),
        )
        drafts.push(...read.drafts)
      }
    }
    return assembleAreas({ ...pack, boundaries: 'newest' }, drafts)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** The areas of a city: as published, when `city` is in `data` and no folder is named; else as its area sources tell. */
export async function knownAreas(
  city: string,
  { from, data }: { from?: string | undefined; data: string },
): Promise<KnownCity> {
  const isPublished =
    from === undefined && existsSync(join(data, city, 'snapshots')) && readCurrent(join(data, city)) !== null
  const areas = isPublished ? await fromSnapshot(data, city) : await fromPack(city, from)
  const byId = new Map(areas.map((area) => [area.area_id, area]))
  const levels = [...new Set(areas.map(({ level }) => level))].map((level) => {
    const members = areas.filter((area) => area.level === level)
    const names = new Map<string, string[]>()
    const parents = new Map<string, string>()
    for (const { code, name_zh, name_en, parent_id } of members) {
      for (const key of new Set([nameKey(name_zh), nameKey(name_en)])) names.set(key, [...(names.get(key) ?? []), code])
      const parent = parent_id === null ? undefined : byId.get(parent_id)
      if (parent) parents.set(code, parent.code)
    }
    const above = members
      .map(({ parent_id }) => (parent_id === null ? undefined : byId.get(parent_id)?.level))
      .find((id) => id !== undefined)
    return {
      level,
      code: { from: 'code' },
      name: { from: 'name' },
      isNamed: false,
      parent: above === undefined ? null : { level: above },
      areas: new Map(members.map(({ code, name_zh }) => [code, name_zh])),
      names,
      parentCodes: () => parents,
      shapes: members.flatMap(({ area_id, geometry }) => (geometry ? [{ id: area_id, geometry }] : [])),
    }
  })
  return { told: isPublished ? `the published snapshot of ${city}` : `the area sources of ${city}`, levels }
}
