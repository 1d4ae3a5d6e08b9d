import type { Answer, Series } from '../../warehouse/answer/types.ts'
import { orNull } from './json.ts'
import { bothNames, filtersOf, type Provenance } from './provenance.ts'

export type Cell = string | number | null

/** One column of the long table: `read(s, i)` is its cell for row i of series s. */
export interface TidyColumn {
  name: string
  type: 'text' | 'number'
  /** Has the same value in every row of a series. */
  read(series: Series, row: number): Cell
}

/** Columns of the long table, one row a key and indicator, shared by CSV, XLSX and Parquet. */
export function tidyColumns(answer: Answer, about: Provenance): TidyColumn[] {
  const text = (name: string, read: TidyColumn['read']): TidyColumn => ({ name, type: 'text', read })
  const number = (name: string, read: TidyColumn['read']): TidyColumn => ({ name, type: 'number', read })
  const constant = (name: string, value: string) => text(name, () => value)
  const record = (series: Series) => about.indicators.get(series.indicator)
  const filters = filtersOf(about.query)

  const keys = answer.keys.flatMap((key) => {
    const name = key.dimension.replace(':', '_')
    return [
      text(name, (_, row) => key.codes[row] ?? null),
      text(`${name}_zh`, (_, row) => key.labels[row]?.zh ?? null),
      text(`${name}_en`, (_, row) => key.labels[row]?.en ?? null),
      ...(key.holds
        ? [
            text(`${name}_valid_from`, (_, row) => key.holds?.[row]?.valid_from ?? null),
            text(`${name}_valid_to`, (_, row) => key.holds?.[row]?.valid_to ?? null),
          ]
        : []),
    ]
  })
  const compared = answer.compared
  return [
    ...keys,
    text('indicator', (series) => series.indicator),
    text('indicator_zh', (series) => record(series)?.label.zh ?? null),
    text('indicator_en', (series) => record(series)?.label.en ?? null),
    text('unit', (series) => record(series)?.unit ?? null),
    text('unit_zh', (series) => unitOf(series, about)?.zh ?? null),
    text('unit_en', (series) => unitOf(series, about)?.en ?? null),
    number('numerator', (series, row) => orNull(series.numerator[row])),
    number('denominator', (series, row) => orNull(series.denominator[row])),
    number('value', (series, row) => orNull(series.value[row])),
    number('low', (series, row) => orNull(series.low[row])),
    number('high', (series, row) => orNull(series.high[row])),
    ...(answer.series.some((series) => series.smoothed)
      ? [number('smoothed', (series, row) => orNull(series.smoothed?.[row]))]
      : []),
    text('status', (series, row) => series.status[row] ?? null),
    constant('period_from', answer.period.from),
    constant('period_to', answer.period.to),
    ...(compared
      ? [
          number('before', (series, row) => orNull(series.before?.[row])),
          number('before_low', (series, row) => orNull(series.beforeLow?.[row])),
          number('before_high', (series, row) => orNull(series.beforeHigh?.[row])),
          number('change', (series, row) => orNull(series.change?.[row])),
          constant('compared_from', compared.from),
          constant('compared_to', compared.to),
        ]
      : []),
    constant('snapshot', about.snapshot),
    number('indicator_version', (series) => record(series)?.version ?? null),
    constant('filters', filters),
    constant('licence', about.licence),
    text('source', (series) => {
      const source = record(series)?.source
      return [source ? bothNames(source) : '', about.publisher].filter((part) => part !== '').join('; ')
    }),
    ...(about.stamp ? [constant('stamp', bothNames(about.stamp))] : []),
  ]
}

const unitOf = (series: Series, about: Provenance) => {
  const unit = about.indicators.get(series.indicator)?.unit
  return unit === undefined ? undefined : unit === 'local' ? about.city.currency : about.units.get(unit)
}

/** Row order of the long table: every row of the answer, its indicators side by side below one another. */
export function* tidyRows(answer: Answer): Generator<[Series, number]> {
  for (let row = 0; row < answer.rows; row++) for (const series of answer.series) yield [series, row]
}
