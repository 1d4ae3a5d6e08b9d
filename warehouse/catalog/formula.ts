import type { Component, Condition, Indicator, Label } from './types.ts'

type Language = keyof Label

/** One condition on a column, in signs where there are any: `basis = resident`, `due_at ≤ end of the data`. */
function conditionText(condition: Condition, language: Language): string {
  const zh = language === 'zh'
  const { field } = condition
  if (condition.op === 'known') return zh ? `${field} 有值` : `${field} is known`
  if (condition.op === 'unknown') return zh ? `${field} 无值` : `${field} is unknown`
  if (condition.op === 'in') return `${field} ∈ {${condition.values.join(', ')}}`
  if (condition.op === 'within')
    return `${field} − ${condition.of} ≤ ${condition.hours < 1 ? `${condition.hours * 60} min` : `${condition.hours} h`}`
  const sign = { '=': '=', '<>': '≠', '<': '<', '<=': '≤', '>': '>', '>=': '≥' }[condition.op]
  if ('as_of' in condition) return `${field} ${sign} ${zh ? '数据截止时刻' : 'end of the data'}`
  if ('column' in condition) return `${field} ${sign} ${condition.column}`
  if (!('value' in condition)) return field
  return `${field} ${sign} ${condition.value === '' ? (zh ? '空' : 'empty') : String(condition.value)}`
}

/** What a component adds up, and which rows of its table it takes. */
export function componentText(part: Component, language: Language): { sum: string; where: string[] } {
  const zh = language === 'zh'
  const column = part.times === undefined ? part.sum : `${part.sum} × ${part.times}`
  return {
    sum: column === undefined ? (zh ? '数行数' : 'count of rows') : zh ? `${column} 之和` : `sum of ${column}`,
    where: [
      ...(part.measure === undefined ? [] : [`measure = ${part.measure}`]),
      ...(part.at === undefined || part.at === 'opened_at'
        ? []
        : [zh ? `按 ${part.at} 归时段` : `dated by ${part.at}`]),
      ...(part.where ?? []).map((condition) => conditionText(condition, language)),
    ],
  }
}

const INTERVALS: Record<Indicator['interval'], { zh: string; en: string } | null> = {
  poisson: { zh: '95% 区间：泊松（Byar，少件用精确法）', en: '95 % interval: Poisson (Byar; exact for few)' },
  wilson: { zh: '95% 区间：Wilson', en: '95 % interval: Wilson' },
  kaplan_meier: { zh: '95% 区间：Kaplan–Meier', en: '95 % interval: Kaplan–Meier' },
  log_ratio: { zh: '95% 区间：对数比', en: '95 % interval: log ratio' },
  difference: { zh: '95% 区间：差值', en: '95 % interval: difference' },
  none: null,
}

function survivalText({ denominator }: Indicator, language: Language): string {
  if (denominator?.until === 'first_response_at')
    return language === 'zh'
      ? '首次联系用时的中位数，尚未联系的也计入'
      : 'median time to first contact, those still waiting counted in'
  return language === 'zh' ? '办结用时的中位数，未办结的也计入' : 'median time to close, open ones counted in'
}

/** How the parts become the value, and the interval beside it. */
export function formulaText(indicator: Indicator, language: Language): string[] {
  const zh = language === 'zh'
  const interval = INTERVALS[indicator.interval]?.[language]
  const numerator = zh ? '分子' : 'numerator'
  const denominator = zh ? '分母' : 'denominator'
  const scale = indicator.scale === 1 ? '' : `${indicator.scale.toLocaleString('en-US')} × `
  const formulas: Record<Indicator['kind'], string> = {
    count: numerator,
    stock: zh ? '期末仍未办结的件数' : 'those still open at the end of the period',
    survival: survivalText(indicator, language),
    gap: indicator.as === 'difference' ? (zh ? '城镇 − 乡村' : 'urban − rural') : zh ? '城镇 ÷ 乡村' : 'urban ÷ rural',
    rate: `${scale}${numerator} ÷ ${denominator}`,
    proportion: `${scale}${numerator} ÷ ${denominator}`,
    ratio: `${scale}${numerator} ÷ ${denominator}`,
  }
  return [formulas[indicator.kind], ...(interval === undefined ? [] : [interval])]
}
