import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readAlerts } from '../../../warehouse/answer/alerts.ts'
import { deriveAlerts } from '../../../warehouse/derive/alerts.ts'
import { deriveAreaUp } from '../../../warehouse/derive/area-up.ts'
import { openEngine } from '../../../warehouse/engine/duckdb.ts'
import type { Engine } from '../../../warehouse/engine/engine.ts'
import { createTables } from '../../../warehouse/model/create.ts'
import { readCatalog } from '../../../warehouse/snapshot/read-catalog.ts'
import type { Attached } from '../../../warehouse/snapshot/types.ts'
import { TINY } from '../snapshot/tiny-store.ts'

const DAY = 86_400_000
const LAST = '2025-12-29'
const AREAS = [1, 2, 3, 4]

/** Engines that are closed at the end. */
const open: Engine[] = []

/**
 * Cases of four districts and two kinds over `weeks` weeks up to the last firm day: every district two of each kind a week, and
 * what `extra` adds to district 1 and kind 1.
 */
async function city(
  weeks: number,
  extra: (weeksAgo: number) => number,
  tell?: (done: number, of: number) => void,
): Promise<Attached> {
  const engine = await openEngine()
  open.push(engine)
  await createTables(engine, ['city', 'district', 'street'])
  const first = new Date(Date.parse(LAST) - (7 * weeks - 1) * DAY).toISOString().slice(0, 10)
  const known_events = [
    { label: { zh: '断水', en: 'No water' }, area: '01', category: 'water', from: '2025-12-16', to: LAST },
    { label: { zh: '夜间施工', en: 'Night works' }, category: 'noise', from: '2025-06-02', to: '2025-06-15' },
  ]
  const facts = {
    city: JSON.stringify({ ...TINY, known_events }),
    indicators: '[]',
    data_from: first,
    data_to: '2025-12-31',
    as_of: '2025-12-31 23:59:59',
    published_at: '2026-01-01',
  }
  for (const [key, value] of Object.entries(facts))
    await engine.exec({ text: 'insert into snapshot_meta values (?, ?)', values: [key, value] })
  for (const id of AREAS) {
    await engine.exec({
      text: `insert into area (area_id, code, level, name_zh, name_en) values (?, ?, 'district', ?, ?)`,
      values: [id, `0${id}`, `${id}区`, `District ${id}`],
    })
  }
  await engine.exec({
    text: `insert into area (area_id, code, level, parent_id, name_zh, name_en) values (9, '0101', 'street', 1, '东街', 'East Street')`,
  })
  await engine.exec({
    text: `insert into dict (field, code, value, label_zh, label_en) values
      ('category', 1, 'water', '供水', 'Water'), ('category', 2, 'noise', '噪声', 'Noise'),
      ('channel', 1, 'phone', '电话', 'Phone')`,
  })
  let n = 0
  const rows: string[] = []
  for (let ago = 0; ago < weeks; ago++) {
    for (const area of AREAS) {
      for (const kind of [1, 2]) {
        const more = area === 1 && kind === 1 ? extra(ago) : 0
        for (let i = 0; i < 2 + more; i++) {
          const day = new Date(Date.parse(LAST) - (7 * ago + (i % 7)) * DAY).toISOString().slice(0, 10)
          rows.push(`('c${n++}', '${day} 08:00:00', ${kind}, ${area}, ${area === 1 ? 9 : 'null'}, 1, 1)`)
        }
      }
    }
  }
  await engine.exec({
    text: `insert into cases (case_id, opened_at, category, area_district, area_street, channel, load_id) values ${rows.join(',')}`,
  })
  await deriveAreaUp(engine)
  const catalog = await readCatalog(engine, 'memory')
  await deriveAlerts(engine, catalog, tell)
  const manifest = { id: '1', city: 'tiny', published_at: '', inputs: [], sha256: '', bytes: 0, tables: {} }
  return { id: '1', store: 'memory', engine, catalog, manifest }
}

let quiet: Attached
let risen: Attached
beforeAll(async () => {
  quiet = await city(230, () => 0)
  risen = await city(230, (ago) => (ago < 2 ? 10 : 0))
})
afterAll(() => Promise.all(open.map((engine) => engine.close())))

