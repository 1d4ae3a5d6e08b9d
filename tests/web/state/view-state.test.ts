import { describe, expect, it } from 'vitest'
import { EMPTY, readState, writeState } from '../../../web/state/view-state.ts'

describe('what a page shows, in its address', () => {
  it('writes and reads back the same state', () => {
    const search = '?lang=en&theme=dark&indicators=case_rate&level=street&from=2026-08-03&area=990101,990102&map=areas'
    expect(writeState(readState(search).state)).toBe(search)
  })

  it.each(['?benchmark=area:990101', '?benchmark=85', '?benchmark=-0.5'])(
    'keeps what areas are held against: %s',
    (search) => {
      expect(writeState(readState(search).state)).toBe(search)
    },
  )

  it('leaves the address bare when nothing is set', () => {
    expect(writeState(EMPTY)).toBe('')
  })

  it('leaves unset what it cannot understand and names it, as it names what it does not know', () => {
    const { state, ignored } = readState('?theme=pink&from=yesterday&x=1&benchmark=good')
    expect(state.theme).toBeNull()
    expect(state.from).toBeNull()
    expect(ignored).toEqual(['theme', 'from', 'x', 'benchmark'])
  })
})
