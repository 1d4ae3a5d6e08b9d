import type { LoopBody } from '../../api/schema/loop.ts'
import { callOf } from '../data/calls.ts'
import { loop } from '../data/loop-questions.ts'
import { language } from '../state/store.ts'
import { addDays, formatPeriod } from '../text/dates.ts'
import { formatNumber } from '../text/numbers.ts'
import { Panel } from '../ui/panel.tsx'
import { formatShare } from './loop-model.ts'
import { SetNumber } from './loop-number.tsx'
import { shownSteps, stepsTitle } from './loop-titles.ts'
import { loopWord } from './loop-words.ts'
import { LOOP_METHODS } from './loop-methods.ts'

/** Which cases the steps are of. */
function about({ period, as_of, ripe_days }: LoopBody, isRipe: boolean): string {
  const lang = language.value
  if (!isRipe) return loopWord('stepsYoung', lang)
  const last = addDays(as_of.slice(0, 10), -ripe_days)
  const cohort = formatPeriod(period.from, last < period.to ? last : period.to, lang)
  return lang === 'zh'
    ? `${cohort}收到、已满 ${ripe_days} 天的案件；虚框为收到数`
    : `Received ${cohort}, at least ${ripe_days} days old; dashed: all received`
}

/** How many cases reached each step: those old enough to have reached the last. */
export function Steps({ value }: { value: LoopBody }) {
  const lang = language.value
  const { isRipe, steps } = shownSteps(value)
  const setOf = (id: string) => (isRipe ? `ripe_${id}` : id)
  const contacted = value.steps.find(({ id }) => id === 'contacted')
  const count = (n: number | null) => (n === null ? loopWord('unrecorded', lang) : formatNumber(n))
  return (
    <Panel
      call={callOf(loop.value)}
      id="steps"
      indicator={LOOP_METHODS.steps}
      title={stepsTitle(value, lang)}
      sub={about(value, isRipe)}
      twin={() => ({
        columns: [loopWord('step', lang), loopWord('allReceived', lang), loopWord('ripe', lang)],
        rows: value.steps.map(({ id, n, ripe }) => [loopWord(id, lang), count(n), count(ripe)]),
      })}
    >
      <ol class="loop-steps">
        {steps.map(({ id, n, share }, i) => (
          <li key={id} class={n === null ? 'step-unknown' : ''}>
            <span class="step-room" aria-hidden="true">
              {share !== null && <i style={{ height: `${100 * share}%` }} />}
            </span>
            <span class="step-name">
              {i + 1} {loopWord(id, lang)}
            </span>
            <b class="step-count">
              <SetNumber set={setOf(id)} />
            </b>
            <span class="note">{share === null ? '' : formatShare(share)}</span>
          </li>
        ))}
      </ol>
      <p class="note">
        {contacted && contacted.n !== null && (
          <>
            {loopWord('contacted', lang)} <SetNumber set={setOf('contacted')} /> ·{' '}
          </>
        )}
        {loopWord('ratedNote', lang)}
      </p>
    </Panel>
  )
}
