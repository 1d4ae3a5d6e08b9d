import type { OfficesBody } from '../../api/schema/offices.ts'
import type { Indicator } from '../../warehouse/catalog/types.ts'
import { callOf } from '../data/calls.ts'
import { DotInterval, domainOf } from '../charts/dot-interval.tsx'
import { retries } from '../data/answer-to.ts'
import type { CatalogBody } from '../data/client.ts'
import { officeIndicator, offices } from '../data/loop-questions.ts'
import { change, language } from '../state/store.ts'
import { formatInterval, formatNumber } from '../text/numbers.ts'
import { word } from '../text/words.ts'
import { Panel } from '../ui/panel.tsx'
import { Select } from '../ui/select.tsx'
import { SkeletonRows } from '../ui/states.tsx'
import { comparable, officesSentence, officesTwin, positionWord, rankRange, verdictOf } from './loop-offices-model.ts'
import { OfficeFunnel } from './loop-funnel.tsx'
import { Listed } from './loop-number.tsx'
import { loopWord } from './loop-words.ts'

function List({ found, indicator: { polarity, label } }: { found: OfficesBody; indicator: Indicator }) {
  const lang = language.value
  const measure = label[lang]
  const around = ({ low, high }: (typeof found.offices)[number]) =>
    low === null || high === null ? '' : `${formatInterval(low, high, 1)}`
  const domain = domainOf(found.offices.flatMap(({ low, high, value }) => [low, high, value]))
  return (
    <table class="data-table office-list">
      <thead>
        <tr>
          <th scope="col">{loopWord('department', lang)}</th>
          <th scope="col" class="number">
            {loopWord('value', lang)}
          </th>
          <th scope="col" class="office-wide">
            {loopWord('interval', lang)}
          </th>
          <th scope="col" class="number office-wide">
            n
          </th>
          <th scope="col">{loopWord('against', lang)}</th>
          <th scope="col" class="number office-wide">
            {loopWord('ranks', lang)}
          </th>
          <th scope="col" class="number office-wide">
            {loopWord('score', lang)}
          </th>
        </tr>
      </thead>
      <tbody>
        {found.offices.map((office) => (
          <tr key={office.code}>
            <th scope="row">{office.label[lang]}</th>
            <td class="number">
              {office.value === null ? (
                '–'
              ) : (
                <Listed
                  n={office.numerator ?? 0}
                  text={`${formatNumber(office.value, 1)}%`}
                  title={`${office.label[lang]} · ${measure}`}
                  asked={{ indicator: found.indicator, part: 'numerator', department: office.code }}
                />
              )}
              <span class="note office-phone">{around(office)}</span>
            </td>
            <td class="office-wide">
              {domain && (
                <DotInterval
                  value={office.value}
                  low={office.low}
                  high={office.high}
                  domain={domain}
                  reference={found.total.value}
                  unsure={office.position === 'too_few'}
                  width={112}
                  height={20}
                />
              )}
            </td>
            <td class="number office-wide">
              <Listed
                n={office.denominator ?? 0}
                title={`${office.label[lang]} · n`}
                asked={{ indicator: found.indicator, part: 'denominator', department: office.code }}
              />
            </td>
            <td class={`office-${verdictOf(office.position, polarity)}`}>{positionWord(office.position, lang)}</td>
            <td class="number office-wide">{rankRange(office.rank_low, office.rank_high, found.ranked)}</td>
            <td class="number office-wide">
              {office.score.value === null ? '–' : formatNumber(office.score.value, 1)}
              <span class="note score-rank">
                {rankRange(office.score.rank_low, office.score.rank_high, found.scored)}
              </span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** Offices beside the city on a funnel, with what chance allows; never a league table. */
export function Offices({ catalog: known }: { catalog: CatalogBody }) {
  const lang = language.value
  const { value, error, pending } = offices.value
  const indicator = known.indicators.find(({ id }) => id === officeIndicator.value)
  if (!indicator) return null
  const polarity = indicator.polarity
  const weights = value?.weights
  return (
    <Panel
      call={callOf(offices.value)}
      id="offices"
      class="loop-offices"
      title={loopWord('offices', lang)}
      {...(value ? { sub: officesSentence(value, lang), twin: () => officesTwin(value, lang) } : {})}
      indicator={indicator}
      error={value ? null : error}
      pending={pending}
      onRetry={() => retries.value++}
      tools={
        <Select
          label={word('indicator', lang)}
          value={indicator.id}
          options={comparable(known.indicators).map(({ id, label }) => ({ value: id, text: label[lang] }))}
          onChoose={(id) => change({ indicators: [id] })}
        />
      }
    >
      {!value ? (
        <SkeletonRows rows={8} />
      ) : (
        <div class="office-pair">
          <div class="office-funnel">
            <OfficeFunnel found={value} polarity={polarity} />
            <p class="note office-key">
              {loopWord('officeKey', lang)}
              {value.over_dispersion &&
                ` ${loopWord('dispersed', lang)} φ = ${formatNumber(value.over_dispersion.phi, 1)}`}
            </p>
            {weights && (
              <p class="note">
                {loopWord('weights', lang)}{' '}
                {(['response', 'resolution', 'satisfaction'] as const)
                  .map((name) => `${loopWord(name, lang)} ${formatNumber(100 * weights[name])}%`)
                  .join(' · ')}
              </p>
            )}
            {value.notes.map((note) => (
              <p key={note.en} class="note">
                {note[lang]}
              </p>
            ))}
          </div>
          <div class="office-table">
            <List found={value} indicator={indicator} />
          </div>
        </div>
      )}
    </Panel>
  )
}