describe('alerts', () => {
  it('are none where every week is like the others, and say how many false ones to expect', async () => {
    const found = await readAlerts(quiet)
    expect(found.alerts).toEqual([])
    expect(found.run).toMatchObject({ week_to: LAST, method: 'farrington', series: 8, tests: 24, alerts: 0 })
    expect(found.run?.false_alarms).toBeGreaterThan(0)
    expect(found.run?.false_alarms).toBeLessThan(0.1)
    expect(found.runs).toHaveLength(104)
  })

  it('tell week by week how far the search has come', async () => {
    const told: string[] = []
    await city(
      40,
      () => 0,
      (done, of) => told.push(`${done}/${of}`),
    )
    expect(told).toEqual(told.map((_, i) => `${i + 1}/${told.length}`))
    expect(told.length).toBeGreaterThan(20)
  })

  it('name the one place and kind that rose, with what was seen, expected, in excess, and why', async () => {
    const { alerts, run } = await readAlerts(risen)
    expect(run?.alerts).toBe(1)
    const [alert] = alerts
    expect(alert).toMatchObject({
      level: 'red',
      area: { code: '01' },
      kind: { code: 'water', field: 'category' },
      since: '2025-12-22',
      places: [{ code: '0101', label: { zh: '东街', en: 'East Street' }, n: alert?.seen }],
      channels: [{ code: 'phone', n: alert?.seen }],
      departments: [],
      callers: null,
    })
    expect(alert?.seen).toBe(alert?.weeks === 2 ? 24 : alert?.weeks === 4 ? 28 : 12)
    expect(alert?.expected).toBeCloseTo(2 * (alert?.weeks ?? 0), 0)
    expect(alert?.high).toBeLessThan(alert?.seen ?? 0)
    expect(alert?.q).toBeLessThan(0.001)
    expect(alert?.sentence.zh).toMatch(/^1区“供水”.*24 件，预计 4\.\d 件.*主要在东街（24 件）。$/)
    expect(alert?.sentence.en).toMatch(
      /District 1, Water: 24 cases .* 4\.\d expected .* Most are in East Street \(24\)\.$/,
    )
  })

  it('come again in the week after, as the same alert', async () => {
    const { runs } = await readAlerts(risen)
    expect(runs.slice(-3).map((run) => run.alerts)).toEqual([0, 1, 1])
  })

  it('are tried on the past: the known event was found, and when', async () => {
    const { episodes, back_test } = await readAlerts(risen)
    expect(episodes.find(({ source }) => source === 'known')).toMatchObject({
      area: { code: '01' },
      period: { from: '2025-12-16', to: LAST },
      seen: 24,
      alerted: '2025-12-22',
    })
    expect(episodes.find(({ source }) => source === 'known')).toMatchObject({ delay_days: 6, lead_days: 7 })
    expect(episodes.filter(({ source }) => source === 'hindsight')).toHaveLength(1)
    const used = back_test.find(({ most_false }) => most_false === 0.1)
    expect(used).toMatchObject({
      weeks: 104,
      alerts: 1,
      confirmed: 1,
      episodes: 1,
      found: 1,
      delay_days: 6,
      lead_days: 7,
      borne_out: 1,
      known: 2,
      known_found: 1,
      known_confirmed: 1,
      known_delay_days: 6,
      known_lead_days: 7,
    })
  })

  it('are held against events of the whole city too, whose missing is told', async () => {
    const { episodes } = await readAlerts(risen)
    expect(episodes.find(({ kind }) => kind.code === 'noise')).toMatchObject({
      source: 'known',
      area: { code: '', label: TINY.name },
      alerted: null,
      level: null,
      delay_days: null,
      lead_days: null,
    })
  })

  it('watch a short history by the weeks just before, and none that is shorter than those', async () => {
    const short = await readAlerts(await city(20, (ago) => (ago === 0 ? 18 : 0)))
    expect(short.run).toMatchObject({ method: 'ears_t', alerts: 1 })
    expect(short.alerts[0]).toMatchObject({ area: { code: '01' }, weeks: 1, seen: 20, expected: 2 })
    const none = await readAlerts(await city(7, () => 0))
    expect(none).toMatchObject({ run: null, alerts: [], runs: [], back_test: [], episodes: [] })
  })

  it('leave repeats of an earlier case out', async () => {
    const { engine, catalog } = await city(230, () => 0)
    await engine.exec({
      text: `insert into cases (case_id, opened_at, category, area_district, repeat_of, load_id)
        select 'r' || i, timestamp '2025-12-28 09:00:00', 1, 2, 'c1', 1 from range(40) t(i)`,
    })
    for (const table of ['alert', 'alert_run', 'episode', 'back_test'])
      await engine.exec({ text: `delete from ${table}` })
    await deriveAlerts(engine, catalog)
    const { columns } = await engine.query({ text: 'select count(*) as n from alert' })
    expect(Number(columns.n?.[0])).toBe(0)
  })
})
