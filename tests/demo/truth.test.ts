import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { latLngToCell } from 'h3-js'
import { describe, expect, inject, it } from 'vitest'
import type { AlertsBody } from '../../api/schema/alerts.ts'
import type { AnswerBody } from '../../api/schema/answer.ts'
import type { GapBody } from '../../api/schema/gap.ts'
import type { AuditBody, HotSpotsBody } from '../../api/schema/hot-spots.ts'
import type { LoadsBody, QuarantineBody } from '../../api/schema/lists.ts'
import type { OfficesBody } from '../../api/schema/offices.ts'

interface Planted {
  category: string
  from: string
  to: string
  relative_risk: number
  area: string
}
interface Truth {
  hot_spots: (Planted & { id: string; lon: number; lat: number; radius_km: number })[]
  outbreak: Planted
  city_wide: { from: string; to: string; relative_risk: Record<string, number> }[]
  urban_rural: {
    relative_case_rate: { urban: number; fringe: number; rural: number }
    two_classes: { year: number; urban_rural_ratio: number }[]
  }
  hasty_office: { department: string; share: number }
  files: Record<string, { rows: number; duplicate: number; quarantined: Record<string, number> }>
}

const { files, origin } = inject('demo')
const truth = JSON.parse(readFileSync(join(files, 'truth.json'), 'utf8')) as Truth

async function get<T>(path: string): Promise<T> {
  const response = await fetch(`${origin}${path}`)
  expect(response.status, path).toBe(200)
  return (await response.json()) as T
}
const ask = (query: string) => get<AnswerBody>(`/api/query?${query}`)

/** Code → value of a one-dimensional answer. */
function byCode(
  answer: AnswerBody,
  indicator: string,
  only: (status: string) => boolean = () => true,
): Map<string, number> {
  const series = answer.series.find((each) => each.indicator === indicator)
  const codes = answer.keys[0]?.codes ?? []
  return new Map(
    codes.flatMap((code, i) => {
      const value = series?.value[i]
      return code !== null && typeof value === 'number' && only(series?.status[i] ?? '') ? [[code, value] as const] : []
    }),
  )
}

async function quarantineByReason(): Promise<Map<number, Record<string, number>>> {
  const found = new Map<number, Record<string, number>>()
  for (let offset = 0; ; offset += 1000) {
    const { rows } = await get<QuarantineBody>(`/api/quarantine?limit=1000&offset=${offset}`)
    for (const { load_id, reason } of rows) {
      const reasons = found.get(load_id) ?? {}
      reasons[reason] = (reasons[reason] ?? 0) + 1
      found.set(load_id, reasons)
    }
    if (rows.length < 1000) return found
  }
}

