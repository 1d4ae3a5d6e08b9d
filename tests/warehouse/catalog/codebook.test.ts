import { describe, expect, it } from 'vitest'
import { codebookLines, codebookOf, codebookText } from '../../../warehouse/catalog/codebook.ts'
import { INDICATORS } from '../../../warehouse/catalog/index.ts'

const entries = codebookOf(INDICATORS)
const entry = (id: string) => {
  const found = entries.find((each) => each.id === id)
  if (!found) throw new Error(`no ${id}`)
  return found
}

describe('the codebook', () => {
  it('tells every indicator in both languages, without a hole', () => {
    expect(entries.map(({ id }) => id)).toEqual(INDICATORS.map(({ id }) => id))
    for (const { id, version, ...texts } of entries) {
      expect(version).toBeGreaterThan(0)
      for (const text of Object.values(texts)) {
        if (text === null) continue
        expect(text.zh, id).not.toMatch(/undefined|null|\[object/)
        expect(text.en, id).not.toMatch(/undefined|null|\[object/)
      }
    }
  })

  it('says of a rate what is over what, that it is not annualised, and whose year the people are of', () => {
    const rate = entry('case_rate')
    expect(rate.formula.en).toContain('10,000 × numerator ÷ denominator')
    expect(rate.denominator?.en).toBe('population: sum of n; basis = resident')
    expect(rate.period?.zh).toContain('未折算为年率')
    expect(rate.period?.en).toMatch(/never annualised.*nearest earlier year/)
  })

  it('says of every rate of a period that it is not annualised, also over land and staff, and of no share', () => {
    const saying = entries.filter(({ period }) => period?.en.includes('never annualised')).map(({ id }) => id)
    expect(saying).toEqual(['case_rate', 'case_rate_dwellings', 'case_density', 'grid_worker_load'])
    expect(entry('case_density').period?.en).not.toContain('denominator')
    expect(entry('urban_rural_difference').period?.en).toBe('As of the indicator compared (case_rate).')
  })

  it('says which way is better, as the record has it', () => {
    expect(entry('on_time_rate').direction).toEqual({ zh: '越高越好', en: 'higher is better' })
    expect(entry('vacancy_rate').direction.en).toMatch(/lower is better|neither/)
    expect(entry('case_count').direction.en).toBe('neither high nor low is judged')
  })

  it('says below how many a value is unreliable, and of what', () => {
    expect(entry('on_time_rate').reliable?.en).toBe('marked unreliable under 30 in the denominator')
    expect(entry('case_count').reliable).toBeNull()
  })

  it('tells one entry line by line, and leaves out a line that the indicator does not have', () => {
    const lines = codebookLines(entry('on_time_rate'), 'zh')
    expect(lines.map(({ line }) => line)).toEqual([
      'unit',
      'formula',
      'numerator',
      'denominator',
      'direction',
      'reliable',
      'note',
      'source',
    ])
    expect(lines[1]).toEqual({ line: 'formula', name: '公式', text: '100 × 分子 ÷ 分母；95% 区间：Wilson' })
    expect(codebookLines(entry('case_count'), 'en').map(({ line }) => line)).not.toContain('denominator')
  })

  it('prints Chinese above English', () => {
    const text = codebookText([entry('vacancy_rate')])
    expect(text.split('\n')[0]).toBe('vacancy_rate (v1)  住房 Housing')
    expect(text.indexOf('公式：100 × 分子 ÷ 分母')).toBeGreaterThan(0)
    expect(text.indexOf('formula: 100 × numerator ÷ denominator')).toBeGreaterThan(text.indexOf('公式'))
  })
})
