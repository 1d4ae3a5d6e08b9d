import type { LoopBody } from '../../api/schema/loop.ts'
import { AgeBars } from '../charts/age-bars.tsx'
import { Bars } from '../charts/bars.tsx'
import { callOf } from '../data/calls.ts'
import { loop } from '../data/loop-questions.ts'
import { language } from '../state/store.ts'
import { formatNumber } from '../text/numbers.ts'
import { Panel } from '../ui/panel.tsx'
import { ageName, formatShare, shareInterval } from './loop-model.ts'
import { Listed, SetNumber } from './loop-number.tsx'
import { loopWord } from './loop-words.ts'
import { LOOP_METHODS } from './loop-methods.ts'

const DUE = ['overdue', 'due_in_24h', 'due_later', 'due_unknown'] as const
/** Days from which an age looks bad. */
const OLD = 15

/** What is open: how old it is, what is overdue and what falls due. */
export function Open({ value }: { value: LoopBody }) {
  const lang = language.value
  const open = value.sets.open ?? 0
  const shareOf = (n: number | null | undefined) => (n && open > 0 ? formatShare(n / open, 0) : '')
  const most = Math.max(1, ...value.ages.map(({ n }) => n))
  return (
    <Panel
      call={callOf(loop.value)}
      id="open"
      indicator={LOOP_METHODS.open}
      title={`${loopWord('open', lang)} ${formatNumber(open)}`}
      sub={loopWord('openSub', lang)}
      twin={() => ({
        columns: [loopWord('what', lang), loopWord('n', lang)],
        rows: [
          ...DUE.map((set) => [
            loopWord(set, lang),
            value.sets[set] === null ? loopWord('unrecorded', lang) : formatNumber(value.sets[set] ?? 0),
          ]),
          ...value.ages.map(({ from_days, to_days, n }) => [
            `${loopWord('age', lang)} ${ageName(from_days, to_days)}`,
            formatNumber(n),
          ]),
        ],
      })}
    >
      <dl class="loop-due">
        {DUE.filter((set) => set !== 'due_unknown' || (value.sets[set] ?? 0) > 0).map((set) => (
          <div key={set} class={set === 'overdue' && (value.sets[set] ?? 0) > 0 ? 'due-bad' : ''}>
            <dt>{loopWord(set, lang)}</dt>
            <dd>
              <SetNumber set={set} />
            </dd>
          </div>
        ))}
      </dl>
      <h3 class="loop-sub">{loopWord('age', lang)}</h3>
      <Bars
        most={most}
        rows={value.ages.map(({ from_days, to_days, n }) => ({
          key: String(from_days),
          name: ageName(from_days, to_days),
          value: n,
          tone: from_days >= OLD ? ('bad' as const) : ('plain' as const),
          text: <SetNumber set={`age_${from_days}`} />,
          note: shareOf(n),
        }))}
      />
    </Panel>
  )
}

/** How old the open cases are at the offices that have most. */
export function OpenOffices({ value }: { value: LoopBody }) {
  const lang = language.value
  const bands = value.ages.map(({ from_days, to_days }) => ageName(from_days, to_days))
  if (value.open_by_office.length === 0) return null
  return (
    <Panel
      id="open-offices"
      indicator={LOOP_METHODS.open}
      title={loopWord('openOffices', lang)}
      sub={loopWord('openOfficesSub', lang)}
      twin={() => ({
        columns: [loopWord('department', lang), loopWord('n', lang), ...bands],
        rows: value.open_by_office.map(({ label, n, ages }) => [
          label[lang],
          formatNumber(n),
          ...ages.map((each) => formatNumber(each)),
        ]),
      })}
    >
      <AgeBars
        bands={bands}
        rows={value.open_by_office.map(({ code, label, n, ages }) => ({
          key: code,
          name: label[lang],
          ages,
          text: (
            <Listed
              n={n}
              title={`${label[lang]} · ${loopWord('open', lang)}`}
              asked={{ set: 'open', department: code }}
            />
          ),
        }))}
      />
    </Panel>
  )
}

/** Shares closed within so many working days. */
export function WorkingDays({ value }: { value: LoopBody }) {
  const lang = language.value
  const { within, has_calendar } = value.working_days
  return (
    <Panel
      call={callOf(loop.value)}
      id="working-days"
      indicator={LOOP_METHODS.workingDays}
      title={loopWord('workingDays', lang)}
      sub={`${loopWord('workingDaysSub', lang)}${has_calendar ? '' : ` · ${loopWord('noCalendar', lang)}`}`}
      twin={() => ({
        columns: [loopWord('days', lang), loopWord('value', lang), loopWord('interval', lang), loopWord('n', lang)],
        rows: within.map(({ days, share }) => [
          String(days),
          formatShare(share.value),
          shareInterval(share),
          formatNumber(share.of),
        ]),
      })}
    >
      <Bars
        most={1}
        rows={within.map(({ days, share }) => ({
          key: String(days),
          name: lang === 'zh' ? `${days} 个` : String(days),
          value: share.value,
          text: (
            <Listed
              n={share.n}
              text={formatShare(share.value)}
              title={`${loopWord('workingDays', lang)} · ${days}`}
              asked={{ working_days: String(days) }}
            />
          ),
          note: `n ${formatNumber(share.of)}`,
        }))}
      />
    </Panel>
  )
}
