import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createKeys, type Press, SEQUENCE_MS } from '../../../web/ui/keys.ts'

const PAGE = { tagName: 'BODY' }
const press = (key: string, more: Partial<Press> = {}): Press => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  isComposing: false,
  defaultPrevented: false,
  target: PAGE,
  ...more,
})

function registry({ hasLetters = true } = {}) {
  const ran: string[] = []
  const keys = createKeys(() => hasLetters)
  const bind = (...each: string[]) =>
    keys.bind([
      {
        keys: each,
        does: { zh: each.join(''), en: each.join('') },
        run: () => ran.push(each.join(' ')) > 0,
      },
    ])
  const type = (text: string, from = 0, apart = 100) =>
    text.split('').map((key, i) => keys.press(press(key), from + i * apart))
  return { keys, ran, bind, type }
}

describe('a registry of keys', () => {
  it('runs what one key stands for, and lists it', () => {
    const { keys, ran, bind, type } = registry()
    bind('?')
    expect(type('?x')).toEqual([true, false])
    expect(ran).toEqual(['?'])
    expect(keys.listed().map((each) => each.keys)).toEqual([['?']])
  })

  it('runs a sequence, also one of the same letter twice', () => {
    const { ran, bind, type } = registry()
    bind('g', 'd')
    bind('g', 'g')
    type('gdgg')
    expect(ran).toEqual(['g d', 'g g'])
  })

  it('forgets the first key after a while, and after a key that does not go on', () => {
    const { keys, ran, bind, type } = registry()
    bind('g', 'd')
    type('gd', 0, SEQUENCE_MS + 1)
    type('gxd', 10_000)
    expect(ran).toEqual([])
    keys.press(press('g'), 20_000)
    keys.press(press('d'), 20_000 + SEQUENCE_MS)
    expect(ran).toEqual(['g d'])
  })

  it('takes a key that does not go on for what it is alone', () => {
    const { ran, bind, type } = registry()
    bind('g', 'd')
    bind('?')
    type('g?')
    expect(ran).toEqual(['?'])
  })

  it.each([
    ['a field', { target: { tagName: 'INPUT', type: 'text' } }],
    ['a choice', { target: { tagName: 'SELECT' } }],
    ['text', { target: { tagName: 'TEXTAREA' } }],
    ['editable text', { target: { tagName: 'DIV', isContentEditable: true } }],
    ['Ctrl', { ctrlKey: true }],
    ['Alt', { altKey: true }],
    ['⌘', { metaKey: true }],
    ['an input method', { isComposing: true }],
    ['somebody who has used it', { defaultPrevented: true }],
  ])('leaves a key to %s', (_, more) => {
    const { keys, ran, bind } = registry()
    bind('?')
    expect(keys.press(press('?', more), 0)).toBe(false)
    expect(ran).toEqual([])
  })

  it('hears a key on a checkbox, into which nothing is typed', () => {
    const { keys, bind } = registry()
    bind('?')
    expect(keys.press(press('?', { target: { tagName: 'INPUT', type: 'checkbox' } }), 0)).toBe(true)
  })

  it('knows the marks of Chinese input methods', () => {
    const { ran, bind, type } = registry()
    bind('?')
    type('？')
    expect(ran).toEqual(['?'])
  })

  it('with letters and signs switched off still hears Esc', () => {
    const { keys, ran, bind, type } = registry({ hasLetters: false })
    bind('?')
    bind('Escape')
    type('?')
    keys.press(press('Escape'), 0)
    expect(ran).toEqual(['Escape'])
  })

  it('refuses keys that could never be told apart, and gives back what is taken away', () => {
    const { keys, ran, bind, type } = registry()
    const unbind = bind('g', 'd')
    expect(() => bind('g')).toThrow(/stand in the way/)
    expect(() => bind('g', 'd')).toThrow(/stand in the way/)
    unbind()
    bind('g')
    type('g')
    expect(ran).toEqual(['g'])
    expect(keys.listed()).toHaveLength(1)
  })

  it('runs every sequence typed in one go, whatever was typed before', () => {
    const letters = fc.array(fc.constantFrom('a', 'b', 'g', 'd', 'x'), { maxLength: 6 })
    fc.assert(
      fc.property(letters, (before) => {
        const { ran, bind, type } = registry()
        bind('g', 'd')
        bind('g', 'g')
        bind('x')
        type(before.join(''))
        ran.length = 0
        type('gd', 1e6)
        expect(ran).toEqual(['g d'])
      }),
      { seed: 5, numRuns: 200 },
    )
  })
})
