import type { RiskArea, RiskBody } from '../../api/schema/risk.ts'
import { placeOn } from '../charts/dot-interval.tsx'
import { risk } from '../data/alert-questions.ts'
import { retries } from '../data/answer-to.ts'
import { catalog } from '../data/live.ts'
import { callOf } from '../data/calls.ts'
import { language } from '../state/store.ts'
import { formatNumber } from '../text/numbers.ts'
import { Panel } from '../ui/panel.tsx'
import { SkeletonRows } from '../ui/states.tsx'
import { pillarsSentence, rankText, riskSentence, riskTwin } from './alerts-risk-model.ts'
import { alertWord } from './alerts-words.ts'

const SHOWN = 45
const WIDTH = 120
const HEIGHT = 20
const BAR = 7
const GAP = 2

/** Where an area may stand among all: a line from the best to the worst rank that the choices allow, a dot at its own. */
function Ranks({ area, of }: { area: RiskArea; of: number }) {
  const at = (rank: number) => placeOn([1, Math.max(2, of)], WIDTH, 5, rank)
  const { rank, rank_low: low, rank_high: high } = area
  return (
    <svg class="risk-ranks" width={WIDTH} height={HEIGHT} aria-hidden="true">
      <line class="risk-axis" x1={at(1)} x2={at(of)} y1="10" y2="10" />
      {low !== null && high !== null && <line class="risk-range" x1={at(low)} x2={at(high)} y1="10" y2="10" />}
      {rank !== null && <circle class="risk-dot" cx={at(rank)} cy="10" r="4" />}
    </svg>
  )
}

/** Scores of the pillars as small bars from 1 to 100. */
function Pillars({ area, names }: { area: RiskArea; names: string[] }) {
  const said = area.pillars.map((score, i) => `${names[i]} ${score === null ? '–' : formatNumber(score)}`).join(' · ')
  return (
    <svg class="risk-pillars" width={area.pillars.length * (BAR + GAP)} height={HEIGHT} role="img" aria-label={said}>
      <title>{said}</title>
      {area.pillars.map((score, i) => {
        const tall = score === null ? 0 : Math.max(1, (score / 100) * HEIGHT)
        return (
          <g key={names[i]}>
            <rect class="risk-bar-room" x={i * (BAR + GAP)} width={BAR} height={HEIGHT} />
            <rect class="risk-bar" x={i * (BAR + GAP)} width={BAR} y={HEIGHT - tall} height={tall} />
          </g>
        )
      })}
    </svg>
  )
}

function Rows({ found }: { found: RiskBody }) {
  const lang = language.value
  const names = found.pillars.map(({ label }) => label[lang])
  return (
    <ol class="risk-list">
      {found.areas.slice(0, SHOWN).map((area, i) => (
        <li
          key={area.code}
          class={area.band !== found.areas[i - 1]?.band && i > 0 ? 'risk-row risk-new-band' : 'risk-row'}
        >
          <span class="risk-name" title={area.label[lang]}>
            {area.label[lang]}
          </span>
          <b class="number">{area.index === null ? '–' : formatNumber(area.index, 0)}</b>
          <Pillars area={area} names={names} />
          <Ranks area={area} of={found.ranked} />
          <span class="note number">{rankText(area)}</span>
        </li>
      ))}
    </ol>
  )
}

/** The composite risk index: areas by index with the interval of each rank; a line parts what can be told apart. */
export function RiskIndexPanel() {
  const lang = language.value
  const { value, error, pending } = risk.value
  const labelOf = (id: string) => catalog.value.value?.indicators.find((each) => each.id === id)?.label[lang] ?? id
  return (
    <Panel
      call={callOf(risk.value)}
      id="risk-index"
      class="wide"
      title={alertWord('riskIndex', lang)}
      error={value ? null : error}
      pending={pending}
      onRetry={() => retries.value++}
      {...(value ? { sub: riskSentence(value, lang), twin: () => riskTwin(value, lang) } : {})}
    >
      {!value ? (
        <SkeletonRows rows={6} />
      ) : (
        <>
          <p class="note risk-key">
            {alertWord('riskKey', lang)}
            {lang === 'zh' ? '' : ' '}
            {value.pillars.map(({ label }) => label[lang]).join(lang === 'zh' ? '、' : ', ')}
          </p>
          <Rows found={value} />
          {value.areas.length > SHOWN && (
            <p class="note">
              {lang === 'zh'
                ? `列出前 ${SHOWN} 个，其余 ${value.areas.length - SHOWN} 个见表格。`
                : `The first ${SHOWN}; the other ${value.areas.length - SHOWN} are in the table.`}
            </p>
          )}
          {value.notes.map((note) => (
            <p key={note.en} class="note">
              {note[lang]}
            </p>
          ))}
          <details class="alert-method">
            <summary>{alertWord('how', lang)}</summary>
            <p>
              {value.codebook.formula[lang]}
              {lang === 'zh' ? '。' : '. '}
              {pillarsSentence(value, labelOf, lang)}
            </p>
            <p>{value.codebook.note[lang]}</p>
            <p>{value.codebook.source[lang]}</p>
          </details>
        </>
      )}
    </Panel>
  )
}
