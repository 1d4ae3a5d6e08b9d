import type { AnswerBody } from '../../api/schema/answer.ts'
import type { CatalogBody } from '../../api/schema/catalog.ts'
import type { Twin } from '../charts/twin.ts'
import type { Language } from '../text/language.ts'
import { formatNumber } from '../text/numbers.ts'
import { formatBucket } from '../text/dates.ts'
import { word } from '../text/words.ts'

const TIMES = ['day', 'week', 'month', 'quarter', 'year']

/** An answer with one key and one indicator as words: name, value, interval, numerator, denominator, standing. */
export function answerTwin(answer: AnswerBody, catalog: CatalogBody, decimals: number, language: Language): Twin {
  const key = answer.keys[0]
  const series = answer.series[0]
  const isTime = TIMES.includes(key?.dimension ?? '')
  const say = (value: number | null | undefined, places: number) =>
    value === null || value === undefined ? '–' : formatNumber(value, places)
  const named = (i: number) => {
    const code = key?.codes[i] ?? null
    if (isTime && code !== null) return formatBucket(code, language)
    return key?.labels[i]?.[language] ?? code ?? '–'
  }
  return {
    columns: [
      word('name', language),
      word('value', language),
      word('low', language),
      word('high', language),
      'n',
      '/',
      word('status', language),
    ],
    rows: Array.from({ length: answer.rows }, (_, i) => {
      const status = series?.status[i] ?? 'missing'
      return [
        named(i),
        say(series?.value[i], decimals),
        say(series?.low[i], decimals),
        say(series?.high[i], decimals),
        say(series?.numerator[i], 0),
        say(series?.denominator[i], 0),
        status === 'ok' ? '' : (catalog.statuses[status]?.[language] ?? status),
      ]
    }),
  }
}
