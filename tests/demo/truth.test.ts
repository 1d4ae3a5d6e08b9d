import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { latLngToCell } from 'h3-js'
import { describe, expect, inject, it } from 'vitest'
import type { AnswerBody } from '../../api/schema/answer.ts'
import type { LoadsBody, QuarantineBody } from '../../api/schema/lists.ts'

interface Truth {
  hot_spots: { id: string; category: string; relative_risk: number; lon: number; lat: number; radius_km: number }[]
  outbreak: { category: string; from: string; to: string; relative_risk: number; area: string }
  urban_rural: { relative_case_rate: { urban: number; fringe: number; rural: number } }
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
    for (const load of loads) expect(load.loaded + load.duplicate + load.quarantined, load.file).toBe(load.rows_in)
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

  it('recovers the planted ratios between city, fringe and countryside within their intervals', async () => {
    const answer = await ask('indicators=case_rate&by=urban_class&from=2021-11-01&to=2026-10-30')
    const rates = byCode(answer, 'case_rate')
    const { urban, fringe, rural } = truth.urban_rural.relative_case_rate
    const rate = (name: string) => rates.get(name) ?? Number.NaN
    expect(rate('fringe') / rate('urban')).toBeCloseTo(fringe / urban, 1)
    expect(rate('rural') / rate('urban')).toBeCloseTo(rural / urban, 1)
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