describe('the demo city against its planted truth', () => {
  it('accounts for every row of every file', async () => {
    const loads = await get<LoadsBody>('/api/loads')
    expect(loads.length).toBe(15)
    for (const load of loads)
      expect((load.loaded ?? 0) + load.duplicate + load.quarantined, load.file).toBe(load.rows_in)
  })

  it('finds the planted rows and duplicates, and sets aside the planted bad rows reason by reason', async () => {
    const [loads, reasons] = [await get<LoadsBody>('/api/loads'), await quarantineByReason()]
    for (const [file, planted] of Object.entries(truth.files)) {
      const load = loads.find((each) => each.file === file)
      expect(load, file).toMatchObject({ rows_in: planted.rows, duplicate: planted.duplicate })
      expect(reasons.get(load?.load_id ?? 0) ?? {}, file).toEqual(planted.quarantined)
    }
  })

  it.each(truth.hot_spots)('ranks hot spot $id first on the map', async (spot) => {
    const answer = await ask(`indicators=case_rate&by=cell:8&category=${spot.category}&from=2025-11-01&to=2026-10-30`)
    const rates = byCode(answer, 'case_rate', (status) => status === 'ok')
    const [first] = [...rates].sort((a, b) => b[1] - a[1])
    const { cellToLatLng, greatCircleDistance } = await import('h3-js')
    const away = greatCircleDistance(cellToLatLng(first?.[0] ?? ''), [spot.lat, spot.lon], 'km')
    expect(latLngToCell(spot.lat, spot.lon, 8)).toMatch(/^88/)
    expect(away).toBeLessThan(spot.radius_km + 0.6)
  })

  it('shows the outbreak of the last weeks where it is', async () => {
    const { category, from, area } = truth.outbreak
    const answer = await ask(`indicators=case_rate&by=area:street&category=${category}&from=${from}&to=2026-10-30`)
    const [first] = [...byCode(answer, 'case_rate')].sort((a, b) => b[1] - a[1])
    expect(first?.[0]).toBe(area)
  })

  it.each(truth.hot_spots)('calls hot spot $id hot where it was planted', async (spot) => {
    const { cellToLatLng, greatCircleDistance } = await import('h3-js')
    const { spots, most_false } = await get<HotSpotsBody>(`/api/hot-spots?category=${spot.category}`)
    const [first] = spots.filter((each) => each.spot === 'hot').sort((a, b) => b.z - a.z)
    expect(first?.q).toBeLessThan(most_false)
    expect(greatCircleDistance(cellToLatLng(first?.place ?? ''), [spot.lat, spot.lon], 'km')).toBeLessThan(
      spot.radius_km + 0.6,
    )
  })

  it('has its hot spots confirmed by permutation on a thread that holds up no question', async () => {
    const path = `/api/hot-spots/audit?category=${truth.hot_spots[0]?.category}`
    expect((await get<AuditBody>(path)).state).toBe('running')
    const others = await fetch(`${origin}/api/hot-spots/audit?places=area`)
    expect(others.status, 'a second audit at once').toBe(400)
    for (let day = 10; day < 20; day++) await ask(`indicators=case_rate&by=area:street&to=2026-09-${day}`)
    let found = await get<AuditBody>(path)
    expect(found.state, 'ten questions were answered before the audit was').toBe('running')
    while (found.state === 'running') {
      await new Promise((wake) => setTimeout(wake, 200))
      found = await get<AuditBody>(path)
    }
    if (found.state !== 'done') throw new Error('the audit failed')
    const { called, confirmed, surrounded, permutations } = found.result
    expect(permutations).toBe(9999)
    expect(called).toBeGreaterThan(0)
    expect(surrounded / called).toBeGreaterThan(0.9)
    expect(confirmed).toBeGreaterThan(0)
    expect(confirmed).toBeLessThanOrEqual(called)
  })

  it('raises an alert of the outbreak before it ends, and tells how long before', async () => {
    const { area, category, from, to } = truth.outbreak
    const { episodes, alerts, back_test } = await get<AlertsBody>('/api/alerts')
    const known = episodes.find((each) => each.source === 'known' && each.area.code === area)
    expect(known).toMatchObject({ kind: { code: category }, period: { from, to } })
    expect((known?.alerted ?? '') > from).toBe(true)
    expect((known?.alerted ?? '9') < to).toBe(true)
    expect(alerts.some((each) => each.area.code === area && each.kind.code === category)).toBe(true)
    expect(known?.lead_days).toBe((Date.parse(to) - Date.parse(known?.alerted ?? '')) / 86_400_000)
    for (const { alerts: raised, confirmed, episodes: all, found } of back_test) {
      expect(confirmed).toBeLessThanOrEqual(raised)
      expect(found).toBeLessThanOrEqual(all)
    }
  })

  it.each(truth.hot_spots)('raises an alert in the street of hot spot $id once it has begun', async (spot) => {
    const { episodes } = await get<AlertsBody>('/api/alerts')
    const street = `${spot.area.slice(0, 9)}000`
    const known = episodes.find(
      ({ source, area, kind }) => source === 'known' && area.code === street && kind.code === spot.category,
    )
    expect(known?.period).toEqual({ from: spot.from, to: spot.to })
    expect(known?.alerted, 'an alert').not.toBeNull()
    expect(known?.delay_days).toBeGreaterThan(0)
    expect(known?.delay_days).toBeLessThan(120)
    expect(known?.lead_days).toBeGreaterThan(300)
  })

  it('tries every threshold on all that was planted, and finds most alerts to be of it', async () => {
    const { back_test, runs } = await get<AlertsBody>('/api/alerts')
    const [begin] = runs
    const planted = truth.city_wide.filter(({ to }) => to >= (begin?.week_to ?? ''))
    const kinds = planted.flatMap(({ relative_risk }) => Object.keys(relative_risk))
    for (const one of back_test) {
      expect(one.known).toBe(truth.hot_spots.length + 1 + kinds.length)
      expect(one.known_found).toBeLessThanOrEqual(one.known)
      expect(one.borne_out).toBeGreaterThanOrEqual(Math.max(one.confirmed, one.known_confirmed))
      expect(one.alerts - one.borne_out, 'alerts of nothing that was planted').toBeLessThan(3 + 3 * one.false_alarms)
      expect(one.known_lead_days).not.toBeNull()
    }
    const used = back_test.find(({ most_false }) => most_false === 0.1)
    expect(used?.known_found).toBeGreaterThanOrEqual(truth.hot_spots.length + 1)
  })

  it.each(['from=2021-11-01&to=2026-10-30', 'from=2025-11-01&to=2026-10-30'])(
    'holds the planted ratios of fringe and countryside to the city within their 95 % intervals, %s',
    async (period) => {
      const { classes } = await get<GapBody>(`/api/gap?indicator=case_rate&class=code&${period}`)
      const planted = truth.urban_rural.relative_case_rate
      for (const [id, share] of [
        ['middle', planted.fringe / planted.urban],
        ['rural', planted.rural / planted.urban],
      ] as const) {
        const found = classes.find((each) => each.id === id)?.relative
        expect(found?.low, id).toBeLessThan(share)
        expect(found?.high, id).toBeGreaterThan(share)
        expect((found?.high ?? 9) - (found?.low ?? 0), id).toBeLessThan(0.07)
      }
    },
  )

  it('holds the planted ratio of two classes within its interval each year, and sees no trend where none was planted', async () => {
    const { trend } = await get<GapBody>('/api/gap?indicator=case_rate&class=code&from=2025-11-01&to=2026-10-30')
    const planted = new Map(truth.urban_rural.two_classes.map((each) => [each.year, each.urban_rural_ratio]))
    expect(trend.points).toHaveLength(5)
    for (const { from, ratio } of trend.points) {
      // Twelve months from November: most of them are of the next year, whose people the last figures stand for.
      const share = planted.get(Math.min(2025, Number(from.slice(0, 4)) + 1)) ?? Number.NaN
      expect(ratio.low, from).toBeLessThan(share)
      expect(ratio.high, from).toBeGreaterThan(share)
    }
    expect(trend.ratio?.p).toBeGreaterThan(0.05)
  })

  it('has most of the gap like for like, since the planted ratio is the same in every district', async () => {
    const { parts, two } = await get<GapBody>('/api/gap?indicator=case_rate&class=code&from=2021-11-01&to=2026-10-30')
    const whole = (parts?.composition.value ?? 0) + (parts?.rate.value ?? 0)
    expect(whole).toBeCloseTo(two.difference.value ?? 0, 6)
    expect((parts?.rate.value ?? 0) / whole).toBeGreaterThan(0.7)
  })

  it('tells the hasty office, and it alone, from the city on a funnel', async () => {
    const { offices } = await get<OfficesBody>('/api/offices?indicator=closed_within_minutes')
    const outside = offices.filter(({ position }) => position === 'high' || position === 'low')
    expect(outside.map(({ code }) => code)).toEqual([truth.hasty_office.department])
    expect(Math.abs((outside[0]?.value ?? 0) / 100 - truth.hasty_office.share)).toBeLessThan(0.06)
    expect(offices.every(({ rank_low, rank_high }) => (rank_low ?? 1) <= (rank_high ?? 1))).toBe(true)
  })

  it('points at the office that closes within minutes', async () => {
    const answer = await ask('indicators=closed_within_minutes&by=department&from=2021-11-01&to=2026-10-30')
    const [first, second] = [...byCode(answer, 'closed_within_minutes')].sort((a, b) => b[1] - a[1])
    expect(first?.[0]).toBe(truth.hasty_office.department)
    expect(first?.[1]).toBeGreaterThan(3 * (second?.[1] ?? 0))
  })

  it('keeps callers out of the store', async () => {
    const { rows } = await get<QuarantineBody>('/api/quarantine?limit=1000')
    expect(rows.filter(({ raw }) => /1[3-9]\d{9}/.test(raw ?? ''))).toEqual([])
  })
})
