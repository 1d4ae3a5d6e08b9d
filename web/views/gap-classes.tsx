import { domainOf, placeOn } from '../charts/dot-interval.tsx'
import { gap } from '../data/gap-questions.ts'
import { retries } from '../data/answer-to.ts'
import type { GapBody } from '../../api/schema/gap.ts'
import type { CatalogBody } from '../data/client.ts'
import type { GapSelection } from '../state/gap-selection.ts'
import { callOf } from '../data/calls.ts'
import { language } from '../state/store.ts'
import { formatPeriod } from '../text/dates.ts'
import { gapWord } from '../text/gap-words.ts'
import { formatInterval, formatLarge, formatNumber, formatSigned } from '../text/numbers.ts'
import { unitOf } from '../text/sentence.ts'
import { Panel, UNKNOWN_YET } from '../ui/panel.tsx'
import { SkeletonRows, Stamp } from '../ui/states.tsx'
import { GAP_METHODS } from './gap-methods.ts'
import { formatOf, shortUnit } from './gap-model.ts'
import { classesTwin } from './gap-twins.ts'

type Row = GapBody['classes'][number]
const WIDTH = 64
const HEIGHT = 24

/** The mark of a class, in shape as well as colour: urban ●, between ○, rural ■. */
export function ClassMark({ id, x, y }: { id: Row['id']; x: number; y: number }) {
  if (id === 'urban') return <circle class="mark-urban" cx={x} cy={y} r="5" />
  if (id === 'rural') return <rect class="mark-rural" x={x - 5} y={y - 5} width="10" height="10" />
  return <circle class="mark-middle" cx={x} cy={y} r="4" />
}

function Plot({ row, domain }: { row: Row; domain: [number, number] }) {
  const at = (value: number) => placeOn(domain, WIDTH, 7, value)
  return (
    <svg class={`gap-range range-${row.id}`} width={WIDTH} height={HEIGHT} aria-hidden="true">
      {row.low !== null && row.high !== null && (
        <line x1={at(row.low)} x2={at(row.high)} y1={HEIGHT / 2} y2={HEIGHT / 2} />
      )}
      {row.value !== null && <ClassMark id={row.id} x={at(row.value)} y={HEIGHT / 2} />}
    </svg>
  )
}

