import type { ComponentChildren } from 'preact'
import { UNITS } from '../../warehouse/catalog/index.ts'
import type { Indicator } from '../../warehouse/catalog/types.ts'
import type { CatalogBody } from '../data/client.ts'
import { change, view } from '../state/store.ts'
import { EMPTY, LISTS } from '../state/view-state.ts'
import { type Language, say } from '../text/language.ts'
import { formatNumber } from '../text/numbers.ts'
import { grainsOf, periodPresets, type TableChoice } from './tables-model.ts'
import { INDICATOR_GROUPS } from '../../warehouse/catalog/words.ts'
import { type TableWord, tableWord } from './tables-words.ts'

interface ChooseProps {
  catalog: CatalogBody
  choice: TableChoice
  language: Language
}

const MOST_INDICATORS = 8
const GRAINS = ['none', 'day', 'week', 'month', 'quarter', 'year'] as const
const COMPARES = ['year', 'previous', 'none'] as const
const COMPARE_WORDS = { year: 'compareYear', previous: 'comparePrevious', none: 'compareNone' } as const
export const HIDEABLE = ['parts', 'interval', 'plot', 'change', 'codes'] as const

function Group(props: { title: string; aside?: string; children: ComponentChildren }) {
  return (
    <fieldset class="choose-group">
      <legend>
        <b>{props.title}</b>
        {props.aside !== undefined && <span class="note">{props.aside}</span>}
      </legend>
      {props.children}
    </fieldset>
  )
}

function Pick(props: {
  type: 'checkbox' | 'radio'
  name: string
  checked: boolean
  label: string
  aside?: string
  disabled?: boolean
  onPick: () => void
}) {
  return (
    <label class="choose-pick">
      <input
        type={props.type}
        name={props.name}
        checked={props.checked}
        disabled={props.disabled === true}
        onChange={props.onPick}
      />
      <span>{props.label}</span>
      {props.aside !== undefined && <span class="note choose-aside">{props.aside}</span>}
    </label>
  )
}

/** What the table shows: indicators, level, period, split, comparison, columns. Every pick is a step in the URL. */
export function TablesChoose({ catalog, choice, language: text }: ChooseProps) {
  const lead = catalog.indicators.find((each) => each.id === choice.indicators[0])
  const presets = periodPresets(catalog)
  const filters = LISTS.flatMap((name) => view.value.filters[name])
  return (
    <aside class="tables-choose" aria-label={tableWord('choose', text)}>
      <Indicators catalog={catalog} choice={choice} language={text} />
      <Group title={tableWord('levels', text)}>
        {catalog.levels
          .filter((level) => level.n > 0)
          .map((level) => (
            <Pick
              key={level.id}
              type="radio"
              name="level"
              checked={choice.level === level.id}
              label={say(level.label, text)}
              aside={formatNumber(level.n)}
              onPick={() => change({ level: level.id, sort: null })}
            />
          ))}
      </Group>
      <Group title={tableWord('period', text)}>
        {presets.map(({ id, from, to }) => (
          <Pick
            key={id}
            type="radio"
            name="period"
            checked={choice.from === from && choice.to === to}
            label={tableWord(id as TableWord, text)}
            onPick={() => change({ from, to })}
          />
        ))}
        <div class="choose-dates">
          <Day name="from" choice={choice} catalog={catalog} language={text} />
          <Day name="to" choice={choice} catalog={catalog} language={text} />
        </div>
        <label class="choose-line">
          <span>{tableWord('grain', text)}</span>
          <select onChange={(event) => change({ grain: grainOf(event.currentTarget.value), sort: null })}>
            {GRAINS.filter((grain) => grain === 'none' || grainsOf(catalog).includes(grain)).map((grain) => (
              <option key={grain} value={grain} selected={(choice.grain ?? 'none') === grain}>
                {tableWord(grain, text)}
              </option>
            ))}
          </select>
        </label>
      </Group>
      <Group title={tableWord('compare', text)}>
        {COMPARES.map((compare) => (
          <Pick
            key={compare}
            type="radio"
            name="compare"
            checked={(choice.compare ?? 'none') === compare}
            label={tableWord(COMPARE_WORDS[compare], text)}
            onPick={() => change({ compare })}
          />
        ))}
      </Group>
      {filters.length > 0 && (
        <Group title={tableWord('filtered', text)}>
          <p class="note">{filters.join(' · ')}</p>
          <button type="button" class="link" onClick={() => change({ filters: EMPTY.filters })}>
            {tableWord('clear', text)}
          </button>
        </Group>
      )}
      <Group title={tableWord('columns', text)}>
        {HIDEABLE.map((column) => (
          <Pick
            key={column}
            type="checkbox"
            name="columns"
            checked={!view.value.hide.includes(column)}
            label={tableWord(column, text)}
            onPick={() => change({ hide: toggled(view.value.hide, column) }, 'replace')}
          />
        ))}
      </Group>
      {lead && (
        <Group title={tableWord('definition', text)}>
          <p class="choose-definition">{say(lead.note, text)}</p>
          <p class="note">
            {tableWord('source', text)} {say(lead.source, text)} · {lead.id} v{lead.version}
          </p>
        </Group>
      )}
    </aside>
  )
}

const toggled = (list: readonly string[], item: string): string[] =>
  list.includes(item) ? list.filter((each) => each !== item) : [...list, item]

const grainOf = (text: string) => GRAINS.find((grain) => grain === text) ?? 'none'

function Day({ name, choice, catalog, language: text }: ChooseProps & { name: 'from' | 'to' }) {
  return (
    <label class="choose-line">
      <span>{tableWord(name, text)}</span>
      <input
        type="date"
        value={choice[name]}
        min={catalog.snapshot.data_from}
        max={catalog.snapshot.data_to}
        onChange={(event) => {
          const day = event.currentTarget.value
          if (day === '') return
          const next = { from: choice.from, to: choice.to, [name]: day }
          if (next.from <= next.to) change(next)
        }}
      />
    </label>
  )
}

function Indicators({ catalog, choice, language: text }: ChooseProps) {
  const groups = [...new Set(catalog.indicators.map((each) => each.group))]
  const isFull = choice.indicators.length >= MOST_INDICATORS
  const pick = (indicator: Indicator) => {
    const next = toggled(choice.indicators, indicator.id)
    if (next.length > 0) change({ indicators: next, sort: null })
  }
  return (
    <Group
      title={tableWord('indicators', text)}
      aside={`${tableWord('inCatalog', text)} ${catalog.indicators.length}${text === 'zh' ? ' 项' : ''}`}
    >
      {groups.map((group) => {
        const members = catalog.indicators.filter((each) => each.group === group)
        const chosen = members.some((each) => choice.indicators.includes(each.id))
        return (
          <details key={group} open={chosen}>
            <summary>{say(INDICATOR_GROUPS[group], text)}</summary>
            {members.map((each) => (
              <Pick
                key={each.id}
                type="checkbox"
                name="indicators"
                checked={choice.indicators.includes(each.id)}
                disabled={isFull && !choice.indicators.includes(each.id)}
                label={say(each.label, text)}
                aside={say(UNITS[each.unit].short, text)}
                onPick={() => pick(each)}
              />
            ))}
          </details>
        )
      })}
    </Group>
  )
}
