import { describe, expect, it } from 'vitest'
import { ageInWords, type DataSentenceInput, dataSentence } from '../../../web/text/data-sentence.ts'

const read = (over: Partial<DataSentenceInput>) =>
  dataSentence({
    city: '澜城',
    sources: 10,
    files: 15,
    records: 366_089,
    quarantined: 1_791,
    share: '0.49%',
    to: '2026-10-30',
    unfinished: null,
    today: '2026-11-01',
    checks: { failed: 4, passed: 4 },
    language: 'zh',
    ...over,
  })
const text = (over: Partial<DataSentenceInput>) =>
  read(over)
    .map((piece) => piece.text)
    .join('')

describe('the sentence of the data page', () => {
  it('says in Chinese what is loaded, to which day, how clean, and what failed', () => {
    expect(text({})).toBe(
      '澜城读入 10 个来源、15 个文件，共 366,089 行，数据截至 2026-10-30（2 天前）。隔离 1,791 行，占 0.49%。4 项检查要看。',
    )
  })

  it('says the same in English, and one of a thing as one', () => {
    const english = { city: 'Lancheng', share: '0.49 %', language: 'en' } as const
    expect(text(english)).toBe(
      'Lancheng: 366,089 rows read from 15 files of 10 sources, to 2026-10-30 (2 days ago). 1,791 set aside, 0.49 %. 4 checks to look at.',
    )
    expect(
      text({ ...english, sources: 1, files: 1, records: 1, quarantined: 0, checks: { failed: 1, passed: 0 } }),
    ).toBe(
      'Lancheng: 1 row read from 1 file of 1 source, to 2026-10-30 (2 days ago). Nothing was set aside. 1 check to look at.',
    )
  })

  it('says that nothing was set aside and that all checks passed', () => {
    expect(text({ quarantined: 0, checks: { failed: 0, passed: 8 } })).toContain('没有一行被隔离。8 项检查全部通过。')
  })

  it('names a day that has begun and is not complete', () => {
    expect(text({ unfinished: '2026-10-31' })).toContain('数据截至 2026-10-30（2 天前，10-31 未齐）。')
  })

  it('is silent on what it does not know: dates, checks', () => {
    expect(text({ to: null, checks: null })).toBe(
      '澜城读入 10 个来源、15 个文件，共 366,089 行。隔离 1,791 行，占 0.49%。',
    )
  })

  it('leads to the rows and to the checks it speaks of', () => {
    expect(read({}).flatMap((piece) => piece.to ?? [])).toEqual(['quarantine', 'checks'])
  })
})

describe('how long ago a day or a year was', () => {
  it.each([
    ['2026-11-01', '今天', 'today'],
    ['2026-11-02', '今天', 'today'],
    ['2026-10-31', '昨天', 'yesterday'],
    ['2025-11-01', '365 天前', '365 days ago'],
    ['2026', '今年', 'this year'],
    ['2025', '去年', 'last year'],
    ['2021', '5 年前', '5 years ago'],
  ])('%s, seen on 2026-11-01, is %s', (day, zh, en) => {
    expect([ageInWords(day, '2026-11-01', 'zh'), ageInWords(day, '2026-11-01', 'en')]).toEqual([zh, en])
  })
})
