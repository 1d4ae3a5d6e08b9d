import { describe, expect, it } from 'vitest'
import { DECISIONS } from '../../../ingest/decisions.ts'
import { DECIDED, decidedWords } from '../../../web/views/data-words.ts'

describe('what a rule decided, in words', () => {
  it('is said on the page as it is said in the report', () => {
    expect(DECIDED).toEqual(DECISIONS)
  })

  it('names a rule without words by its id', () => {
    expect(decidedWords({ footnote: 1200, new_rule: 3 }, 'zh')).toEqual([
      '1,200 × 数字后的脚注标记已去掉',
      '3 × new_rule',
    ])
  })
})
