import type { Label } from '../catalog/types.ts'
import type { Office } from './offices-types.ts'

/** What a reader of the comparison has to know; `unnamed` cases are of no office. */
export function officeNotes(
  ofAnswer: readonly Label[],
  offices: readonly Office[],
  unnamed: number,
  isSpread: boolean,
): Label[] {
  const notes = [...ofAnswer]
  if (unnamed > 0) {
    notes.push({
      zh: `${unnamed} 件案件没有承办部门，计入全市数值，不计入任何部门。`,
      en: `${unnamed} cases name no office; they count in the value of the city and in that of no office.`,
    })
  }
  if (isSpread) {
    notes.push({
      zh: '部门之间的差异大于偶然波动（过度离散），漏斗界限已相应放宽。',
      en: 'Offices differ by more than chance (over-dispersion); the limits of the funnel are widened for it.',
    })
  }
  const thin = offices.filter((office) => office.is_thin).length
  if (thin > 0) {
    notes.push({
      zh: `${thin} 个部门的回访覆盖率低于 60%，其解决率、满意率和综合得分不宜用于比较。`,
      en: `${thin} offices have a call-back coverage under 60 %; their resolution, satisfaction and score should not be compared.`,
    })
  }
  notes.push({
    zh: '各部门承办的案件类型不同，比较未按案件构成调整；选定一类案件，可作同类比较。',
    en: 'Offices handle different cases, and the comparison does not adjust for that: choose a category to compare like with like.',
  })
  return notes
}
