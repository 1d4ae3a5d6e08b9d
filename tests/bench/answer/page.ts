/** A page of all indicators for every community, with intervals and smoothed rates, as a server answers it over HTTP. Argument: the data folder. */
import { Agent } from 'node:http'
import type { AnswerBody } from '../../../api/schema/answer.ts'
import type { Component } from '../../../warehouse/catalog/types.ts'
import { openReader } from '../../../warehouse/snapshot/reader.ts'
import { openEngine } from '../../../warehouse/engine/duckdb.ts'
import { storePath } from '../../../warehouse/snapshot/layout.ts'
import { readCurrent } from '../../../warehouse/snapshot/manifest.ts'
import { cpuMs, fetchBytes, run } from '../explore/endpoint.ts'
import { countPlainly, readRows } from './plain-loop.ts'
import { median, milliseconds, quantile } from './time.ts'
import { PROCESS_ENV, SERVER_ARGS } from '../../../api/server-process.ts'

const LEVEL = 'community'
const DAYS = 90
const WARM_UP = 8
const PAGES = 25
const DAY = 86_400_000
const isoDay = (time: number) => new Date(time).toISOString().slice(0, 10)

const [data = ''] = process.argv.slice(2)
const reader = await openReader({ dataDir: data, city: 'lancheng' })
const { indicators, dataFrom, dataTo, asOf } = await reader.use(undefined, async ({ catalog }) => catalog)
const ids = indicators.map(({ id }) => id)
const last = Date.parse(dataTo) - 3 * DAY

const env = { PORT: '0', CITY_DATA: data, CITY: 'lancheng', ...PROCESS_ENV }
const server = await run(SERVER_ARGS, env, /http:\/\/127\.0\.0\.1:(\d+)/)
const agent = new Agent({ keepAlive: true })
for (let isReady = false; !isReady; ) {
  await new Promise((wait) => setTimeout(wait, 200))
  isReady = (await fetchBytes(server.port, '/api/health', agent)).includes('"state":"ready"')
}

/** A page of 90 days that nobody asked for before, as bytes. */
function ask(i: number): Promise<Buffer> {
  const to = last - i * 5 * DAY
  const from = isoDay(to - (DAYS - 1) * DAY)
  const path = `/api/query?indicators=${ids.join(',')}&by=area:${LEVEL}&smooth=global&from=${from}&to=${isoDay(to)}`
  return fetchBytes(server.port, path, agent)
}

const times: number[] = []
const cpu: number[] = []
let bytes: Buffer = Buffer.alloc(0)
for (let i = 0; i < WARM_UP + PAGES; i++) {
  const before = cpuMs(server.process.pid)
  const took = await milliseconds(async () => {
    bytes = await ask(i)
  })
  if (i < WARM_UP) continue
  times.push(took)
  cpu.push(cpuMs(server.process.pid) - before)
}
const page = JSON.parse(bytes.toString()) as AnswerBody
agent.destroy()
server.process.kill('SIGKILL')
await reader.close()

const engine = await openEngine()
const dir = `${data}/lancheng`
await engine.attach(storePath(dir, readCurrent(dir) ?? ''), 's')
const rows = await readRows(engine, LEVEL)
const areas = await engine.query({ text: `select area_id, code from s.area where level = '${LEVEL}'` })
await engine.close()

const isCounted = (component: Component | undefined): component is Component =>
  component?.from === 'cases' && component.sum === undefined
const counted = indicators.filter(
  ({ kind, numerator }) => ['count', 'rate', 'proportion'].includes(kind) && isCounted(numerator),
)
const components = counted.flatMap(({ numerator, denominator }) => [numerator, denominator].filter(isCounted))
const [from, to] = [Date.parse(page.period.from), Date.parse(page.period.to) + DAY]
const now = Date.parse(`${asOf.replace(' ', 'T')}Z`)
let plain: Map<number, number>[] = []
const loops: number[] = []
for (let i = 0; i < 3; i++)
  loops.push(
    await milliseconds(async () => {
      plain = countPlainly(rows, components, from, to, now)
    }),
  )

/** Counts of the page that the loop counts otherwise. */
function differences(body: AnswerBody): { compared: number; wrong: number } {
  const codes = Array.from(areas.columns.code ?? [], String)
  const areaOf = new Map(codes.map((code, i) => [code, Number(areas.columns.area_id?.[i])]))
  let compared = 0
  let wrong = 0
  let at = 0
  for (const indicator of counted) {
    const series = body.series.find((each) => each.indicator === indicator.id)
    for (const part of ['numerator', 'denominator'] as const) {
      if (!isCounted(indicator[part])) continue
      const counts = plain[at++]
      for (const [row, code] of (body.keys[0]?.codes ?? []).entries()) {
        compared++
        const own = series?.[part][row]
        if ((own ?? 0) !== (counts?.get(areaOf.get(code ?? '') ?? 0) ?? 0)) wrong++
      }
    }
  }
  return { compared, wrong }
}

const { compared, wrong } = differences(page)
const ms = median(times)
console.log(
  `page: ${ids.length} indicators, ${page.rows} communities, ${DAYS} of ${Math.round((Date.parse(dataTo) - Date.parse(dataFrom)) / DAY + 1)} days, ${rows.length.toLocaleString('en')} cases: ${ms.toFixed(0)} ms (p95 ${quantile(times, 0.95).toFixed(0)}), ${median(cpu).toFixed(0)} ms of CPU`,
)
console.log(
  `  a plain loop over rows, the counts of ${counted.length} of them only: ${median(loops).toFixed(0)} ms, ${(median(loops) / ms).toFixed(1)} ×; ${wrong} of ${compared.toLocaleString('en')} counts differ`,
)
if (wrong > 0) process.exitCode = 1
