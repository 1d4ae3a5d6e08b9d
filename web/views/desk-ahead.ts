import type { ForecastBody } from '../../api/schema/forecast.ts'
import type { TrendInput } from '../charts/trend.ts'
import { bucketStart } from '../text/dates.ts'
import type { Language } from '../text/language.ts'
import { formatNumber } from '../text/numbers.ts'
import { word } from '../text/words.ts'

const instant = (code: string) => Date.parse(`${bucketStart(code)}T00:00:00Z`)

/** A trend that goes on into what may come; the period that has only begun is marked as unfinished. */
export function withAhead(input: TrendInput, { ahead }: ForecastBody, lang: Language): TrendInput {
  const [first] = ahead?.codes ?? []
  if (!ahead || first === undefined) return input
  const last = input.at.at(-1) ?? 0
  const later = ahead.codes.map(instant).filter((at) => at > last)
  const at = Float64Array.from([...input.at, ...later])
  const position = new Map(Array.from(at, (each, i) => [each, i]))
  const longer = (column: Float64Array) => {
    const out = new Float64Array(at.length).fill(Number.NaN)
    out.set(column)
    return out
  }
  const placed = (values: readonly number[]) => {
    const out = new Float64Array(at.length).fill(Number.NaN)
    for (const [k, code] of ahead.codes.entries()) {
      const i = position.get(instant(code))
      if (i !== undefined) out[i] = values[k] ?? Number.NaN
    }
    return out
  }
  const band = ({ low, high }: { low: number[]; high: number[] }) => ({ low: placed(low), high: placed(high) })
  const open = input.at.indexOf(instant(first))
  return {
    ...input,
    at,
    value: longer(input.value),
    ...(input.low ? { low: longer(input.low) } : {}),
    ...(input.high ? { high: longer(input.high) } : {}),
    ...(input.before ? { before: { ...input.before, value: longer(input.before.value) } } : {}),
    ...(open >= 0 ? { provisionalFrom: open, provisionalWord: word('provisional', lang) } : {}),
    ahead: {
      name: word('forecast', lang),
      value: placed(ahead.value),
      band80: band(ahead.band80),
      band95: band(ahead.band95),
    },
  }
}

const SEASON = {
  week: { zh: '去年同周', en: 'same weeks a year before' },
  month: { zh: '去年同月', en: 'same months a year before' },
} as const

/** One line on how the forecast is made and how well it did, or why there is none. */
export function aheadSentence({ ahead, grain, notes }: ForecastBody, lang: Language): string {
  const season = SEASON[grain][lang]
  if (!ahead) return notes[0]?.[lang] ?? ''
  const { mase, ratio, is_better: isBetter } = ahead
  const times = ahead.method === 'levelled' ? ` × ${formatNumber(ratio, 2)}` : ''
  if (lang === 'zh') {
    const error =
      mase === null
        ? '历年同期没有变化，误差无从衡量'
        : `以往误差为照搬去年的 ${formatNumber(mase, 2)} 倍（MASE），${isBetter ? '优于照搬' : '不优于照搬'}`
    return `彩色虚线为预测：${season}${times}，灰带为 80% 与 95%；${error}`
  }
  const error =
    mase === null
      ? 'nothing ever changed from year to year, so its error has no measure'
      : `MASE ${formatNumber(mase, 2)}, ${isBetter ? 'better' : 'no better'} than repeating them`
  return `Dashes: forecast, ${season}${times}, bands 80 and 95 %; ${error}`
}
