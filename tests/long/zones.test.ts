import { spawnSync } from 'node:child_process'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, it } from 'vitest'
import { clockChanges, isZone } from '../../ingest/cast/zones.ts'
import { Recipe } from '../../ingest/recipe.ts'
import { type Draft, one } from '../ingest/cast/cast-table.ts'

const CLOCK = { opened_at: { from: 'x', type: 'time' } } as const
const GAP = '2021-03-14 02:30:00'
const FOLD = '2021-11-07 01:30:00'

/** Times of a column told in one zone, read in a city of another. */
async function moved(texts: string[], more: Draft, city: string) {
  const { of, decided } = await one(CLOCK, texts, more, city)
  return { at: of('opened_at'), decided: decided.map((list) => list.join()) }
}

describe('clock changes', () => {
  it('are known for any zone: where clocks never change there are none', () => {
    expect(clockChanges('UTC')).toBeNull()
    expect(clockChanges('America/New_York')).toMatchObject({ years: { last: 2199 }, hours: [1, 2], backS: [3600] })
    expect(clockChanges('Australia/Lord_Howe')?.backS).toContain(1800)
    expect(clockChanges('Asia/Shanghai')?.years.last).toBe(1991)
  })

  it('name zones of the tz database only', () => {
    expect(['UTC', 'Asia/Shanghai', 'America/New_York', 'Etc/GMT+5'].filter(isZone)).toHaveLength(4)
    expect(['Asia/Beijing', 'CST8', '+08:00', '北京', '', "UTC'--"].filter(isZone)).toEqual([])
  })

  it('are refused for an unknown zone with a sentence', () => {
    const draft = { id: 'r', label: { zh: '表', en: 'T' }, publisher: 'p', licence: 'l', target: 'cases', fields: {} }
    const { error } = Recipe.safeParse({ ...draft, time_zone: 'Asia/Beijing' })
    expect(error?.issues[0]?.message).toMatch(/no time zone of the tz database.*Asia\/Shanghai/)
  })
})

describe('a civil time of another zone', () => {
  const inUtc = (texts: string[], more: Draft = {}) => moved(texts, { time_zone: 'America/New_York', ...more }, 'UTC')

  it('that no clock showed is moved forward by the gap, and counted', async () => {
    expect(await inUtc([GAP, '2021-03-14 01:59:59', '2021-03-14 03:00:00'])).toEqual({
      at: ['2021-03-14 07:30:00', '2021-03-14 06:59:59', '2021-03-14 07:00:00'],
      decided: ['dst_gap', '', ''],
    })
  })

  it('that clocks showed twice is the first one, the later one if the recipe says so, and counted', async () => {
    const texts = [FOLD, '2021-11-07 00:59:59', '2021-11-07 02:00:00']
    expect(await inUtc(texts)).toEqual({
      at: ['2021-11-07 05:30:00', '2021-11-07 04:59:59', '2021-11-07 07:00:00'],
      decided: ['dst_fold', '', ''],
    })
    expect((await inUtc(texts, { fold: 'later' })).at[0]).toBe('2021-11-07 06:30:00')
  })

  it('counts folds of half an hour', async () => {
    const found = await moved(
      ['2021-04-04 01:45:00', '2021-04-04 02:15:00'],
      { time_zone: 'Australia/Lord_Howe' },
      'UTC',
    )
    expect(found).toEqual({ at: ['2021-04-03 14:45:00', '2021-04-03 15:45:00'], decided: ['dst_fold', ''] })
  })

  it('is no question where the text carries its offset', async () => {
    expect(await inUtc([`${FOLD}-04:00`, `${FOLD}-05:00`])).toEqual({
      at: ['2021-11-07 05:30:00', '2021-11-07 06:30:00'],
      decided: ['', ''],
    })
  })

  it('agrees with the zone database at every hour of two years, in both directions', async () => {
    const hours = Array.from({ length: 2 * 365 * 24 }, (_, i) => new Date(Date.UTC(2021, 0, 1, i, 30)))
    const show = (zone: string, at: Date) => at.toLocaleString('sv-SE', { timeZone: zone })
    const { at } = await moved(
      hours.map((hour) => show('UTC', hour)),
      { time_zone: 'UTC' },
      'America/New_York',
    )
    expect(at).toEqual(hours.map((hour) => show('America/New_York', hour)))
    const local = hours.map((hour) => show('America/New_York', hour))
    const back = await inUtc(local)
    const again = back.at.filter((time, i) => time !== show('UTC', hours[i] ?? new Date(0)))
    expect(again).toEqual(['2021-11-07 05:30:00', '2022-11-06 05:30:00'])
    expect(back.decided.filter((each) => each === 'dst_fold')).toHaveLength(4)
  })
})

describe('a civil time of the city’s own zone', () => {
  it('stands as it is told; one that no clock showed is counted all the same', async () => {
    expect(await moved([GAP, FOLD, '2021-07-01 12:00:00'], {}, 'America/New_York')).toEqual({
      at: [GAP, FOLD, '2021-07-01 12:00:00'],
      decided: ['dst_gap', '', ''],
    })
    expect(await moved(['1986-05-04 02:30:00'], {}, 'Asia/Shanghai')).toEqual({
      at: ['1986-05-04 02:30:00'],
      decided: ['dst_gap'],
    })
  })
})

/** Prints, as JSON, times of New York in UTC. */
const IN_NEW_YORK = `
  const { one } = await import(${JSON.stringify(pathToFileURL(join(import.meta.dirname, '../ingest/cast/cast-table.ts')).href)})
  const texts = ['2021-03-14 02:30:00', '2021-11-07 01:30:00', '2021-11-07 01:30:00-05:00', '2021-06-30T20:00:00']
  const fields = { opened_at: { from: 'x', type: 'time' } }
  const { of } = await one(fields, texts, { time_zone: 'America/New_York' }, 'UTC')
  process.stdout.write(JSON.stringify(of('opened_at')))`

describe('the zone of the machine', () => {
  it('changes nothing', () => {
    const cwd = resolve(import.meta.dirname, '../..')
    const found = ['UTC', 'Asia/Shanghai', 'America/New_York'].map((TZ) => {
      const run = spawnSync(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', IN_NEW_YORK], {
        cwd,
        encoding: 'utf8',
        env: { ...process.env, TZ },
      })
      expect(run.stderr).toBe('')
      return run.stdout
    })
    expect(new Set(found).size).toBe(1)
    expect(JSON.parse(found[0] ?? '')).toEqual([
      '2021-03-14 07:30:00',
      '2021-11-07 05:30:00',
      '2021-11-07 06:30:00',
      '2021-07-01 00:00:00',
    ])
  })
})
