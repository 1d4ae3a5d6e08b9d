import type { LoopBody } from '../../api/schema/loop.ts'
import { callOf } from '../data/calls.ts'
import { loop } from '../data/loop-questions.ts'
import { language } from '../state/store.ts'
import { formatInterval, formatNumber, formatSigned } from '../text/numbers.ts'
import { Panel } from '../ui/panel.tsx'
import { bunchingSentence, formatShare, shareInterval } from './loop-model.ts'
import { Listed, SetNumber } from './loop-number.tsx'
import { hasteTitle, hastyOffices } from './loop-titles.ts'
import { loopWord } from './loop-words.ts'
import { LOOP_METHODS } from './loop-methods.ts'

const WIDTH = 360
const HEIGHT = 84
const HOURS = Array.from({ length: 48 }, (_, i) => i - 24)

function AroundLimit({ value }: { value: LoopBody }) {
  const counts = new Map(value.around_limit.map(({ hour, n }) => [hour, n]))
  const most = Math.max(1, ...counts.values())
  const wide = WIDTH / HOURS.length
  return (
    <svg
      class="around-limit"
      viewBox={`0 0 ${WIDTH} ${HEIGHT + 18}`}
      role="img"
      aria-label={loopWord('aroundLimit', language.value)}
    >
      {HOURS.map((hour, i) => {
        const tall = (HEIGHT * (counts.get(hour) ?? 0)) / most
        return (
          <rect
            key={hour}
            class={hour === -1 ? 'limit-last' : hour >= 0 ? 'limit-late' : 'limit-before'}
            x={i * wide}
            y={HEIGHT - tall}
            width={wide - 1}
            height={tall}
          >
            <title>{`${hour}: ${formatNumber(counts.get(hour) ?? 0)}`}</title>
          </rect>
        )
      })}
      <line class="axis-rule" x1={0} x2={WIDTH} y1={HEIGHT} y2={HEIGHT} />
      <line class="limit-line" x1={24 * wide} x2={24 * wide} y1={0} y2={HEIGHT} />
      {[-24, -12, 0, 12, 24].map((hour) => (
        <text
          key={hour}
          class="axis-text"
          x={(hour + 24) * wide}
          y={HEIGHT + 14}
          text-anchor={hour === -24 ? 'start' : hour === 24 ? 'end' : 'middle'}
        >
          {formatSigned(hour, 0)}
        </text>
      ))}
    </svg>
  )
}

type Office = LoopBody['haste'][number]

const times = ({ ratio }: Office['bunching']) => (ratio === null ? '–' : `${formatNumber(ratio, 1)} ×`)
const timesInterval = ({ low, high }: Office['bunching']) =>
  low === null || high === null ? '' : formatInterval(low, high, 1)

/** Offices of which more than chance explains is closed within minutes, or just before the limit. */
function Flagged({ offices }: { offices: readonly Office[] }) {
  const lang = language.value
  if (offices.length === 0) return <p class="note">{loopWord('noFlags', lang)}</p>
  return (
    <>
      <table class="data-table haste-flags">
        <thead>
          <tr>
            <th scope="col">{loopWord('flagged', lang)}</th>
            <th scope="col" class="number">
              {loopWord('within_minutes', lang)}
            </th>
            <th scope="col" class="number">
              {loopWord('lastHourTimes', lang)}
            </th>
          </tr>
        </thead>
        <tbody>
          {offices.map(({ code, label, within_minutes: fast, is_hasty, bunching, is_bunched }) => (
            <tr key={code}>
              <th scope="row">{label[lang]}</th>
              <td class="number">
                <span class={is_hasty ? 'flag' : ''}>
                  {is_hasty && '◆ '}
                  {formatShare(fast.value)}
                </span>
                <span class="note under">
                  <Listed
                    n={fast.n}
                    title={`${label[lang]} · ${loopWord('within_minutes', lang)}`}
                    asked={{ set: 'within_minutes', department: code }}
                  />{' '}
                  / {formatNumber(fast.of)}
                </span>
              </td>
              <td class="number">
                <span class={is_bunched ? 'flag' : ''}>
                  {is_bunched && '◆ '}
                  {times(bunching)}
                </span>
                <span class="note under">{timesInterval(bunching)}</span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p class="note">{loopWord('flagsKey', lang)}</p>
    </>
  )
}

/** What tells of closing for the record: within minutes, and just before the limit. */
export function Haste({ value }: { value: LoopBody }) {
  const lang = language.value
  return (
    <Panel
      call={callOf(loop.value)}
      id="haste"
      indicator={LOOP_METHODS.haste}
      title={hasteTitle(value, lang)}
      sub={bunchingSentence(value, lang)}
      twin={() => ({
        columns: [
          loopWord('department', lang),
          loopWord('within_minutes', lang),
          loopWord('interval', lang),
          loopWord('lastHourTimes', lang),
          loopWord('interval998', lang),
          loopWord('flag', lang),
        ],
        rows: value.haste.map(({ label, within_minutes, bunching, is_hasty, is_bunched }) => [
          label[lang],
          `${formatShare(within_minutes.value)} (${formatNumber(within_minutes.n)} / ${formatNumber(within_minutes.of)})`,
          shareInterval(within_minutes),
          times(bunching),
          timesInterval(bunching) || '–',
          [
            ...(is_hasty ? [loopWord('within_minutes', lang)] : []),
            ...(is_bunched ? [loopWord('last_hour', lang)] : []),
          ].join(lang === 'zh' ? '、' : ', ') || '–',
        ]),
      })}
    >
      <dl class="loop-guards">
        {(['within_minutes', 'last_hour'] as const).map((set) => {
          const share = value.shares[set]
          return (
            <div key={set}>
              <dt>{loopWord(set, lang)}</dt>
              <dd>
                <b>{share ? formatShare(share.value) : loopWord('unrecorded', lang)}</b>{' '}
                {share && (
                  <span class="note">
                    <SetNumber set={set} /> / {formatNumber(share.of)}
                  </span>
                )}
              </dd>
            </div>
          )
        })}
      </dl>
      {value.around_limit.length > 0 && (
        <>
          <AroundLimit value={value} />
          <p class="note">{loopWord('aroundLimit', lang)}</p>
        </>
      )}
      <Flagged offices={hastyOffices(value)} />
    </Panel>
  )
}
