import { spawnSync } from 'node:child_process'
import { existsSync, linkSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { Agent } from 'node:http'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { currentPath, manifestPath, storePath } from '../../warehouse/snapshot/layout.ts'
import { manifestText, readCurrent, readManifest } from '../../warehouse/snapshot/manifest.ts'
import { quantile } from './answer/time.ts'
import { isSame, ofClickHouse, ofPlain, ofProduct, type Told } from './explore/answers.ts'
import { cpuMs, type Endpoint, fetchBytes, load, type Load, residentMB, run, start } from './explore/endpoint.ts'
import {
  brushes,
  type Kind,
  KINDS,
  peerPath,
  productPath,
  type Question,
  THREE_YEARS,
  wideQuestions,
  YEAR,
} from './explore/questions.ts'
import { measure } from './measure.ts'
import { PROCESS_ENV, SERVER_ARGS } from '../../api/server-process.ts'

const CLIENTS = [1, 4, 16]
const BRUSHES = 120
/** Before each measure, of every endpoint, so long: what runs in JavaScript is compiled by then. */
const WARM_UP_MS = 8_000
const AT_ONCE = 100
/** Cases above which the others only check answers: timing them would take hours. */
const MOST_COMPARED = 20_000_000
/** Endpoints take turns, so that what the machine does besides falls on all of them alike. */
const TURNS = 3
/** Questions at the start of a turn that are not timed: the endpoint before has filled the caches of the machine with its own. */
const NOT_TIMED = 20
const CHECKED = 12
/** Budgets of p50 at one client: at least so many times as fast as the plain endpoint, and as ClickHouse. */
const BUDGETS: Record<Kind, [plain: number, clickhouse: number]> = { map: [20, 5], trend: [30, 15], top: [10, 5] }
const LISTENING = /http:\/\/127\.0\.0\.1:(\d+)/

const chdb = resolve(import.meta.dirname, 'chdb')
const ms = (value: number) => value.toFixed(value < 10 ? 2 : 1).padStart(9)

interface Peer extends Endpoint<Question> {
  told: (kind: Kind, bytes: Uint8Array) => Told
}

async function health(port: number): Promise<{ snapshot: string; columns: { state: string; share: number } }> {
  const agent = new Agent()
  const body = await fetchBytes(port, '/api/health', agent)
  agent.destroy()
  return JSON.parse(body.toString()) as Awaited<ReturnType<typeof health>>
}

/** Waits until the columns of a version are ready; the most memory that server and reading process held together, MB. */
async function columnsReady(
  port: number,
  pid: number | undefined,
  snapshot?: string,
): Promise<{ seconds: number; most: number; server: number }> {
  const started = performance.now()
  let [most, server] = [0, 0]
  for (;;) {
    const { columns, snapshot: served } = await health(port)
    const own = residentMB(pid)
    const children =
      spawnSync('pgrep', ['-P', String(pid)])
        .stdout?.toString()
        .trim()
        .split('\n') ?? []
    server = Math.max(server, own)
    most = Math.max(
      most,
      children.reduce((sum, child) => sum + residentMB(Number(child)), own),
    )
    if (columns.state === 'ready' && (snapshot === undefined || served === snapshot))
      return { seconds: (performance.now() - started) / 1000, most, server }
    await new Promise((done) => setTimeout(done, 500))
  }
}

async function startProduct(data: string): Promise<Peer> {
  const env = { PORT: '0', CITY_DATA: data, CITY: 'explore', ...PROCESS_ENV }
  const { port, process: child } = await run(SERVER_ARGS, env, LISTENING)
  return { name: 'City Brain Lite, Arrow', port, process: child, pathOf: productPath, told: ofProduct }
}

async function startPlain(store: string, folder: string): Promise<Peer> {
  const { port, process: child } = await start('tests/bench/explore/plain-server.ts', [store, folder], {}, /PORT (\d+)/)
  return { name: 'plain DuckDB, JSON rows', port, process: child, pathOf: peerPath, told: ofPlain }
}

/** Installs chdb from the registry if need be; null, with the reason said, where that cannot be. */
async function startClickHouse(folder: string): Promise<Peer | null> {
  if (!existsSync(join(chdb, 'node_modules/chdb'))) {
    console.log('Installing ClickHouse (npm chdb, 550 MB) under tests/bench/chdb …')
    // `npm ci` refuses a lock without the packages of other platforms, which not every registry has.
    const done = spawnSync('npm', ['install', '--no-save', '--ignore-scripts', '--no-audit', '--no-fund'], {
      cwd: chdb,
    })
    if (done.status !== 0) {
      console.log(`ClickHouse is left out: chdb could not be installed here. ${done.stderr.toString().slice(-500)}`)
      return null
    }
  }
  const args = [chdb, folder, join(folder, 'cases.parquet')]
  const { port, process: child } = await start('tests/bench/explore/clickhouse-server.ts', args, {}, /PORT (\d+)/)
  const formats = ['ArrowStream', 'JSONCompact'] as const
  const times: number[] = []
  for (const format of formats) {
    const paths = brushes('map', 20, `format ${format}`).map((each) => `${peerPath(each)}&format=${format}`)
    times.push(quantile((await load(port, paths, 1)).times, 0.5))
  }
  const format = formats[(times[0] as number) <= (times[1] as number) ? 0 : 1]
  return {
    name: `ClickHouse (chdb), ${format}`,
    port,
    process: child,
    pathOf: (question) => `${peerPath(question)}&format=${format}`,
    told: (kind, bytes) => ofClickHouse(kind, bytes, format),
  }
}

/** Questions on which an endpoint says other than the first. */
async function differences(peers: readonly Peer[]): Promise<number> {
  const agent = new Agent()
  const asked = [
    ...KINDS.flatMap((kind) => brushes(kind, CHECKED, 'check')),
    ...wideQuestions('three', CHECKED, 'check'),
  ]
  let wrong = 0
  for (const question of asked) {
    const told = await Promise.all(
      peers.map(async (peer) => peer.told(question.kind, await fetchBytes(peer.port, peer.pathOf(question), agent))),
    )
    if (!told.every((each) => isSame(each, told[0] as Told))) {
      wrong++
      console.log(`differs: ${productPath(question)} ${told.map((each) => each.size).join(' ')}`)
    }
  }
  agent.destroy()
  console.log(`${asked.length} answers beside one another, ${wrong} differ`)
  return wrong
}

async function warmUp(port: number, pathsOf: (seed: string) => string[]): Promise<void> {
  const ends = performance.now() + WARM_UP_MS
  for (let k = 0; performance.now() < ends; k++) await load(port, pathsOf(`warm up ${k}`), 2)
}

/** Prints what each endpoint takes; of three years at one client, whether the budgets hold. */
async function compare(kind: Kind, peers: readonly Peer[], clients: number, longest = THREE_YEARS): Promise<void> {
  const loads = peers.map((): Load & { cpu: number } => ({ times: [], wall: 0, cpu: 0 }))
  const questions = brushes(kind, BRUSHES, `${clients} clients`, longest)
  const size = BRUSHES / TURNS
  for (let turn = 0; turn < TURNS; turn++) {
    for (const [k, peer] of peers.entries()) {
      const sum = loads[k] as Load & { cpu: number }
      const others = brushes(kind, NOT_TIMED, `turn ${turn} of ${clients} clients`, longest)
      await load(peer.port, others.map(peer.pathOf), clients)
      const before = cpuMs(peer.process.pid)
      const part = await load(peer.port, questions.slice(turn * size, (turn + 1) * size).map(peer.pathOf), clients)
      sum.times.push(...part.times)
      sum.wall += part.wall
      sum.cpu += cpuMs(peer.process.pid) - before
    }
  }
  const middles = loads.map(({ times }) => quantile(times, 0.5))
  const about = `${kind.padEnd(6)} ${longest === YEAR ? 'a year ' : '3 years'} ${String(clients).padStart(2)} clients`
  for (const [k, { times, wall, cpu }] of loads.entries()) {
    const ratio = (middles[k] as number) / (middles[0] as number)
    const budget = k === 0 || clients > 1 || longest === YEAR ? undefined : BUDGETS[kind][k - 1]
    const held = budget === undefined ? '' : `, budget ${budget} × ${ratio >= budget ? 'held' : 'MISSED'}`
    console.log(
      `${about}  ${(peers[k]?.name ?? '').padEnd(32)} ${ms(quantile(times, 0.5))} ${ms(quantile(times, 0.95))} ${(times.length / wall).toFixed(0).padStart(7)} ${ms(cpu / times.length)}  ${k === 0 ? '' : `${ratio.toFixed(1)} ×${held}`}`,
    )
  }
}

async function compareAll(kind: Kind, peers: readonly Peer[]): Promise<void> {
  for (const { port, pathOf } of peers) await warmUp(port, (seed) => brushes(kind, AT_ONCE, seed).map(pathOf))
  await compare(kind, peers, 1, YEAR)
  for (const clients of CLIENTS) await compare(kind, peers, clients)
}

async function wide({ port }: Peer): Promise<void> {
  for (const filters of ['category', 'three'] as const) {
    await warmUp(port, (seed) => wideQuestions(filters, AT_ONCE, seed).map(productPath))
    const { times } = await load(port, wideQuestions(filters, BRUSHES, 'wide').map(productPath), 1)
    const name = filters === 'category' ? 'filter of categories' : 'any three filters'
    console.log(
      `${name.padEnd(22)} one to five years, map, trend or top, 1 client: p50 ${ms(quantile(times, 0.5))}, p95 ${ms(quantile(times, 0.95))} ms`,
    )
  }
}

/** Publishes the same cases as a new version, as far as a server can tell, and watches the memory until its columns are ready. */
async function rebuild(data: string, product: Peer): Promise<void> {
  const dir = join(data, 'explore')
  const old = readCurrent(dir) ?? ''
  const info = readManifest(dir, old)
  if (!info) return
  const id = old === '0000000000000002' ? '0000000000000003' : '0000000000000002'
  if (!existsSync(storePath(dir, id))) linkSync(storePath(dir, old), storePath(dir, id))
  writeFileSync(manifestPath(dir, id), manifestText({ ...info, id }))
  writeFileSync(currentPath(dir), `${id}\n`)
  const { seconds, most, server } = await columnsReady(product.port, product.process.pid, id)
  console.log(
    `memory while a new version is read (${seconds.toFixed(0)} s): server at most ${server.toFixed(0)} MB, with the reading process ${most.toFixed(0)} MB`,
  )
}

/** Map, trend and top over HTTP: the product, a plain endpoint and ClickHouse on the same cases, in turns. */
export async function benchExplore(cases: number): Promise<void> {
  const kept = process.env.EXPLORE_DATA
  const folder = mkdtempSync(join(tmpdir(), 'bench-explore-'))
  const data = kept ?? join(folder, 'data')
  const peers: Peer[] = []
  try {
    mkdirSync(data, { recursive: true })
    if (readCurrent(join(data, 'explore')) === null) {
      console.log(`Making ${cases.toLocaleString('en')} cases …`)
      await measure(folder, 'tests/bench/explore/store.ts', [data, String(cases)], { isShown: true })
    }
    const store = storePath(join(data, 'explore'), readCurrent(join(data, 'explore')) ?? '')
    const product = await startProduct(data)
    peers.push(product)
    const built = await columnsReady(product.port, product.process.pid)
    console.log(
      `columns ready after ${built.seconds.toFixed(0)} s; server ${residentMB(product.process.pid).toFixed(0)} MB`,
    )
    peers.push(await startPlain(store, folder))
    const isCompared = cases <= MOST_COMPARED
    const clickhouse = isCompared ? await startClickHouse(folder) : null
    if (clickhouse) peers.push(clickhouse)
    const wrong = await differences(peers)
    console.log('Load and servers share the cores of this machine. No answer is cached, no brush asked twice.')
    console.log('Brushes of 30 days to a year, and to three years.')
    console.log(`${' '.repeat(56)}   p50 ms    p95 ms   req/s    CPU ms  p50 of the product`)
    for (const kind of KINDS) await compareAll(kind, isCompared ? peers : [product])
    await wide(product)
    console.log(
      `memory steady: server ${residentMB(product.process.pid).toFixed(0)} MB, peak ${residentMB(product.process.pid, 'VmHWM').toFixed(0)} MB`,
    )
    await rebuild(data, product)
    if (wrong > 0) process.exitCode = 1
  } finally {
    for (const { process: child } of peers) child.kill()
    rmSync(folder, { recursive: true, force: true })
  }
}
