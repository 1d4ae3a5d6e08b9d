/** Prints what the pages weigh: raw and gzip kB of each file of the bundle, and what the first chart needs. */
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { gzipSync } from 'node:zlib'

const dist = resolve(import.meta.dirname, '../../dist')
const assets = join(dist, 'assets')
const kB = (bytes: number) => (bytes / 1000).toFixed(1).padStart(9)

const weighed = readdirSync(assets)
  .filter((name) => /\.(js|mjs|css)$/.test(name))
  .map((name) => ({
    name,
    raw: statSync(join(assets, name)).size,
    gzip: gzipSync(readFileSync(join(assets, name))).length,
  }))
  .sort((a, b) => b.gzip - a.gzip)

const html = readFileSync(join(dist, 'index.html'), 'utf8')
const atFirst = weighed.filter(({ name }) => html.includes(name))
const sum = (files: typeof weighed) => files.reduce((total, file) => total + file.gzip, 0)

console.log('  raw kB  gzip kB  file')
for (const file of weighed) console.log(`${kB(file.raw)} ${kB(file.gzip)}  ${file.name}`)
console.log(`named by index.html, gzip: ${kB(sum(atFirst)).trim()} kB; whole app, gzip: ${kB(sum(weighed)).trim()} kB`)
