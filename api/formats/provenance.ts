import type { Answer } from '../../warehouse/answer/types.ts'
import type { City } from '../../warehouse/catalog/city.ts'
import type { Indicator, Label } from '../../warehouse/catalog/types.ts'
import type { AnswerBody } from '../schema/answer.ts'

/** What every exported file carries about itself, so that a number can be traced without the server. */
export interface Provenance {
  city: City
  snapshot: string
  publishedAt: string
  exportedAt: string
  /** Canonical query, as sent. */
  query: AnswerBody['query']
  indicators: Map<string, Indicator>
  /** Unit id → its name and short sign. */
  units: Map<string, Label>
  licence: string
  publisher: string
  /** Set for the internal profile: the sentence stamped on every export. */
  stamp: Label | null
}

const INTERNAL: Label = {
  zh: '内部资料：未经披露处理，不得外传',
  en: 'Internal: not disclosure-controlled, not for publication',
}

export const stampOf = (city: City): Label | null => (city.profile === 'internal' ? INTERNAL : null)

export const bothNames = (label: Label): string => (label.zh === label.en ? label.zh : `${label.zh} / ${label.en}`)

const NO_FILTERS = new Set(['indicators', 'by', 'from', 'to', 'compare'])

/** Filters in words a program can read back: `area=990102;category=noise`, or `none`. */
export function filtersOf(query: AnswerBody['query']): string {
  const parts = Object.entries(query)
    .filter(([name]) => !NO_FILTERS.has(name))
    .map(([name, value]) => `${name}=${typeof value === 'string' ? value : value.join(',')}`)
  return parts.length === 0 ? 'none' : parts.join(';')
}

/** Everything about the file by name, for the metadata of columnar formats and the about sheet. */
export function describeFile(answer: Answer, about: Provenance): Record<string, string> {
  const { indicators, query } = about
  const versions: string[] = []
  const sources = new Set<string>()
  for (const { indicator } of answer.series) {
    const known = indicators.get(indicator)
    versions.push(`${indicator}@${known?.version ?? '?'}`)
    if (known?.source) sources.add(bothNames(known.source))
  }
  return {
    city: bothNames(about.city.name),
    snapshot: about.snapshot,
    published_at: about.publishedAt,
    exported_at: about.exportedAt,
    indicators: versions.join(', '),
    query: JSON.stringify(query),
    filters: filtersOf(query),
    period: `${answer.period.from}/${answer.period.to}`,
    ...(answer.compared ? { compared: `${answer.compared.from}/${answer.compared.to}` } : {}),
    profile: about.city.profile,
    ...(about.stamp ? { stamp: bothNames(about.stamp) } : {}),
    licence: about.licence,
    publisher: about.publisher,
    source: [...sources].join('; '),
    notes: answer.notes.map(bothNames).join(' | '),
  }
}

/** `lancheng_case_rate_by-area-district_2026-08-03_2026-10-31_5f2c9a1b.csv` */
export function fileName(answer: Answer, about: Provenance, extension: string): string {
  const by = answer.keys.map((key) => key.dimension.replace(':', '-')).join('-')
  const parts = [
    about.city.id,
    answer.series
      .map((series) => series.indicator)
      .join('-')
      .slice(0, 60),
    by === '' ? 'total' : `by-${by}`,
    answer.period.from,
    answer.period.to,
    about.snapshot.slice(0, 8),
    ...(about.stamp ? ['INTERNAL'] : []),
  ]
  return `${parts.join('_').replace(/[^\w.-]/g, '-')}.${extension}`
}
