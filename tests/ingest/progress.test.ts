import { PassThrough } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { cancellable, jsonProgress, type ProgressState, silent, trackProgress } from '../../ingest/progress.ts'

describe('progress', () => {
  it('tells rate and time left from what was read, not from files that were known', () => {
    let clock = 0
    const states: ProgressState[] = []
    const progress = trackProgress((state) => states.push(state), { everyMs: 0, now: () => clock })
    progress.expect(1000)
    progress.step('load', 'a.csv')
    progress.passed(200)
    progress.step('load', 'b.csv')
    clock = 2000
    progress.at(100, 50)
    expect(states.at(-1)).toMatchObject({
      step: { zh: '读取', en: 'Reading' },
      file: 'b.csv',
      done_bytes: 300,
      total_bytes: 1000,
      records: 50,
      rows_per_s: 25,
      seconds_left: 14,
    })
    clock = 4000
    progress.at(300, 150)
    progress.passed(300)
    progress.step('check')
    expect(states.at(-1)).toMatchObject({ file: null, done_bytes: 500, records: 150, seconds_left: 7 })
  })

  it('promises nothing before there is something to go by', () => {
    const states: ProgressState[] = []
    const progress = trackProgress((state) => states.push(state))
    progress.expect(10)
    progress.step('load', 'a.csv')
    expect(states).toMatchObject([{ rows_per_s: null, seconds_left: null, done_bytes: 0, total_bytes: 10 }])
  })

  it('is one line of JSON a state for programs', () => {
    const stream = new PassThrough({ encoding: 'utf8' })
    const progress = jsonProgress(stream)
    progress.step('receive', 'a\nb.csv')
    progress.step('publish')
    const lines = String(stream.read()).trim().split('\n')
    expect(lines.map((line) => JSON.parse(line) as unknown)).toMatchObject([
      { event: 'progress', step_id: 'receive', file: 'a\nb.csv' },
      { event: 'progress', step_id: 'publish', file: null },
    ])
  })

  it('ends a run that was broken off at its next word', () => {
    const breakOff = new AbortController()
    const progress = cancellable(silent, breakOff.signal)
    progress.step('load')
    breakOff.abort()
    expect(() => progress.at(1, 1)).toThrow()
    expect(() => progress.step('check')).toThrow()
  })
})
