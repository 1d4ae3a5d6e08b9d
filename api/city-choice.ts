import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Settings } from '../warehouse/catalog/settings.ts'
import { currentCityPath } from '../warehouse/snapshot/layout.ts'
import { isReadable, listSnapshots, readCurrent } from '../warehouse/snapshot/manifest.ts'

export const DEMO_CITY = 'lancheng'

/** City to serve: the setting, else the one published last, else the demo city. Errors: a name that is no folder name. */
export function chooseCity(settings: Settings): string {
  const path = currentCityPath(settings.CITY_DATA)
  const last = existsSync(path) ? readFileSync(path, 'utf8').trim() : ''
  const city = settings.CITY || last || DEMO_CITY
  if (!/^[a-z0-9][a-z0-9_-]{0,60}$/.test(city)) {
    throw new Error(
      `CITY=${city} is not a city id: use the name of a folder under ingest/cities, such as ${DEMO_CITY}.`,
    )
  }
  return city
}

/**
 * `published`: this program can serve a version of the city; `unreadable`: what is published is damaged or was published
 * by another version of the program; `none`: nothing was ever published. Looks at manifests only.
 */
export function cityState(settings: Settings, city: string): 'published' | 'unreadable' | 'none' {
  const dir = join(settings.CITY_DATA, city)
  const versions = listSnapshots(dir)
  if (versions.some(isReadable)) return 'published'
  return versions.length > 0 || readCurrent(dir) !== null ? 'unreadable' : 'none'
}
