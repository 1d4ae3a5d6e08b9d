import { placeOn } from '../charts/dot-interval.tsx'
import { gap } from '../data/gap-questions.ts'
import { retries } from '../data/answer-to.ts'
import type { GapBody } from '../../api/schema/gap.ts'
import type { CatalogBody } from '../data/client.ts'
import type { GapSelection } from '../state/gap-selection.ts'
import { callOf } from '../data/calls.ts'
import { language } from '../state/store.ts'
import { differenceUnit } from '../text/gap-sentence.ts'
import { gapWord } from '../text/gap-words.ts'
import { formatInterval, formatNumber, formatSigned } from '../text/numbers.ts'
import { Panel } from '../ui/panel.tsx'
import { SkeletonRows } from '../ui/states.tsx'
import { GAP_METHODS } from './gap-methods.ts'
import { likeShare } from './gap-model.ts'
import { partsTwin } from './gap-twins.ts'

type Estimate = GapBody['two']['difference']
const WIDTH = 168
const HEIGHT = 32

function Bar({ part, domain, isLike }: { part: Estimate; domain: readonly [number, number]; isLike: boolean }) {
  const at = (value: number) => placeOn(domain, WIDTH, 2, value)
  const value = part.value ?? 0
  const [from, to] = [Math.min(at(0), at(value)), Math.max(at(0), at(value))]
  const middle = HEIGHT / 2
  return (
    <svg class={isLike ? 'gap-bar gap-bar-like' : 'gap-bar'} width={WIDTH} height={HEIGHT} aria-hidden="true">
      <rect x={from} y={middle - 8} width={Math.max(1, to - from)} height="16" />
      <line class="gap-zero" x1={at(0)} x2={at(0)} y1="0" y2={HEIGHT} />
      {part.low !== null && part.high !== null && (
        <g class="gap-whisker">
          <line x1={at(part.low)} x2={at(part.high)} y1={middle} y2={middle} />
          <line x1={at(part.low)} x2={at(part.low)} y1={middle - 4} y2={middle + 4} />
          <line x1={at(part.high)} x2={at(part.high)} y1={middle - 4} y2={middle + 4} />
        </g>
      )}
    </svg>
  )
}

function titleOf(body: GapBody | null): string {
  const lang = language.value
  const share = body && likeShare(body.parts)
  if (share === null) return gapWord('partsTitle', lang)
  const percent = formatNumber(100 * share, 0)
  return lang === 'zh'
    ? `差距从哪里来：同类之差占 ${percent}%`
    : `Where the gap comes from: ${percent} % is like for like`
}

/** What part of the gap is make-up and what part is rate, with the strata it rests on. */
export function GapParts({ catalog, now }: { catalog: CatalogBody; now: GapSelection }) {
  const lang = language.value
  const { value: body, error, pending } = gap.value
  const parts = body?.parts ?? null
  const strata = body?.strata.find(({ id }) => id === parts?.strata)?.label[lang] ?? ''
  const unit = differenceUnit(catalog, now.indicator, lang)
  const total = body?.two.difference.value ?? null
  const { decimals } = now.indicator
  const list = parts ? [parts.composition, parts.rate] : []
  const ends = list.flatMap(({ value, low, high }) => [value ?? 0, low ?? 0, high ?? 0])
  const domain: [number, number] = [Math.min(0, ...ends), Math.max(0, ...ends)]
  const sub =
    lang === 'zh'
      ? `按${strata}分解，${unit}，合计 ${total === null ? '–' : formatSigned(total, decimals)}；线段为 95% 区间`
      : `Split by ${strata.toLowerCase()}, ${unit}, total ${total === null ? '–' : formatSigned(total, decimals)}; bars: 95 % interval`
  return (
    <Panel
      call={callOf(gap.value)}
      class="gap-parts"
      title={titleOf(body)}
      {...(parts ? { sub } : {})}
      indicator={GAP_METHODS.parts}
      error={body ? null : error}
      pending={pending}
      onRetry={() => retries.value++}
      twin={parts ? () => partsTwin(parts, { catalog, indicator: now.indicator, language: lang }) : undefined}
    >
      {!body ? (
        <SkeletonRows rows={3} />
      ) : parts === null ? (
        <p class="note">{body.partless?.[lang]}</p>
      ) : (
        <>
          <table class="gap-split">
            <caption class="said-only">{titleOf(body)}</caption>
            <tbody>
              {(
                [
                  ['mix', parts.composition],
                  ['like', parts.rate],
                ] as const
              ).map(([name, part]) => (
                <tr key={name} class={name === 'like' ? 'gap-like' : ''}>
                  <th scope="row">{gapWord(name, lang)}</th>
                  <td>
                    <Bar part={part} domain={domain} isLike={name === 'like'} />
                  </td>
                  <td class="number">
                    <b>{part.value === null ? '–' : formatSigned(part.value, decimals)}</b>{' '}
                    <span class="interval">
                      {part.low === null || part.high === null ? '' : formatInterval(part.low, part.high, decimals)}
                    </span>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
          <p class="note">{explain(parts, strata)}</p>
        </>
      )}
    </Panel>
  )
}

/** The strata that weigh most, in words. */
function explain(parts: NonNullable<GapBody['parts']>, strata: string): string {
  const lang = language.value
  const [most] = parts.by.toSorted((a, b) => Math.abs(b.rate) - Math.abs(a.rate))
  const [mixed] = parts.by.toSorted(
    (a, b) => Math.abs(b.urbanShare - b.ruralShare) - Math.abs(a.urbanShare - a.ruralShare),
  )
  const percent = (share: number) => `${formatNumber(100 * share, 0)}${lang === 'zh' ? '%' : ' %'}`
  const borrowed = parts.borrowed
  if (lang === 'zh') {
    return [
      mixed
        ? `构成差别最大的是“${mixed.label.zh}”：城镇占 ${percent(mixed.urbanShare)}，乡村占 ${percent(mixed.ruralShare)}。`
        : '',
      most && !most.isBorrowed ? `同类之差最大的是“${most.label.zh}”。` : '',
      borrowed > 0 ? `${borrowed} 个${strata}只有一边有，借用了另一边的率。` : '',
      '分解不等于因果。',
    ].join('')
  }
  return [
    mixed
      ? `The mix differs most in “${mixed.label.en}”: ${percent(mixed.urbanShare)} of urban, ${percent(mixed.ruralShare)} of rural. `
      : '',
    most && !most.isBorrowed ? `Like for like it differs most in “${most.label.en}”. ` : '',
    borrowed > 0
      ? `${borrowed} ${borrowed === 1 ? 'stratum exists' : 'strata exist'} on one side only and borrow the other’s rate. `
      : '',
    'A decomposition is not a cause.',
  ].join('')
}
