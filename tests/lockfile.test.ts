import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'

interface Entry {
  version?: string
  resolved?: string
  integrity?: string
  hasInstallScript?: boolean
  optionalDependencies?: Record<string, string>
  link?: boolean
}

const root = resolve(import.meta.dirname, '..')
const lock = JSON.parse(readFileSync(resolve(root, 'package-lock.json'), 'utf8')) as { packages: Record<string, Entry> }
const manifest = JSON.parse(readFileSync(resolve(root, 'package.json'), 'utf8')) as Record<
  string,
  Record<string, string>
>
const packages = Object.entries(lock.packages).filter(([path]) => path !== '')

describe('the lock file', () => {
  it('holds a sha512 for every package and names no place but the registry to fetch it from', () => {
    for (const [path, entry] of packages) {
      expect(entry.resolved ?? 'https://registry.npmjs.org/', path).toMatch(/^https:\/\/registry\.npmjs\.org\//)
      expect(entry.integrity, path).toMatch(/^sha512-/)
    }
  })

  it('has an entry for every optional dependency, so that other platforms install too', () => {
    const missing = packages.flatMap(([path, entry]) =>
      Object.keys(entry.optionalDependencies ?? {}).filter(
        (name) => !lock.packages[`node_modules/${name}`] && !lock.packages[`${path}/node_modules/${name}`],
      ),
    )
    expect(missing).toEqual([])
  })

  it('adds no install script beyond the one that is known', () => {
    expect(packages.filter(([, entry]) => entry.hasInstallScript).map(([path]) => path)).toEqual([
      'node_modules/esbuild',
    ])
  })

  it('pins every direct dependency to one version', () => {
    const ranges = { ...manifest.dependencies, ...manifest.devDependencies }
    for (const [name, range] of Object.entries(ranges)) expect(range, name).toMatch(/^\d+\.\d+\.\d+/)
  })
})
