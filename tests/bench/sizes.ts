/**
 * Prints what the pages weigh, gzip kB of each file, and holds it against the budgets: what the first chart needs, and the whole.
 * What the first chart needs is read from the build's own list of who imports whom. Ends with 1 where a budget is passed.
 */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { gzipSync } from 'node:zlib'

/** gzip kB. */
const BUDGETS = { firstChart: 250, whole: 950 }
/** The page and its face, and whatever either cannot start without: the chart among it. */
const FIRST = ['index.html', 'views/desk.tsx']
/** What stands in a bundle that holds the charts. */
const CHARTS = '[ECharts]'

const dist = resolve(import.meta.dirname, '../../dist')
const list = join(dist, '.vite/manifest.json')
if (!existsSync(list)) throw new Error(`${list} is missing: npm run build first.`)

interface Chunk {
  file: string
  imports?: string[]
  css?: string[]
}
const chunks = JSON.parse(readFileSync(list, 'utf8')) as Record<string, Chunk>

/** A chunk, those it cannot start without, and their styles. */
function needed(name: string, found: Set<string>): void {
  const chunk = chunks[name]
  if (!chunk || found.has(chunk.file)) return
  found.add(chunk.file)
  for (const style of chunk.css ?? []) found.add(style)
  for (const other of chunk.imports ?? []) needed(other, found)
}

const first = new Set<string>()
for (const name of FIRST) needed(name, first)

const hasCharts = [...first].some((file) => readFileSync(join(dist, file), 'utf8').includes(CHARTS))
if (!hasCharts) throw new Error(`${FIRST.join(' and ')} draw no chart: say in ${import.meta.filename} what does.`)

const kB = (bytes: number) => (bytes / 1000).toFixed(1)
const weighed = readdirSync(join(dist, 'assets'))
  .filter((name) => /\.(js|mjs|css)$/.test(name))
  .map((name) => {
    const path = join(dist, 'assets', name)
    return {
      name,
      raw: statSync(path).size,
      gzip: gzipSync(readFileSync(path)).length,
      isFirst: first.has(`assets/${name}`),
    }
  })
  .sort((a, b) => b.gzip - a.gzip)
const sum = (files: typeof weighed) => files.reduce((total, { gzip }) => total + gzip, 0)

console.log('   raw kB   gzip kB  file (* needed for the first chart)')
for (const { name, raw, gzip, isFirst } of weighed) {
  console.log(`${kB(raw).padStart(9)} ${kB(gzip).padStart(9)}  ${name}${isFirst ? ' *' : ''}`)
}
for (const [name, bytes, budget] of [
  ['first chart', sum(weighed.filter(({ isFirst }) => isFirst)), BUDGETS.firstChart],
  ['whole', sum(weighed), BUDGETS.whole],
] as const) {
  const isOver = bytes > budget * 1000
  console.log(`${name}: ${kB(bytes)} kB gzip of at most ${budget} kB${isOver ? ': TOO MUCH' : ''}`)
  if (isOver) process.exitCode = 1
}
