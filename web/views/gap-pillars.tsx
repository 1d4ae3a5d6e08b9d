import { callOf } from '../data/calls.ts'
import { Fragment } from 'preact'
import { PILLARS } from '../../warehouse/catalog/words.ts'
import { DotInterval, placeOn } from '../charts/dot-interval.tsx'
import { retries } from '../data/answer-to.ts'
import { pillars } from '../data/gap-questions.ts'
import type { CatalogBody } from '../data/client.ts'
import type { GapSelection } from '../state/gap-selection.ts'
import { change, language } from '../state/store.ts'
import { moveOf } from '../text/gap-sentence.ts'
import { gapWord } from '../text/gap-words.ts'
import { formatInterval, formatNumber } from '../text/numbers.ts'
import { word } from '../text/words.ts'
import { Panel } from '../ui/panel.tsx'
import { SkeletonRows, Stamp } from '../ui/states.tsx'
import { ClassMark } from './gap-classes.tsx'
import { GAP_METHODS } from './gap-methods.ts'
import { formatOf, pillarViews, type PillarView, ratioDomain, shortUnit, widest } from './gap-model.ts'
import { pillarsTwin } from './gap-twins.ts'

const SIDES = 84
const RATIO = 80
const HEIGHT = 26

const log = (value: number | null) => (value !== null && value > 0 ? Math.log(value) : null)
const ARROW = { wider: '↑', narrower: '↓' }

/** Urban, between and rural on an axis from 0 of the row's own. */
function Dumbbell({ row }: PillarView) {
  const values = [row.urban.value, row.middle?.value ?? null, row.rural.value].filter((value) => value !== null)
  const most = Math.max(...values, 0) || 1
  const at = (value: number) => placeOn([0, most], SIDES, 7, value)
  const middle = HEIGHT / 2
  const [u, m, r] = [row.urban.value, row.middle?.value ?? null, row.rural.value]
  return (
    <svg class="gap-dumbbell" width={SIDES} height={HEIGHT} aria-hidden="true">
      <line class="gap-axis" x1="0" x2={SIDES} y1={middle} y2={middle} />
      {u !== null && r !== null && <line class="gap-bone" x1={at(u)} x2={at(r)} y1={middle} y2={middle} />}
      {m !== null && <ClassMark id="middle" x={at(m)} y={middle} />}
      {u !== null && <ClassMark id="urban" x={at(u)} y={middle} />}
      {r !== null && <ClassMark id="rural" x={at(r)} y={middle} />}
    </svg>
  )
}

function Line({
  view,
  domain,
  catalog,
  now,
}: {
  view: PillarView
  domain: [number, number]
  catalog: CatalogBody
  now: GapSelection
}) {
  const lang = language.value
  const { indicator, row } = view
  const format = formatOf(indicator)
  const say = (value: number | null | undefined) => (value === null || value === undefined ? '–' : format(value))
  const move = moveOf(row.change, row.ratio.value, 1)
  const { ratio } = row
  const status: { zh: string; en: string; stamp?: { zh: string; en: string } } | undefined =
    ratio.value === null ? catalog.statuses[ratio.status] : undefined
  return (
    <tr class={indicator.id === now.indicator.id ? 'chosen' : ''}>
      <th scope="row">
        <button
          type="button"
          class="area-name"
          title={indicator.label[lang]}
          onClick={() => change({ indicators: [indicator.id], strata: null })}
        >
          {indicator.label[lang]} <span class="note">{shortUnit(catalog, indicator, lang)}</span>
        </button>
      </th>
      <td class="number">{say(row.urban.value)}</td>
      <td class="number wide-only gap-middle">{say(row.middle?.value)}</td>
      <td class="number">{say(row.rural.value)}</td>
      <td class="plot wide-only">
        <Dumbbell {...view} />
      </td>
      <td class="number">
        {ratio.value === null ? (
          <Stamp short={status?.stamp?.[lang] ?? '–'} sentence={status?.[lang] ?? ratio.status} />
        ) : (
          <b
            title={
              ratio.low !== null && ratio.high !== null
                ? formatInterval(ratio.low, ratio.high, 2)
                : gapWord('noInterval', lang)
            }
          >
            {formatNumber(ratio.value, 2)}
          </b>
        )}
      </td>
      <td class="plot">
        <DotInterval
          value={log(ratio.value)}
          low={log(ratio.low)}
          high={log(ratio.high)}
          domain={domain}
          reference={0}
          unsure={ratio.status === 'unreliable'}
          width={RATIO}
          height={HEIGHT}
        />
      </td>
      <td class="gap-move">
        {move === 'wider' || move === 'narrower' ? (
          `${ARROW[move]} ${gapWord(move, lang)}`
        ) : (
          <span class="note">{gapWord(move, lang)}</span>
        )}
      </td>
    </tr>
  )
}

