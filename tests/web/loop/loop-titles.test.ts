import { describe, expect, it } from 'vitest'
import type { LoopBody } from '../../../api/schema/loop.ts'
import {
  handOffsTitle,
  hasteTitle,
  hastyOffices,
  shownSteps,
  stepsTitle,
  waitsTitle,
} from '../../../web/views/loop-titles.ts'
import { LOOP_SETS } from '../../../warehouse/query/loop-sets.ts'
import { setWord } from '../../../web/views/loop-words.ts'

type Step = LoopBody['steps'][number]
const steps = (counts: Record<string, readonly [number | null, number | null]>) => ({
  steps: Object.entries(counts).map(([id, [n, ripe]]) => ({ id: id as Step['id'], n, ripe })),
})
const GROWN = steps({
  received: [400, 200],
  dispatched: [400, 200],
  contacted: [390, 200],
  closed: [300, 196],
  verified: [200, 170],
  rated: [60, 80],
})

describe('the five steps', () => {
  it('are those of cases old enough for the last one, so that recent ones are no fall', () => {
    const { isRipe, steps: shown } = shownSteps(GROWN)
    expect(isRipe).toBe(true)
    expect(shown.map(({ id, n, share }) => [id, n, share])).toEqual([
      ['received', 200, 1],
      ['dispatched', 200, 1],
      ['closed', 196, 0.98],
      ['verified', 170, 0.85],
      ['rated', 80, 0.4],
    ])
  })

  it('are those of all cases where none is that old', () => {
    const { isRipe, steps: shown } = shownSteps(steps({ received: [10, 0], dispatched: [8, 0] }))
    expect(isRipe).toBe(false)
    expect(shown[1]).toEqual({ id: 'dispatched', n: 8, share: 0.8 })
    expect(shown[4]).toEqual({ id: 'rated', n: null, share: null })
  })

  it('are named by the step at which most is lost, and by nothing where nothing is', () => {
    expect(stepsTitle(GROWN, 'zh')).toBe('掉得最多的一步是评价：每 100 件有 40 件走到')
    expect(stepsTitle(GROWN, 'en')).toBe('Most is lost at step 5, rated: 40 of 100 get there')
    expect(stepsTitle(steps({ received: [100, 0], dispatched: [99, 0], verified: [null, null] }), 'en')).toBe(
      'Five steps of the loop',
    )
  })
})

describe('a list of cases', () => {
  it('is called what its number is, never by the name of a set', () => {
    expect(setWord('overdue', 'zh')).toBe('已逾期')
    expect(setWord('ripe_rated', 'zh')).toBe('评价 · 已满 60 天')
    expect(setWord('age_15', 'en')).toBe('Days open ≥ 15')
    for (const set of Object.keys(LOOP_SETS)) expect(setWord(set, 'en'), set).not.toMatch(/_/)
  })
})

describe('titles of the loop', () => {
  it('say how long half of the cases wait, and nothing of a wait that has no median', () => {
    const curves = [
      { until: 'first_response_at', median: 3.8 },
      { until: 'closed_at', median: 49.5 },
    ] as LoopBody['curves']
    expect(waitsTitle({ curves }, 'zh')).toBe('一半在 3.8 小时内得到联系，2.1 天内办结')
    expect(waitsTitle({ curves: curves.slice(0, 1) }, 'en')).toBe('Half wait no longer than 3.8 h for first contact')
    expect(waitsTitle({ curves: [] }, 'en')).toBe('How long people wait')
  })

  it('take what the first office settles of the cases closed', () => {
    const first_office = { n: 84, of: 100, value: 0.84, low: 0.76, high: 0.9 }
    expect(handOffsTitle({ shares: { first_office } }, 'zh')).toBe('办结案件中 84.0% 由首接单位就地办结')
    expect(handOffsTitle({ shares: {} }, 'en')).toBe('Hand-offs')
  })

  it('name the office that shows signs of haste, count several, and accuse nobody', () => {
    const office = (code: string, is_hasty: boolean, is_bunched = false) =>
      ({ code, label: { zh: `${code}局`, en: code }, is_hasty, is_bunched }) as LoopBody['haste'][number]
    const one = { haste: [office('a', false), office('b', true)] }
    expect(hastyOffices(one).map(({ code }) => code)).toEqual(['b'])
    expect(hasteTitle(one, 'zh')).toBe('b局有突击办结的迹象')
    expect(hasteTitle({ haste: [office('a', false, true), office('b', true)] }, 'en')).toBe(
      'Signs of haste in 2 offices',
    )
    expect(hasteTitle({ haste: [office('a', false)] }, 'en')).toBe('Signs of haste')
  })
})
