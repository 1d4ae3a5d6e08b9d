import type { AnswerBody } from '../../api/schema/answer.ts'
import type { CatalogBody } from '../../api/schema/catalog.ts'
import type { Indicator } from '../../warehouse/catalog/types.ts'
import type { Twin } from '../charts/twin.ts'
import type { Language } from '../text/language.ts'
import { type Benchmark, benchmarkText, verdictText } from '../text/benchmark.ts'
import { formatNumber, formatSigned } from '../text/numbers.ts'
import { formatBucket } from '../text/dates.ts'
import { word } from '../text/words.ts'
import { formatQ } from './alerts-model.ts'
import type { MapRow } from './desk-map-model.ts'
import { mapWord } from './desk-map-words.ts'
import type { AreaRow } from './desk-model.ts'

const TIMES = ['day', 'week', 'month', 'quarter', 'year']

/** Areas of a ranking as words: as any answer, with the verdict against the benchmark and the excess over it. */
export function areasTwin(
  answer: AnswerBody,
  rows: readonly AreaRow[],
  benchmark: Benchmark | null,
  catalog: CatalogBody,
  { decimals, polarity }: Indicator,
  language: Language,
): Twin {
  const twin = answerTwin(answer, catalog, decimals, language)
  if (!benchmark) return twin
  const row = new Map(rows.map((each) => [each.code, each]))
  return {
    columns: [
      ...twin.columns,
      `${word('against', language)} ${benchmarkText(benchmark, decimals)}`,
      word('excess', language),
    ],
    rows: twin.rows.map((cells, i) => {
      const { standing = null, excess = null } = row.get(answer.keys[0]?.codes[i] ?? '') ?? {}
      const told =
        standing === null
          ? '–'
          : standing === 'itself'
            ? word('benchmark', language)
            : verdictText(standing, polarity, language)
      return [...cells, told, excess === null ? '–' : formatSigned(excess, 0)]
    }),
  }
}

/** Hot and cold spots as words. */
export function spotsTwin(rows: readonly MapRow[], language: Language): Twin {
  const n = (value: number | null, decimals = 0) => (value === null ? '–' : formatNumber(value, decimals))
  return {
    columns: [
      word('name', language),
      mapWord('cells', language),
      mapWord('spots', language),
      'n',
      mapWord('expected', language),
      'q',
    ],
    rows: rows.map((row) => [
      row.label[language],
      row.code.replace(/f+$/, ''),
      mapWord(row.standing === 'above' ? 'hot' : 'cold', language),
      n(row.n),
      n(row.before, 1),
      formatQ(row.shown ?? 1),
    ]),
  }
}

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
