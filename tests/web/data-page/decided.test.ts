import { describe, expect, it } from 'vitest'
import { decidedWords } from '../../../web/views/data-words.ts'

describe('what a rule decided, in words', () => {
  it('names a rule without words by its id', () => {
    expect(decidedWords({ footnote: 1200, new_rule: 3 }, 'zh')).toEqual([
      '1,200 × 数字后的脚注标记已去掉',
      '3 × new_rule',
    ])
  })
})
