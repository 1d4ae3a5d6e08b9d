import type { Band, PeopleBody } from '../../api/schema/people.ts'
import type { Twin } from '../charts/twin.ts'
import type { Language } from '../text/language.ts'
import { formatLarge, formatNumber } from '../text/numbers.ts'
import { panelWord } from './desk-panel-words.ts'

const sumOf = (bands: readonly Band[]) => bands.reduce((sum, { female, male }) => sum + (female ?? 0) + (male ?? 0), 0)

/** 0–4, 85+ */
export const bandName = ({ from, to }: Band): string =>
  to === null ? `${from}+` : from === to ? String(from) : `${from}–${to}`

/** Shares of all people in each band, 0–1, as columns; NaN where a sex has no figure. */
export function sharesOf(bands: readonly Band[]): { female: Float64Array; male: Float64Array } {
  const all = sumOf(bands)
  const share = (n: number | null) => (n === null || all === 0 ? Number.NaN : n / all)
  return {
    female: Float64Array.from(bands, ({ female }) => share(female)),
    male: Float64Array.from(bands, ({ male }) => share(male)),
  }
}

/** Share of people in bands that lie wholly within the ages, 0–1; null where a band straddles one of them. */
export function shareWithin(bands: readonly Band[], from: number, to: number): number | null {
  const endOf = (band: Band) => band.to ?? 150
  const straddles = bands.some(
    (band) => (band.from < from && endOf(band) >= from) || (band.from <= to && endOf(band) > to),
  )
  const all = sumOf(bands)
  if (straddles || all === 0) return null
  return sumOf(bands.filter((band) => band.from >= from && endOf(band) <= to)) / all
}

const OLD = 65
const YOUNG = 14
const OLDEST = 150

/** How old people are here, beside the city where places were named. */
export function agesSentence({ bands, city, total }: PeopleBody, language: Language): string {
  const zh = language === 'zh'
  if (total === null || bands.length === 0) return ''
  const percent = (share: number) => `${formatNumber(100 * share, 1)}%`
  const largest = bands.toSorted((a, b) => sumOf([b]) - sumOf([a]))[0]
  const share = (from: number, to: number) => {
    const [own, whole] = [shareWithin(bands, from, to), city && shareWithin(city, from, to)]
    if (own === null) return null
    const beside = whole === null ? '' : zh ? `（全市 ${percent(whole)}）` : ` (city ${percent(whole)})`
    return `${percent(own)}${beside}`
  }
  const [old, young] = [share(OLD, OLDEST), share(0, YOUNG)]
  const parts = [
    ...(old === null ? [] : [zh ? `65 岁及以上占 ${old}` : `${old} are 65 or older`]),
    ...(young === null ? [] : [zh ? `14 岁及以下占 ${young}` : `${young} are 14 or younger`]),
    ...(largest ? [zh ? `人最多的年龄组是 ${bandName(largest)} 岁` : `the largest band is ${bandName(largest)}`] : []),
  ]
  const people = formatLarge(total, language)
  return zh ? `${people} 人中，${parts.join('，')}。` : `Of ${people} people ${parts.join(', ')}.`
}

export function agesTwin({ bands, total }: PeopleBody, language: Language): Twin {
  const say = (n: number | null) => (n === null ? '–' : formatNumber(n))
  return {
    columns: [
      panelWord('age', language),
      panelWord('men', language),
      panelWord('women', language),
      panelWord('share', language),
    ],
    rows: bands.map((band) => [
      bandName(band),
      say(band.male),
      say(band.female),
      total ? `${formatNumber((100 * sumOf([band])) / total, 1)}%` : '–',
    ]),
  }
}
