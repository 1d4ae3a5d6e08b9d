import { gap } from '../data/gap-questions.ts'
import { retries } from '../data/answer-to.ts'
import type { GapBody } from '../../api/schema/gap.ts'
import type { CatalogBody } from '../data/client.ts'
import { DotInterval } from '../charts/dot-interval.tsx'
import type { GapSelection } from '../state/gap-selection.ts'
import { callOf } from '../data/calls.ts'
import { language } from '../state/store.ts'
import { foldWord, gapWord } from '../text/gap-words.ts'
import { formatInterval, formatNumber, formatSigned } from '../text/numbers.ts'
import { Panel, UNKNOWN_YET } from '../ui/panel.tsx'
import { SkeletonRows } from '../ui/states.tsx'
import { GAP_METHODS } from './gap-methods.ts'
import { kindOf } from './gap-model.ts'
import { underTwin } from './gap-twins.ts'

const PLOT = 84

const log = (value: number | null) => (value !== null && value > 0 ? Math.log(value) : null)

/** The axis of ratios that all rows share, 1 always on it. */
function axisOf(rows: GapBody['under']): [number, number] {
  const far = rows.flatMap(({ ratio }) => [log(ratio.value), log(ratio.low), log(ratio.high)])
  const known = far.filter((value) => value !== null)
  const [low, high] = [Math.min(0, ...known), Math.max(0, ...known)]
  const air = (high - low) * 0.06 || 0.1
  return [low - air, high + air]
}

