import type { HotSpotsBody } from '../../api/schema/hot-spots.ts'
import type { CatalogBody } from '../data/client.ts'
import type { Selection } from '../state/selection.ts'
import { view } from '../state/store.ts'
import { type Benchmark, benchmarkText } from '../text/benchmark.ts'
import { formatPeriod } from '../text/dates.ts'
import type { Language } from '../text/language.ts'
import { unitOf } from '../text/sentence.ts'
import { word } from '../text/words.ts'
import { mapWord } from './desk-map-words.ts'
import { type AreaRow, clearlyHigh } from './desk-model.ts'

/** Names the high places of the whole city; with areas chosen, only those are asked about, so it names none. */
function highTitle(now: Selection, rows: readonly AreaRow[], lang: Language): string {
  const name = now.indicator.label[lang]
  const high = now.filters.area.length > 0 ? [] : clearlyHigh(rows).map((row) => row.label[lang])
  if (high.length === 0) return lang === 'zh' ? `${name}在哪里高` : `${name}: where it is high`
  if (lang === 'zh') return `${name}：高值集中在${high.join('、')}`
  return `${name}: high in ${high.length > 1 ? `${high.slice(0, -1).join(', ')} and ${high.at(-1)}` : high[0]}`
}

function againstTitle({ indicator }: Selection, benchmark: Benchmark, lang: Language): string {
  const at = benchmarkText(benchmark, indicator.decimals)
  const space = benchmark.kind === 'figure' || benchmark.kind === 'peers' ? '' : ' '
  return lang === 'zh' ? `${indicator.label.zh}：与${at}${space}相比` : `${indicator.label.en}: against ${at}`
}

const THAN = {
  year: { zh: '去年同期', en: 'the same period last year' },
  previous: { zh: '上一时段', en: 'the period before' },
} as const

/** The compared period in words. */
function thanOf({ compare, compared }: Selection, lang: Language): string {
  if (compared) return formatPeriod(compared.from, compared.to, lang)
  return compare === 'year' || compare === 'previous' ? THAN[compare][lang] : ''
}

function spotsTitle(spots: HotSpotsBody | null, lang: Language): string {
  const { category, category_group } = view.value.filters
  const code =
    category.length === 1
      ? category[0]
      : category.length === 0 && category_group.length === 1
        ? category_group[0]
        : null
  const kind = spots?.runs.find(({ value }) => value === code)?.label[lang] ?? ''
  if (lang === 'zh') return kind === '' ? '热点' : `${kind}的热点：多得不像偶然`
  return kind === '' ? 'Hot spots' : `Hot spots of ${kind.charAt(0).toLowerCase()}${kind.slice(1)}: more than chance`
}

interface Titled {
  catalog: CatalogBody
  now: Selection
  /** Rows of the largest areas, held against the city. */
  named: readonly AreaRow[]
  benchmark: Benchmark | null
  spots: HotSpotsBody | null
  lang: Language
}

/** What the map says, in one line. */
export function titleOf({ catalog, now, named, benchmark, spots, lang }: Titled): string {
  const name = now.drawn.label[lang]
  if (now.map === 'spots') return spotsTitle(spots, lang)
  if (now.map === 'verdict') return benchmark ? againstTitle(now, benchmark, lang) : name
  switch (now.measure) {
    case 'against':
      return benchmark ? againstTitle(now, benchmark, lang) : name
    case 'change':
      return lang === 'zh' ? `${name}的变化：对比${thanOf(now, lang)}` : `${name}: change from ${thanOf(now, lang)}`
    case 'smooth':
      return lang === 'zh' ? `${name}（平滑）：人少处向全市靠拢` : `${name}, smoothed: small places drawn to the city`
    case 'count': {
      const level = catalog.levels.find(({ id }) => id === now.level)?.label[lang] ?? now.level
      const place = now.map === 'cells' ? mapWord('cells', lang) : level
      return lang === 'zh' ? `${name}，按${place}` : `${name} by ${place.toLowerCase()}`
    }
    default:
      return now.drawn.id === now.indicator.id ? highTitle(now, named, lang) : word('casesByCell', lang)
  }
}

/** Measure and unit as the legend has them. */
export function mapUnit(catalog: CatalogBody, now: Selection, benchmark: Benchmark | null, lang: Language): string {
  const unit = unitOf(catalog, now.drawn, lang)
  const isPoints = now.drawn.unit === 'percent'
  const signed = isPoints ? (catalog.units.points?.[lang] ?? '') : '%'
  if (now.measure === 'change') return `${mapWord('change', lang)} ${signed}`
  if (now.measure === 'against') return `${benchmark?.name ?? ''} ± ${signed}`
  return now.measure === 'smooth' ? `${mapWord('smooth', lang)}, ${unit}` : unit
}
