import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { PARAMETER_WORDS, parameterTable } from '../../../web/state/parameters.ts'
import { PANELS, PARAMETERS, readState, writeState } from '../../../web/state/view-state.ts'

describe('the parameters of an address', () => {
  it.each([...PARAMETERS])('say in both languages what %s means', (name) => {
    const { zh, en } = PARAMETER_WORDS[name]
    expect(zh).toMatch(/\p{Script=Han}/u)
    expect(en).toMatch(/[a-z]{3}/)
  })

  it('stand in the document as they are', () => {
    const document = readFileSync(new URL('../../../web/PARAMETERS.md', import.meta.url), 'utf8')
    expect(document).toContain(parameterTable().join('\n'))
  })

  it.each(['map', 'panel', 'compare', 'grain', 'period', 'theme', 'lang', 'from', 'page'])(
    'name %s in a notice where its value cannot be understood',
    (name) => {
      expect(readState(`?${name}=moon`).ignored).toEqual([name])
    },
  )

  it.each(PANELS.filter((name) => name !== 'areas'))('keep the panel %s in the address', (panel) => {
    expect(writeState(readState(`?panel=${panel}`).state)).toBe(`?panel=${panel}`)
  })
})