/** The same gap under every classification, and how the middle class moves it. */
export function GapUnder({ catalog, now }: { catalog: CatalogBody; now: GapSelection }) {
  const lang = language.value
  const { value: body, error, pending } = gap.value
  const rows = body?.under ?? []
  const domain = axisOf(rows)
  const hasMiddle = body?.classes.some(({ id }) => id === 'middle') ?? false
  const isOwn = (row: GapBody['under'][number]) => row.classification === body?.classification
  const own = rows.find(isOwn)?.label[lang] ?? ''
  const about = { catalog, indicator: now.indicator, language: lang }
  return (
    <Panel
      call={callOf(gap.value)}
      class="gap-under"
      title={titleOf(rows)}
      sub={
        !body
          ? UNKNOWN_YET
          : lang === 'zh'
            ? `${own}；比值为城/乡，对数刻度，线段为 95% 区间`
            : `${own}; urban / rural, log axis, bars: 95 % interval`
      }
      indicator={GAP_METHODS.under}
      error={body ? null : error}
      pending={pending}
      onRetry={() => retries.value++}
      twin={body ? () => underTwin(body, about) : undefined}
    >
      {body ? (
        <table class="ranking gap-ways">
          <caption class="said-only">{gapWord('underTitle', lang)}</caption>
          <thead>
            <tr>
              <th scope="col">{gapWord('classes', lang)}</th>
              <th scope="col" class="number">
                {gapWord('difference', lang)}
              </th>
              <th scope="col" class="number">
                {gapWord('ratio', lang)}
              </th>
              <th scope="col" class="plot">
                1
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row, i) => (
              <tr key={`${row.classification} ${row.middle}`} class={i === 0 ? 'chosen' : ''}>
                <th scope="row">
                  {isOwn(row) && hasMiddle ? foldWord(kindOf(body), row.middle, lang) : row.label[lang]}
                  {row.moved !== null && (
                    <span class="note">
                      {gapWord('moved', lang)} {formatNumber(100 * row.moved, 1)}
                      {lang === 'zh' ? '%' : ' %'}
                    </span>
                  )}
                </th>
                <td class="number">
                  {row.difference.value === null ? '–' : formatSigned(row.difference.value, now.indicator.decimals)}
                </td>
                <td class="number">{row.ratio.value === null ? '–' : <b>{formatNumber(row.ratio.value, 2)}</b>}</td>
                <td class="plot">
                  <DotInterval
                    value={log(row.ratio.value)}
                    low={log(row.ratio.low)}
                    high={log(row.ratio.high)}
                    domain={domain}
                    reference={0}
                    unsure={row.ratio.status === 'unreliable'}
                    width={PLOT}
                    height={24}
                  />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : (
        <SkeletonRows rows={4} />
      )}
    </Panel>
  )
}

function titleOf(rows: GapBody['under']): string {
  const lang = language.value
  const ratios = rows.flatMap(({ ratio }) => (ratio.value === null ? [] : [ratio.value]))
  if (ratios.length < 2) return gapWord('underTitle', lang)
  const range = formatInterval(Math.min(...ratios), Math.max(...ratios), 2)
  const turns = new Set(ratios.map((ratio) => Math.sign(ratio - 1))).size > 1
  if (lang === 'zh') return turns ? `换一种划分，方向会变：${range} 倍` : `换一种划分，结论方向不变：${range} 倍`
  return turns ? `Other classes turn it: ${range} ×` : `Other classes: ${range} ×, same direction`
}

/** How much of the inequality of areas lies between classes. */
export function GapBetween() {
  const lang = language.value
  const { value: body, error, pending } = gap.value
  const found = body?.inequality ?? null
  const percent = (share: number | null) =>
    share === null ? '–' : `${formatNumber(100 * share, 0)}${lang === 'zh' ? '%' : ' %'}`
  const two = found?.betweenT.two ?? null
  const title =
    two === null
      ? gapWord('betweenTitle', lang)
      : lang === 'zh'
        ? `区域间的不平等，${percent(two)} 在城乡之间`
        : `${percent(two)} of inequality lies between classes`
  return (
    <Panel
      call={callOf(gap.value)}
      class="gap-between"
      title={title}
      indicator={GAP_METHODS.between}
      error={body ? null : error}
      pending={pending}
      onRetry={() => retries.value++}
    >
      {!body ? (
        <SkeletonRows rows={2} />
      ) : found === null || found.theilT === null ? (
        <p class="note">{gapWord('empty', lang)}</p>
      ) : (
        <>
          <table class="ranking gap-theil">
            <caption class="said-only">{title}</caption>
            <thead>
              <tr>
                <th scope="col">
                  <span class="said-only">{lang === 'zh' ? '指数' : 'Index'}</span>
                </th>
                <th scope="col" class="number">
                  {lang === 'zh' ? '指数' : 'Index'}
                </th>
                <th scope="col" class="number">
                  {lang === 'zh' ? '两类之间' : 'Between two'}
                </th>
                <th scope="col" class="number">
                  {lang === 'zh' ? '三类之间' : 'Between three'}
                </th>
              </tr>
            </thead>
            <tbody>
              {(['T', 'L'] as const).map((which) => {
                const index = which === 'T' ? found.theilT : found.theilL
                const between = which === 'T' ? found.betweenT : found.betweenL
                return (
                  <tr key={which}>
                    <th scope="row">
                      {lang === 'zh' ? '泰尔' : 'Theil'} {which}
                    </th>
                    <td class="number">{index === null ? '–' : <b>{formatNumber(index, 4)}</b>}</td>
                    <td class="number">{percent(between.two)}</td>
                    <td class="number">{percent(between.three)}</td>
                  </tr>
                )
              })}
            </tbody>
          </table>
          <p class="note">{aside(found)}</p>
        </>
      )}
    </Panel>
  )
}

function aside({ areas, chance, theilL }: NonNullable<GapBody['inequality']>): string {
  const zh = language.value === 'zh'
  return [
    zh
      ? `${formatNumber(areas)} 个区域，其余是同类区域之间的差异。`
      : `${formatNumber(areas)} areas; the rest lies between areas of one class. `,
    chance === null
      ? ''
      : zh
        ? `全凭偶然，T 约为 ${formatNumber(chance, 4)}。`
        : `By chance alone T would be about ${formatNumber(chance, 4)}. `,
    theilL === null ? (zh ? '有区域为零，L 无定义。' : 'Some areas have none, so L has no value.') : '',
  ].join('')
}
