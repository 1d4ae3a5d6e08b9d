import type { Answer, Series } from '../answer/types.ts'
import type { DisclosureProfile } from '../catalog/city.ts'

const NOT_PUBLISHED = {
  zh: '本城市使用发布档（standard），其发布表集尚未建立，暂不公布任何数值。',
  en: 'This city uses the profile for publishing (standard); its set of tables is not built yet, so no value is published.',
}

function hide(series: Series): Series {
  const none = () => new Float64Array(series.value.length).fill(Number.NaN)
  return {
    indicator: series.indicator,
    numerator: none(),
    denominator: none(),
    value: none(),
    low: none(),
    high: none(),
    status: series.status.map(() => 'suppressed' as const),
    ...(series.before ? { before: none(), change: none() } : {}),
  }
}

/** The one gate every published number passes. `open` and `internal` hide nothing; `standard` shows nothing yet, not even which rows exist. */
export function gate(answer: Answer, profile: DisclosureProfile): Answer {
  if (profile !== 'standard') return answer
  return {
    ...answer,
    rows: 0,
    keys: answer.keys.map(({ dimension }) => ({ dimension, codes: [], labels: [] })),
    series: answer.series.map((series) => hide({ ...series, value: new Float64Array(0), status: [] })),
    total: answer.total.map(hide),
    notes: [NOT_PUBLISHED],
  }
}
