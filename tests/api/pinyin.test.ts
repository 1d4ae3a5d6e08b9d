import { describe, expect, it } from 'vitest'
import { syllablesOf } from '../../api/pinyin.ts'

describe('the reading of names', () => {
  it('takes characters as the place name has them', async () => {
    expect(await syllablesOf(['重庆路', '长乐社区', 'A1区'])).toEqual([
      ['chong', 'qing', 'lu'],
      ['chang', 'le', 'she', 'qu'],
      ['A1', 'qu'],
    ])
  })
})
