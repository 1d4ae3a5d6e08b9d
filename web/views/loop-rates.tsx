import type { LoopBody } from '../../api/schema/loop.ts'
import { Bars } from '../charts/bars.tsx'
import { catalog } from '../data/live.ts'
import { callOf } from '../data/calls.ts'
import { loop } from '../data/loop-questions.ts'
import { language } from '../state/store.ts'
import type { Language } from '../text/language.ts'
import { formatInterval, formatNumber } from '../text/numbers.ts'
import { Panel } from '../ui/panel.tsx'
import { formatShare, shareInterval } from './loop-model.ts'
import { Listed, SetNumber } from './loop-number.tsx'
import { handOffsTitle } from './loop-titles.ts'
import { loopWord } from './loop-words.ts'
import { LOOP_METHODS } from './loop-methods.ts'

const nameIn = (lang: Language, id: string) =>
  catalog.value.value?.indicators.find((each) => each.id === id)?.label[lang] ?? id

/** Below it call-backs tell too little to compare by. */
const ENOUGH = 0.6

/** The three rates, with what they would be had everybody been reached. */
export function Rates({ value }: { value: LoopBody }) {
  const lang = language.value
  const { rates, coverage } = value
  const nameOf = (id: string) => nameIn(lang, id)
  const boundsOf = (worst: number | null, best: number | null) =>
    worst === null || best === null ? '–' : `${formatInterval(100 * worst, 100 * best, 1)}%`
  const countsOf = (indicator: string, { n, of }: LoopBody['coverage']) => (
    <>
      <Listed n={n} title={nameOf(indicator)} asked={{ indicator, part: 'numerator' }} /> /{' '}
      <Listed n={of} title={`${nameOf(indicator)} · n`} asked={{ indicator, part: 'denominator' }} />
    </>
  )
  return (
    <Panel
      call={callOf(loop.value)}
      id="rates"
      indicator={LOOP_METHODS.rates}
      title={loopWord('rates', lang)}
      sub={loopWord('ratesSub', lang)}
      twin={() => ({
        columns: [
          loopWord('rate', lang),
          loopWord('value', lang),
          loopWord('interval', lang),
          'n',
          loopWord('bounds', lang),
        ],
        rows: [
          ...rates.map(({ indicator, rate, worst, best }) => [
            nameOf(indicator),
            formatShare(rate.value),
            shareInterval(rate),
            `${formatNumber(rate.n)} / ${formatNumber(rate.of)}`,
            boundsOf(worst, best),
          ]),
          [
            nameOf('callback_coverage'),
            formatShare(coverage.value),
            shareInterval(coverage),
            `${formatNumber(coverage.n)} / ${formatNumber(coverage.of)}`,
            '–',
          ],
        ],
      })}
    >
      <Bars
        most={1}
        rows={[
          ...rates.map(({ indicator, rate, worst, best }) => ({
            key: indicator,
            name: nameOf(indicator),
            value: rate.value,
            range: worst === null || best === null ? null : ([worst, best] as const),
            text: formatShare(rate.value),
            note: worst === null ? '' : boundsOf(worst, best),
            under: countsOf(indicator, rate),
          })),
          {
            key: 'coverage',
            name: nameOf('callback_coverage'),
            value: coverage.value,
            tone: (coverage.value ?? 1) < ENOUGH ? ('warn' as const) : ('plain' as const),
            text: formatShare(coverage.value),
            under: countsOf('callback_coverage', coverage),
          },
        ]}
      />
      {coverage.value !== null && coverage.value < ENOUGH && (
        <p class="note loop-warn">{loopWord('lowCoverage', lang)}</p>
      )}
    </Panel>
  )
}

const HANDED = [
  'first_office',
  'passed_on',
  'passed_once',
  'passed_twice',
  'passed_more',
  'several_offices',
  'repeated',
  'reopened_30',
] as const

/** Settled where it first arrived or passed on, shared, repeated, reopened: each of the cases that could be in it. */
export function HandOffs({ value }: { value: LoopBody }) {
  const lang = language.value
  return (
    <Panel
      call={callOf(loop.value)}
      id="hand-offs"
      indicator={LOOP_METHODS.handOffs}
      title={handOffsTitle(value, lang)}
      sub={loopWord('handOffsSub', lang)}
      twin={() => ({
        columns: [
          loopWord('what', lang),
          loopWord('n', lang),
          loopWord('of', lang),
          loopWord('value', lang),
          loopWord('interval', lang),
        ],
        rows: HANDED.map((set) => {
          const share = value.shares[set]
          return share
            ? [
                loopWord(set, lang),
                formatNumber(share.n),
                formatNumber(share.of),
                formatShare(share.value),
                shareInterval(share),
              ]
            : [loopWord(set, lang), loopWord('unrecorded', lang), '–', '–', '–']
        }),
      })}
    >
      <Bars
        most={1}
        rows={HANDED.map((set) => {
          const share = value.shares[set]
          return {
            key: set,
            name: loopWord(set, lang),
            value: share?.value ?? null,
            text: share ? formatShare(share.value) : loopWord('unrecorded', lang),
            note: share ? <SetNumber set={set} /> : '',
          }
        })}
      />
      {value.worker_load && (
        <p class="loop-load">
          {nameIn(lang, 'grid_worker_load')} <b>{formatNumber(value.worker_load.value, 1)}</b>{' '}
          <span class="note">
            {formatNumber(value.worker_load.workers)} {loopWord('workers', lang)}
          </span>
        </p>
      )}
    </Panel>
  )
}
