import { describe, expect, it } from 'vitest'
import { implies } from '../../../warehouse/catalog/implies.ts'
import type { Condition } from '../../../warehouse/catalog/types.ts'

const known = (field: string): Condition => ({ field, op: 'known' })
const within = (hours: number): Condition => ({ field: 'closed_at', op: 'within', of: 'opened_at', hours })
const more = (op: '>' | '>=', value: number): Condition => ({ field: 'hand_offs', op, value })

describe('conditions that follow from others', () => {
  it.each<[string, Condition[], Condition[]]>([
    ['one of several', [known('closed_at'), known('verified_at')], [known('closed_at')]],
    ['nothing from anything', [known('closed_at')], []],
    ['a value from its being known', [{ field: 'resolved', op: '=', value: true }], [known('resolved')]],
    [
      'a wait from both its ends',
      [{ field: 'closed_at', op: 'within', of: 'opened_at', hours: 1 }],
      [known('opened_at')],
    ],
    ['within a day from within an hour', [within(1)], [within(24)]],
    ['two hand-offs from one', [more('>=', 2)], [more('>', 0)]],
    ['ever closed from closed', [known('closed_at')], [{ field: 'ever_closed', op: '=', value: true }]],
  ])('%s', (_, conditions, follows) => {
    expect(implies(conditions, follows)).toBe(true)
    if (follows.length > 0) expect(implies(follows, conditions)).toBe(false)
  })

  it('not what is unknown, nor another field', () => {
    expect(implies([{ field: 'resolved', op: 'unknown' }], [known('resolved')])).toBe(false)
    expect(implies([more('>', 1)], [{ field: 'reopens', op: '>', value: 0 }])).toBe(false)
    expect(implies([more('>', 1)], [more('>=', 2)])).toBe(false)
  })
})
