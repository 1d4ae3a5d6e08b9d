import { domainOf, placeOn } from '../charts/dot-interval.tsx'
import { callOf } from '../data/calls.ts'
import { byUrban, facets, gap, retries } from '../data/desk-questions.ts'
import type { AnswerBody, CatalogBody } from '../data/client.ts'
import type { Selection } from '../state/selection.ts'
import { language, linkTo } from '../state/store.ts'
import { formatInterval, formatNumber, formatSigned } from '../text/numbers.ts'
import { saysUnit, unitOf } from '../text/sentence.ts'
import { word } from '../text/words.ts'
import { Panel } from '../ui/panel.tsx'
import { SkeletonRows } from '../ui/states.tsx'
import { areaRows, type AreaRow } from './desk-model.ts'
import { panelWord } from './desk-panel-words.ts'
import { answerTwin } from './desk-twin.ts'

const WIDTH = 176
const HEIGHT = 24

function GapRow({ row, domain, decimals }: { row: AreaRow; domain: [number, number]; decimals: number }) {
  const at = (value: number) => placeOn(domain, WIDTH, 7, value)
  const middle = HEIGHT / 2
  return (
    <tr>
      <th scope="row">{row.label[language.value]}</th>
      <td class="number">{row.n === null ? '' : formatNumber(row.n)}</td>
      <td class="number">{row.value === null ? '–' : <b>{formatNumber(row.value, decimals)}</b>}</td>
      <td class="plot">
        <svg class={`gap-mark gap-${row.code}`} width={WIDTH} height={HEIGHT} aria-hidden="true">
          {row.low !== null && row.high !== null && <line x1={at(row.low)} x2={at(row.high)} y1={middle} y2={middle} />}
          {row.value !== null && row.code === 'urban' && <circle cx={at(row.value)} cy={middle} r="5" />}
          {row.value !== null && row.code === 'rural' && (
            <rect x={at(row.value) - 5} y={middle - 5} width="10" height="10" />
          )}
          {row.value !== null && row.code === 'fringe' && (
            <circle class="hollow" cx={at(row.value)} cy={middle} r="4" />
          )}
        </svg>
      </td>
    </tr>
  )
}

function findings(answer: AnswerBody | null, catalog: CatalogBody): { text: string; ratio: number | null } {
  const lang = language.value
  const said = (['urban_rural_difference', 'urban_rural_ratio'] as const).flatMap((id) => {
    const total = answer?.total.find((each) => each.indicator === id)
    const indicator = catalog.indicators.find((each) => each.id === id)
    if (!total || !indicator || total.value === null) return []
    const isRatio = id === 'urban_rural_ratio'
    const value = isRatio ? formatNumber(total.value, 2) : formatSigned(total.value, indicator.decimals)
    const interval =
      total.low !== null && total.high !== null
        ? ` (${formatInterval(total.low, total.high, isRatio ? 2 : indicator.decimals)})`
        : ''
    return [
      `${word(isRatio ? 'ratio' : 'difference', lang)} ${value}${isRatio ? '' : ` ${unitOf(catalog, indicator, lang)}`}${interval}`,
    ]
  })
  const ratio = answer?.total.find((each) => each.indicator === 'urban_rural_ratio')
  const isClear =
    ratio?.low !== undefined && ratio.low !== null && ratio.high !== null && (ratio.low > 1 || ratio.high < 1)
  return { text: said.join(lang === 'zh' ? '；' : '; '), ratio: isClear ? (ratio?.value ?? null) : null }
}

/** Urban against rural: level, difference and ratio together, shapes as well as colours. */
export default function Gap({ catalog, now }: { catalog: CatalogBody; now: Selection }) {
  const lang = language.value
  const { value: answer, error, pending } = byUrban.value
  const rows = answer ? areaRows(answer, null, now.indicator) : []
  if (answer && rows.length === 0) {
    const isClassed = facets.urban_class.value.value?.keys[0]?.codes.some((code) => code !== null)
    return (
      <Panel class="gap evidence-panel" title={word('gap', lang)}>
        <p class="note">{word(isClassed ? 'notByUrban' : 'noUrban', lang)}</p>
      </Panel>
    )
  }
  const hasValues = rows.some((row) => row.value !== null)
  const domain = domainOf([...rows.flatMap((row) => [row.value, row.low, row.high]), 0])
  const { text, ratio } = findings(gap.value.value, catalog)
  const of = catalog.indicators.find((each) => each.id === 'urban_rural_ratio')
  const isSame = of?.of === now.indicator.id
  const title =
    isSame && ratio !== null
      ? lang === 'zh'
        ? `城镇${now.indicator.label.zh}是乡村的 ${formatNumber(ratio, 2)} 倍`
        : `Urban rate is ${formatNumber(ratio, 2)} × the rural`
      : `${word('gap', lang)}${lang === 'zh' ? '：' : ': '}${now.indicator.label[lang]}`
  return (
    <Panel
      class="gap evidence-panel"
      title={title}
      {...(title.includes(now.indicator.label[lang]) && saysUnit(catalog, now.indicator, lang)
        ? {}
        : { sub: unitOf(catalog, now.indicator, lang) })}
      {...(of ? { indicator: of } : {})}
      call={callOf(byUrban.value)}
      finding={isSame ? text : undefined}
      error={answer ? null : error}
      pending={pending}
      onRetry={() => retries.value++}
      twin={answer ? () => answerTwin(answer, catalog, now.indicator.decimals, lang) : undefined}
    >
      {answer && domain && hasValues ? (
        <table class="ranking">
          <caption class="said-only">{title}</caption>
          <tbody>
            {rows.map((row) => (
              <GapRow key={`${row.code} ${row.label.en}`} row={row} domain={domain} decimals={now.indicator.decimals} />
            ))}
          </tbody>
        </table>
      ) : answer ? (
        <p class="note">{word('notApplicable', lang)}</p>
      ) : (
        <SkeletonRows rows={3} />
      )}
      <p class="note gap-more">
        <a class="link" href={linkTo('/gap')}>
          {panelWord('openGap', lang)}
        </a>
      </p>
    </Panel>
  )
}
