import { existsSync, readdirSync, realpathSync, statSync } from 'node:fs'
import { basename, isAbsolute, join, relative, resolve, sep } from 'node:path'
import { IngestError } from './ingest-error.ts'
import { Pack, Recipe } from './recipe.ts'
import { readYaml } from './yaml-file.ts'

const CITIES = join(import.meta.dirname, 'cities')
const SOURCES = join(import.meta.dirname, 'sources')

/** A recipe with the file it stands in and the files it takes, by absolute path in order of name. */
export interface Source {
  recipe: Recipe
  recipeFile: string
  files: string[]
}

export interface LoadedPack {
  pack: Pack
  folder: string
  sources: Source[]
  /** Folder of the data files. */
  from: string
}

export function packNames(): string[] {
  if (!existsSync(CITIES)) return []
  return readdirSync(CITIES).filter((name) => existsSync(join(CITIES, name, 'city.yaml')))
}

/** The folder of a pack, by id or path. Errors: IngestError where there is none. */
export function findPack(name: string): string {
  for (const folder of [join(CITIES, name), resolve(name)]) if (existsSync(join(folder, 'city.yaml'))) return folder
  throw new IngestError({
    zh:
      `没有城市包“${name}”：ingest/cities/${name}/city.yaml 与 ${name}/city.yaml 都不存在。` +
      `程序自带的城市包：${packNames().join('、') || '无'}。`,
    en:
      `There is no city pack "${name}": neither ingest/cities/${name}/city.yaml nor ${name}/city.yaml exists. ` +
      `Packs that come with the program: ${packNames().join(', ') || 'none'}.`,
  })
}

function findRecipe(packFolder: string, id: string): string {
  const places = [
    join(packFolder, 'sources', `${id}.yaml`),
    join(packFolder, `${id}.yaml`),
    join(SOURCES, `${id}.yaml`),
  ]
  const found = places.find((place) => existsSync(place))
  if (found) return found
  throw new IngestError({
    zh: `城市包用到配方“${id}”，但 ${places.join(' 或 ')} 不存在。`,
    en: `The pack names the recipe "${id}", but ${places.join(' or ')} does not exist.`,
  })
}

const escaped = (text: string) => text.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&')

/** Files inside `folder` that a name or a glob with `*` stands for. Errors: IngestError when one leads outside. */
export function resolveFiles(folder: string, globs: string[]): string[] {
  const root = realpathSync(folder)
  const found = new Set<string>()
  for (const glob of globs) {
    if (isAbsolute(glob) || glob.includes('\\') || glob.split('/').includes('..')) {
      throw new IngestError({
        zh: `“${glob}”指向数据文件夹之外。请写文件夹之内的文件。`,
        en: `"${glob}" leads out of the folder of the data. Name files inside it.`,
      })
    }
    const parts = glob.split('/')
    const last = parts.pop() ?? ''
    const inside = join(root, ...parts)
    const pattern = new RegExp(`^${last.split('*').map(escaped).join('.*')}$`)
    const names = existsSync(inside) ? readdirSync(inside).filter((name) => pattern.test(name)) : []
    for (const name of names) {
      const real = realpathSync(join(inside, name))
      if (relative(root, real).startsWith(`..${sep}`) || isAbsolute(relative(root, real))) {
        throw new IngestError({
          zh: `${name} 是指向 ${folder} 之外的链接。请把文件本身放进去。`,
          en: `${name} is a link that leads out of ${folder}. Put the file itself there.`,
        })
      }
      if (statSync(real).isFile()) found.add(join(inside, name))
    }
    if (names.length === 0) {
      throw new IngestError({
        zh: `${folder} 中没有文件“${glob}”。请检查 --from，或城市包的 sources。`,
        en: `No file "${glob}" in ${folder}. Check --from, or the pack's sources.`,
      })
    }
  }
  return [...found].sort((a, b) => (basename(a) < basename(b) ? -1 : 1))
}

const FIRST: Record<string, number> = { area: 0, basemap: 1 }

/** What city.yaml of a pack says. */
export const readPack = (folder: string): Pack => readYaml(join(folder, 'city.yaml'), Pack)

/**
 * Reads a pack and its recipes and finds the files of each source; areas first, then the base map, then as listed.
 * `name` is an id under ingest/cities or a folder with city.yaml.
 */
export function loadPack(name: string, from?: string): LoadedPack {
  const folder = findPack(name)
  const pack = readPack(folder)
  const data = resolve(from ?? pack.from ?? folder)
  if (!statSync(data, { throwIfNoEntry: false })?.isDirectory()) {
    throw new IngestError({
      zh: `文件夹 ${data} 不存在。请用 --from DIR 指明文件所在。`,
      en: `The folder ${data} does not exist. Say where the files are with --from DIR.`,
    })
  }
  const sources = pack.sources.map((entry) => {
    const recipeFile = findRecipe(folder, entry.recipe)
    const recipe = readYaml(recipeFile, Recipe)
    return { recipe: { ...recipe, crs: recipe.crs ?? pack.crs }, recipeFile, files: resolveFiles(data, entry.files) }
  })
  sources.sort((a, b) => (FIRST[a.recipe.target] ?? 2) - (FIRST[b.recipe.target] ?? 2))
  return { pack, folder, sources, from: data }
}

/** Files of the pack that shape a snapshot beside the recipes: city.yaml, labels, indicators. */
export function packFiles({ folder, pack }: LoadedPack): string[] {
  const names = ['city.yaml', 'indicators.yaml', ...(pack.labels === undefined ? [] : [pack.labels])]
  return names.map((name) => join(folder, name)).filter((file) => existsSync(file))
}
