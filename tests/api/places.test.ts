import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { AnswerBody } from '../../api/schema/answer.ts'
import type { ErrorBody } from '../../api/schema/error.ts'
import type { AreaNamesBody } from '../../api/schema/geojson.ts'
import { openTiny, type TinyServer } from './tiny-city.ts'

let tiny: TinyServer
beforeAll(async () => {
  tiny = await openTiny()
})
afterAll(() => tiny.close())

const read = async <T>(path: string): Promise<T> => (await (await tiny.get(path)).json()) as T
const fault = async (path: string) => (await read<ErrorBody>(path)).error
const codesOf = async (path: string) => (await read<{ features: { id: string }[] }>(path)).features.map(({ id }) => id)

describe('areas', () => {
  it('of a level are those in one area where it is named, and none in what is no area', async () => {
    expect(await codesOf('/api/areas?level=district&within=990100')).toEqual(['990101', '990102'])
    expect(await codesOf('/api/areas?level=district&within=990101')).toEqual([])
    expect(await codesOf('/api/areas?level=district&within=nowhere')).toEqual([])
  })

  it('of all levels are listed by name without boundaries, each with the one above and the box around it', async () => {
    const { areas } = await read<AreaNamesBody>('/api/areas/names')
    expect(areas.map(({ code, level, parent }) => [code, level, parent])).toEqual([
      ['990100', 'city', null],
      ['990101', 'district', '990100'],
      ['990102', 'district', '990100'],
    ])
    expect(areas[0]?.bbox).toBeNull()
    expect(areas[1]).toMatchObject({ en: 'Jia', bbox: [120, 29, 120.125, 29.125] })
  })
})

describe('a compared period of one’s own', () => {
  const august = '/api/query?indicators=case_count&by=area:district&from=2026-08-01&to=2026-08-31'

  it('is answered like the period before where it is the same days', async () => {
    const late = august.replace('2026-08-01', '2026-08-16')
    const named = await read<AnswerBody>(`${late}&compare=previous`)
    const own = await read<AnswerBody>(`${late}&compare_from=2026-07-31&compare_to=2026-08-15`)
    expect(own.compared).toEqual(named.compared)
    expect(own.series).toEqual(named.series)
  })

  it('gives the interval of the value before beside it', async () => {
    const { series } = await read<AnswerBody>(`${august}&compare_from=2026-08-01&compare_to=2026-08-31`)
    expect(series[0]?.before).toEqual(series[0]?.value)
    expect(series[0]?.before_low).toEqual(series[0]?.low)
    expect(series[0]?.before_high).toEqual(series[0]?.high)
  })

  it('says so where it is much longer or shorter, for nothing is scaled', async () => {
    const { notes } = await read<AnswerBody>(`${august}&compare_from=2026-08-01&compare_to=2026-08-10`)
    expect(notes.map(({ en }) => en).join(' ')).toContain('The compared period has 10 days, the period 31')
  })

  it('takes both its days, in order, and no other comparison beside it', async () => {
    expect(await fault(`${august}&compare_from=2026-07-01`)).toMatchObject({
      code: 'bad_question',
      field: 'compare_to',
    })
    expect(await fault(`${august}&compare_to=2026-07-01`)).toMatchObject({ field: 'compare_from' })
    expect(await fault(`${august}&compare=year&compare_from=2026-07-01&compare_to=2026-07-02`)).toMatchObject({
      code: 'bad_question',
    })
    expect(await fault(`${august}&compare_from=2026-07-02&compare_to=2026-07-01`)).toMatchObject({
      code: 'bad_period',
      field: 'compare_from',
    })
  })
})