function titleOf(views: readonly PillarView[]): string {
  const lang = language.value
  const most = widest(views)
  if (!most?.row.ratio.value) return gapWord('pillarsTitle', lang)
  const ratio = formatNumber(most.row.ratio.value, 2)
  return lang === 'zh'
    ? `设施、人员、资金、成效：差得最多的是${most.indicator.label.zh}（${ratio} 倍）`
    : `Four pillars: furthest apart in ${most.indicator.label.en} (${ratio} ×)`
}

/** What there is, who, with what money, and what comes of it: urban beside rural. */
export function GapPillars({ catalog, now }: { catalog: CatalogBody; now: GapSelection }) {
  const lang = language.value
  const { value: body, error, pending } = pillars.value
  const views = body ? pillarViews(body, catalog.indicators) : []
  const domain = ratioDomain(views.map(({ row }) => row))
  const title = titleOf(views)
  const [low, high] = [Math.exp(domain[0]), Math.exp(domain[1])]
  return (
    <Panel
      call={callOf(pillars.value)}
      class="gap-pillars"
      title={title}
      sub={
        lang === 'zh'
          ? '● 城镇（含中间类）○ 中间类 ■ 乡村；比为城/乡，对数刻度，线段为 95% 区间'
          : '● urban (middle in it) ○ middle ■ rural; ratio urban / rural, log axis, 95 % interval'
      }
      indicator={GAP_METHODS.pillars}
      error={body ? null : error}
      pending={pending}
      onRetry={() => retries.value++}
      twin={body ? () => pillarsTwin(views, lang) : undefined}
    >
      {body ? (
        <table class="ranking gap-pillar-table">
          <caption class="said-only">{title}</caption>
          <thead>
            <tr>
              <th scope="col">{word('indicator', lang)}</th>
              <th scope="col" class="number">
                {gapWord('urban', lang)}
              </th>
              <th scope="col" class="number wide-only">
                {lang === 'zh' ? '中间' : 'Middle'}
              </th>
              <th scope="col" class="number">
                {gapWord('rural', lang)}
              </th>
              <th scope="col" class="plot wide-only">
                <span class="said-only">{gapWord('interval', lang)}</span>
              </th>
              <th scope="col" class="number">
                {gapWord('ratio', lang)}
              </th>
              <th scope="col" class="gap-scale">
                <span>{formatNumber(low, 1)}</span>
                <span>1</span>
                <span>{formatNumber(high, 1)}</span>
              </th>
              <th scope="col">{gapWord('move', lang)}</th>
            </tr>
          </thead>
          <tbody>
            {views.map((view) => (
              <Fragment key={view.indicator.id}>
                {view.isFirst && (
                  <tr class="pillar-head">
                    <th scope="rowgroup" colSpan={8}>
                      {PILLARS[view.pillar][lang]}
                    </th>
                  </tr>
                )}
                <Line view={view} domain={domain} catalog={catalog} now={now} />
              </Fragment>
            ))}
          </tbody>
        </table>
      ) : (
        <SkeletonRows rows={10} />
      )}
    </Panel>
  )
}