function Lines({ body, catalog, now }: { body: GapBody; catalog: CatalogBody; now: GapSelection }) {
  const lang = language.value
  const format = formatOf(now.indicator)
  const domain = domainOf([0, ...body.classes.flatMap(({ value, low, high }) => [value, low, high])]) ?? [0, 1]
  return (
    <table class="ranking gap-classes-table">
      <caption class="said-only">{gapWord('classes', lang)}</caption>
      <thead>
        <tr>
          <th scope="col">{gapWord('classes', lang)}</th>
          <th scope="col" class="number">
            {unitOf(catalog, now.indicator, lang)}
          </th>
          <th scope="col" class="plot">
            <span class="said-only">{gapWord('interval', lang)}</span>
          </th>
          <th scope="col" class="number">
            {gapWord('overUrban', lang)}
          </th>
        </tr>
      </thead>
      <tbody>
        {body.classes.map((row) => (
          <tr key={row.id}>
            <th scope="row">
              {row.label[lang]}
              <span class="note">
                {lang === 'zh'
                  ? `${formatNumber(row.areas)} 个区域${row.denominator === null ? '' : `，分母 ${formatLarge(row.denominator, lang)}`}`
                  : `${formatNumber(row.areas)} areas${row.denominator === null ? '' : `, of ${formatLarge(row.denominator, lang)}`}`}
              </span>
            </th>
            <td class="number">
              {row.value === null ? <Missing status={row.status} catalog={catalog} /> : <b>{format(row.value)}</b>}
              <span class="interval under">
                {row.low !== null && row.high !== null ? `${format(row.low)}–${format(row.high)}` : ''}
              </span>
            </td>
            <td class="plot">
              <Plot row={row} domain={domain} />
            </td>
            <td class="number">
              {row.relative === null ? (
                '1'
              ) : row.relative.value === null ? (
                '–'
              ) : (
                <>
                  <b>{formatNumber(row.relative.value, 2)}</b>{' '}
                  <span class="interval under">
                    {row.relative.low === null || row.relative.high === null
                      ? ''
                      : formatInterval(row.relative.low, row.relative.high, 2)}
                  </span>
                </>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Missing({ status, catalog }: { status: string; catalog: CatalogBody }) {
  const known: { zh: string; en: string; stamp?: { zh: string; en: string } } | undefined = catalog.statuses[status]
  const lang = language.value
  return <Stamp short={known?.stamp?.[lang] ?? status} sentence={known?.[lang] ?? status} />
}

/** The two-class answer under the three: difference and ratio together. */
function Two({ body, catalog, now }: { body: GapBody; catalog: CatalogBody; now: GapSelection }) {
  const lang = language.value
  const { two } = body
  const middle = body.classes.find(({ id }) => id === 'middle')
  const { decimals } = now.indicator
  const zh = lang === 'zh'
  const around = (each: GapBody['two']['ratio'], places: number) =>
    each.low === null || each.high === null ? '' : formatInterval(each.low, each.high, places)
  return (
    <>
      <dl class="gap-two">
        <div>
          <dt>{zh ? '差（城镇减乡村）' : 'Difference, urban − rural'}</dt>
          <dd>
            <b>{two.difference.value === null ? '–' : formatSigned(two.difference.value, decimals)}</b>{' '}
            {shortUnit(catalog, now.indicator, lang)} <span class="interval">{around(two.difference, decimals)}</span>
          </dd>
        </div>
        <div>
          <dt>{zh ? '比（城镇除以乡村）' : 'Ratio, urban / rural'}</dt>
          <dd>
            {two.ratio.value === null ? (
              <Missing status={two.ratio.status} catalog={catalog} />
            ) : (
              <b>{formatNumber(two.ratio.value, 2)}</b>
            )}{' '}
            <span class="interval">{around(two.ratio, 2)}</span>
          </dd>
        </div>
      </dl>
      <p class="note">
        {middle ? `${middle.label[lang]}${zh ? '' : ' '}${gapWord('folded', lang)}${zh ? '。' : '. '}` : ''}
        {now.indicator.interval === 'none'
          ? `${gapWord('noInterval', lang)}${zh ? '。' : '.'}`
          : body.dispersion !== null && body.dispersion > 1
            ? zh
              ? `各月城乡比比独立案件更散，方差 ${formatNumber(body.dispersion, 2)} 倍，区间已相应放宽。`
              : `The monthly ratio scatters ${formatNumber(body.dispersion, 2)} times as much in variance as independent cases would; intervals are widened accordingly.`
            : ''}
      </p>
    </>
  )
}

/** Each class by itself, with the one between, and the two sides compared. */
export function GapClasses({ catalog, now }: { catalog: CatalogBody; now: GapSelection }) {
  const lang = language.value
  const { value: body, error, pending } = gap.value
  const level = catalog.levels.find(({ id }) => id === body?.level)?.label[lang] ?? ''
  const about = { catalog, indicator: now.indicator, language: lang }
  const period = body ? formatPeriod(body.period.from, body.period.to, lang) : ''
  return (
    <Panel
      call={callOf(gap.value)}
      class="gap-classes"
      title={lang === 'zh' ? `${now.indicator.label.zh}，分类别` : `${now.indicator.label.en} by class`}
      sub={
        !body
          ? UNKNOWN_YET
          : lang === 'zh'
            ? `${period}，由${level}汇总`
            : `${period}, added up from ${level.toLowerCase()} level`
      }
      indicator={GAP_METHODS.classes}
      error={body ? null : error}
      pending={pending}
      onRetry={() => retries.value++}
      twin={body ? () => classesTwin(body, about) : undefined}
    >
      {body ? (
        <>
          <Lines body={body} catalog={catalog} now={now} />
          <Two body={body} catalog={catalog} now={now} />
        </>
      ) : (
        <SkeletonRows rows={5} />
      )}
    </Panel>
  )
}
