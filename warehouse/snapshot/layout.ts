import { join } from 'node:path'

/** Where the parts of a city's folder lie. `dir` is the city's folder, such as `data/lancheng`. */
export const snapshotsDir = (dir: string): string => join(dir, 'snapshots')
export const storePath = (dir: string, id: string): string => join(dir, 'snapshots', `${id}.duckdb`)
export const manifestPath = (dir: string, id: string): string => join(dir, 'snapshots', `${id}.json`)
export const pinPath = (dir: string, id: string): string => join(dir, 'snapshots', `${id}.pin`)
export const currentPath = (dir: string): string => join(dir, 'CURRENT')
export const currentCityPath = (dataDir: string): string => join(dataDir, 'CURRENT_CITY')

const ID = /^[0-9a-f]{16}$/
/** Ids become file names, so nothing but 16 hex digits is one. */
export const isSnapshotId = (text: string): boolean => ID.test(text)
