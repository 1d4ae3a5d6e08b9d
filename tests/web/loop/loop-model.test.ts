import { describe, expect, it } from 'vitest'
import type { AnswerBody } from '../../../api/schema/answer.ts'
import type { LoopBody } from '../../../api/schema/loop.ts'
import { bunchingSentence, formatHours, loopSentence, rhythmOf } from '../../../web/views/loop-model.ts'

const body = (part: Partial<LoopBody>) => part as LoopBody

describe('the loop in words', () => {
  it('opens with what came in, what is closed, and what is late', () => {
    const found = body({
      sets: { received: 200, open: 12, overdue: 3, due_in_24h: 1 },
      steps: [{ id: 'closed', n: 190, ripe: 0 }],
      curves: [{ until: 'closed_at', median: 50 } as LoopBody['curves'][number]],
    })
    expect(loopSentence(found, 'zh')).toBe(
      '时段内收到 200 件，已办结 95.0%，一半在 2.1 天内办结（在办的也计入）。在办 12 件，其中 3 件已逾期，1 件 24 小时内到期。',
    )
    expect(loopSentence(found, 'en')).toBe(
      '200 cases came in; 95.0% are closed, half of all within 2.1 d (open ones counted). 12 are open, 3 of them overdue and 1 due within 24 hours.',
    )
  })

  it('says nothing of limits that a city does not record, and a dash where nobody came', () => {
    const found = body({
      sets: { received: 0, open: 0, overdue: null },
      steps: [{ id: 'closed', n: 0, ripe: 0 }],
      curves: [],
    })
    expect(loopSentence(found, 'zh')).toBe('时段内收到 0 件，已办结 –。在办 0 件。')
  })

  it('calls the last hour before the limit crowded only where its interval lies above one', () => {
    const say = (ratio: number | null, low: number | null, high: number | null) =>
      bunchingSentence(body({ bunching: { ratio, low, high } }), 'en')
    expect(say(2.5, 1.8, 3.4)).toContain('clearly more')
    expect(say(1.1, 0.8, 1.4)).toContain('not to be told from before')
    expect(say(0.5, 0.3, 0.8)).toContain('fewer than before')
    expect(say(null, null, null)).toContain('Too few')
  })

  it('says short waits in minutes and long ones in days', () => {
    expect([0.25, 3.84, 50, null].map((hours) => formatHours(hours, 'zh'))).toEqual([
      '15 分钟',
      '3.8 小时',
      '2.1 天',
      '–',
    ])
  })

  it('puts counts in their hour and weekday, Monday first, and leaves out what has no hour', () => {
    const week = rhythmOf({
      keys: [
        { dimension: 'hour', codes: ['8', '8', null], labels: [] },
        { dimension: 'weekday', codes: ['1', '7', '1'], labels: [] },
      ],
      series: [{ value: [5, 2, 9] }],
    } as unknown as AnswerBody)
    expect(week[0]?.[8]).toBe(5)
    expect(week[6]?.[8]).toBe(2)
    expect(week[0]?.filter((n) => n !== null)).toHaveLength(1)
  })
})
