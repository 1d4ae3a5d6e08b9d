import { basename, join } from 'node:path'
import type { Locate, Recipe } from '../recipe.ts'
import { readCsv } from '../read/csv.ts'
import type { Bridges } from './types.ts'

type Bridge = NonNullable<Locate['bridge']>

/** The key under which `Bridges` holds a bridge. */
export const bridgeKey = (bridge: Bridge) => `${bridge.file}|${bridge.from}|${bridge.to}`

/** Reads the CSV files that bridge code systems; each lies in `folder`, the folder of the data. */
export async function readBridges(recipe: Recipe, folder: string): Promise<Bridges> {
  const bridges: Bridges = new Map()
  for (const { bridge } of recipe.locate) {
    if (!bridge || bridges.has(bridgeKey(bridge))) continue
    if (basename(bridge.file) !== bridge.file) {
      throw new Error(`The bridge "${bridge.file}" of recipe ${recipe.id} must be a file name, without a folder.`)
    }
    const { header, rows } = await readCsv(join(folder, bridge.file))
    const from = header.indexOf(bridge.from)
    const to = header.indexOf(bridge.to)
    if (from < 0 || to < 0) {
      throw new Error(
        `${bridge.file} has no column "${from < 0 ? bridge.from : bridge.to}" that recipe ${recipe.id} names; it has ${header.join(', ')}.`,
      )
    }
    const pairs = rows.flatMap((row) => (row[from] && row[to] ? [[row[from], row[to]] as const] : []))
    bridges.set(bridgeKey(bridge), new Map(pairs))
  }
  return bridges
}
