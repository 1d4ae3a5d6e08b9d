import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'

const root = resolve(import.meta.dirname, '..')
const rooms = ['ingest', 'warehouse', 'api', 'web', 'fixtures', 'tests']

function filesUnder(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(ts|tsx|css|sql)$/.test(name) && !name.includes('node_modules'))
    .map((name) => join(folder, name))
}

interface Import {
  from: string
  to: string
  isType: boolean
}

const statement =
  /(?:^|\n)\s*(import|export)\s+(type\s+)?(?:[^'"\n;]|\n(?!\s*(?:import|export)\s))*?\sfrom\s+['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]\s*\)|(?:^|\n)import\s+['"]([^'"]+)['"]/g

function importsOf(file: string): Import[] {
  const text = readFileSync(join(root, file), 'utf8')
  return [...text.matchAll(statement)].map((match) => {
    const target = match[3] ?? match[4] ?? match[5] ?? ''
    const to = target.startsWith('.') ? relative(root, resolve(root, dirname(file), target)) : target
    return { from: file, to, isType: match[2] !== undefined }
  })
}

const sources = rooms.flatMap(filesUnder)
const imports = sources.filter((file) => /\.tsx?$/.test(file)).flatMap(importsOf)
const within = (path: string, ...folders: string[]) => folders.some((folder) => path.startsWith(`${folder}/`))
const broken = (breaks: (i: Import) => boolean) => imports.filter(breaks).map((i) => `${i.from} → ${i.to}`)

describe('the walls between the rooms', () => {
  it('sees the imports it judges', () => {
    expect(imports.length).toBeGreaterThan(200)
    expect(imports.some((i) => within(i.from, 'ingest') && within(i.to, 'warehouse'))).toBe(true)
  })

  it('warehouse imports none of the others', () => {
    expect(broken((i) => within(i.from, 'warehouse') && within(i.to, 'ingest', 'api', 'web', 'fixtures'))).toEqual([])
  })

  it('ingest imports the warehouse only', () => {
    expect(broken((i) => within(i.from, 'ingest') && within(i.to, 'api', 'web', 'fixtures'))).toEqual([])
  })

  it('fixtures imports nothing of the product', () => {
    expect(broken((i) => within(i.from, 'fixtures') && within(i.to, 'ingest', 'warehouse', 'api', 'web'))).toEqual([])
  })

  it('api asks only through answer, catalog and snapshot', () => {
    const doors = ['warehouse/answer', 'warehouse/catalog', 'warehouse/snapshot']
    expect(
      broken(
        (i) =>
          within(i.from, 'api') &&
          (within(i.to, 'ingest', 'web', 'fixtures') || (within(i.to, 'warehouse') && !within(i.to, ...doors))),
      ),
    ).toEqual([])
  })

  it('values without a gate go to the ingest alone', () => {
    expect(broken((i) => i.to === 'warehouse/answer/measured.ts' && !within(i.from, 'ingest/store', 'tests'))).toEqual(
      [],
    )
  })

  it('web takes values only from catalog and stats, and types from api', () => {
    expect(
      broken(
        (i) =>
          within(i.from, 'web') &&
          !i.isType &&
          (i.to.startsWith('node:') ||
            within(i.to, 'api', 'ingest', 'fixtures') ||
            (within(i.to, 'warehouse') && !within(i.to, 'warehouse/catalog', 'warehouse/stats'))),
      ),
    ).toEqual([])
  })

  it('catalog and stats are pure', () => {
    expect(
      broken(
        (i) =>
          within(i.from, 'warehouse/catalog', 'warehouse/stats') &&
          (i.to.startsWith('node:') ||
            (within(i.to, 'warehouse') && !within(i.to, 'warehouse/catalog', 'warehouse/stats'))) &&
          !i.isType,
      ),
    ).toEqual([])
  })

  it.each([
    ['a database driver', /^@duckdb\//, 'warehouse/engine'],
    ['MapLibre and deck.gl', /^(maplibre-gl|@deck\.gl\/)/, 'web/map'],
    ['ECharts', /^echarts/, 'web/charts'],
  ])('only one room imports %s', (_, library, room) => {
    expect(broken((i) => library.test(i.to) && !within(i.from, room, 'tests'))).toEqual([])
  })

  it('only web/data talks to the server', () => {
    const callers = filesUnder('web')
      .filter((file) => /\.tsx?$/.test(file) && !within(file, 'web/data'))
      .filter((file) => /\bfetch\(|new EventSource\(|XMLHttpRequest/.test(readFileSync(join(root, file), 'utf8')))
    expect(callers).toEqual([])
  })

  it('only answer joins engine, columns, stats and disclosure', () => {
    const parts = ['engine', 'columns', 'stats', 'disclosure'].map((room) => `warehouse/${room}`)
    const joining = filesUnder('warehouse')
      .filter((file) => !within(file, 'warehouse/answer', ...parts))
      .filter((file) => {
        const taken = new Set(
          imports.filter((i) => i.from === file && !i.isType && within(i.to, ...parts)).map((i) => i.to.split('/')[1]),
        )
        return taken.has('disclosure') || taken.size > 1
      })
    expect(joining).toEqual([])
  })

  it('no file passes the wall of 400 lines', () => {
    const long = sources.filter((file) => readFileSync(join(root, file), 'utf8').split('\n').length > 401)
    expect(long).toEqual([])
  })

  it('no file name says nothing', () => {
    expect(sources.filter((file) => /(^|\/)(utils?|helpers?|common|misc|manager)(\/|\.tsx?$)/.test(file))).toEqual([])
  })

  it('every top-level folder has a README of one screen', () => {
    for (const room of rooms) {
      const lines = readFileSync(join(root, room, 'README.md'), 'utf8').split('\n').length
      expect(lines, `${room}/README.md`).toBeGreaterThan(8)
      expect(lines, `${room}/README.md`).toBeLessThan(80)
    }
  })
})
