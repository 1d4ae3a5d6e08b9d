import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Ending, judge } from './judge.ts'
import { KINDS, mutate } from './mutate.ts'
import { openStaging, type Staging } from './stage.ts'

const EACH = 8
/** Each is as long as a line may be. */
const LONG_LINES = 3
const timesOf = (kind: string) => (kind === 'overlong_line' ? LONG_LINES : EACH)
let staging: Staging
beforeAll(async () => {
  staging = await openStaging()
})
afterAll(() => staging.close())

describe('a spoilt file', () => {
  const endings: Record<string, Ending[]> = {}

  it.each(KINDS)('by %s ends in an exact load, a quarantine or a sentence, however often', async (kind) => {
    endings[kind] = []
    for (let seed = 1; seed <= timesOf(kind); seed++) endings[kind].push(await judge(staging, mutate(kind, seed)))
  })

  it('ends as its kind must', () => {
    const all = (kind: string, ending: Ending) => expect(endings[kind], kind).toEqual(Array(timesOf(kind)).fill(ending))
    const loaded = ['nothing', 'gb18030', 'newline_style', 'mixed_newlines', 'utf16', 'reorder_columns']
    for (const kind of [...loaded, 'trailing_delimiter', 'other_delimiter']) all(kind, 'loaded')
    for (const kind of ['header_again', 'overlong_line']) all(kind, 'quarantined')
    const refused = ['gb18030_within_utf8', 'utf8_within_gb18030', 'latin1', 'short_rows', 'title_line', 'no_header']
    for (const kind of refused) all(kind, 'refused')
    expect(new Set(Object.values(endings).flat())).toEqual(new Set<Ending>(['loaded', 'quarantined', 'refused']))
    expect(Object.values(endings).flat().length).toBeGreaterThanOrEqual(200)
  })
})
