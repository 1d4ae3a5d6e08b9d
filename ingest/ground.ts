import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { isFact } from './cast/targets.ts'
import { sha256 } from './identity.ts'
import type { AreaDraft, AreaRow } from './locate/types.ts'
import type { ReceivedSource } from './received.ts'
import type { Progress } from './progress.ts'
import { assembleAreas, readAreaFile } from './read/areas.ts'
import { type BasemapRow, readBasemap } from './read/basemap.ts'
import { supersededIn } from './read/vintages.ts'
import { withContent } from './read/unpack.ts'
import type { Pack } from './recipe.ts'
import type { FileReport } from './report.ts'
import type { Staged } from './staged.ts'

type Told = Pick<FileReport, 'records' | 'filtered' | 'rows_in' | 'loaded' | 'duplicate'>

/** What all other rows are placed in. */
export interface Ground {
  areas: AreaRow[]
  basemap: BasemapRow[]
  /** What became of each area and base map file, in order. */
  told: Told[]
}

export interface GroundInput {
  pack: Pack
  sources: ReceivedSource[]
  code: string
  staged: Staged
  progress: Progress
}

const FILE = 'ground.json'

/** A pack without the parts that no row depends on. A part nobody thought of here counts as one that rows depend on. */
function shaping(pack: Pack): Partial<Pack> {
  const { name: _, currency: _c, profile: _p, default_level: _d, default_indicator: _i, ...rest } = pack
  const { calendar: _a, labels: _l, notes: _n, known_events: _k, from: _f, sources: _s, ...told } = rest
  const { risk: _r, evaluation: _e, alerts: _t, ...shape } = told
  return shape
}

/** Areas and base map, read anew only when their files, recipes, the pack or the program changed; and their key. */
export async function readGround(input: GroundInput): Promise<Ground & { key: string }> {
  const { pack, code, staged } = input
  const sources = input.sources.filter(({ recipe }) => !isFact(recipe.target))
  const made = sources.map(({ recipeSha256, received }) => [recipeSha256, received.map((file) => file.sha256)])
  const key = sha256(JSON.stringify(['ground', code, shaping(pack), made]))
  const artefact = await staged.recall(key, async (folder) => {
    writeFileSync(join(folder, FILE), JSON.stringify(await read(pack, sources, folder, input.progress)))
    return null
  })
  return { ...(JSON.parse(readFileSync(artefact.path(FILE), 'utf8')) as Ground), key }
}

async function read(pack: Pack, sources: ReceivedSource[], folder: string, progress: Progress): Promise<Ground> {
  const drafts: AreaDraft[] = []
  const basemap: BasemapRow[] = []
  const told: (Told & { drafts: AreaDraft[] })[] = []
  for (const { recipe, received } of sources) {
    for (const file of received) {
      progress.step('read', file.name)
      await withContent(file, recipe, join(folder, 'unpacked'), async ({ path, name }) => {
        if (recipe.target === 'area') {
          const { records, filtered, drafts: found } = await readAreaFile(pack, recipe, path, name)
          for (const draft of found) drafts.push(draft)
          told.push({ records, filtered, rows_in: found.length, loaded: found.length, duplicate: 0, drafts: found })
        } else {
          const found = await readBasemap(recipe, path, name)
          basemap.push(...found)
          const n = found.length
          told.push({ records: n, filtered: 0, rows_in: n, loaded: n, duplicate: 0, drafts: [] })
        }
      })
    }
  }
  const isSuperseded = pack.boundaries === 'of_the_day' ? () => false : supersededIn(drafts)
  const settled = told.map(({ drafts: own, ...file }): Told => {
    const duplicate = own.filter(isSuperseded).length
    return { ...file, duplicate, loaded: file.loaded - duplicate }
  })
  return { areas: assembleAreas(pack, drafts), basemap, told: settled }
}
