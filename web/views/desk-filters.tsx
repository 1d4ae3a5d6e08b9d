import { INDICATOR_GROUPS } from '../../warehouse/catalog/words.ts'
import type { ComponentChildren } from 'preact'
import { byArea, byCoarse, whole } from '../data/desk-questions.ts'
import type { AnswerBody, CatalogBody } from '../data/client.ts'
import { presetOf, rankedLevels, type Selection } from '../state/selection.ts'
import { change, language, toggleFilter } from '../state/store.ts'
import { EMPTY, LISTS, type ListName } from '../state/view-state.ts'
import { addDays } from '../text/dates.ts'
import { formatLarge, formatNumber } from '../text/numbers.ts'
import { word } from '../text/words.ts'
import { Icon } from '../ui/icons.tsx'

interface Props {
  catalog: CatalogBody
  now: Selection
}

interface SelectProps {
  label: string
  value: string
  options: { value: string; text: string; group?: string }[]
  onChoose: (value: string) => void
}

function Select({ label, value, options, onChoose }: SelectProps) {
  const groups = [...new Set(options.map((option) => option.group ?? ''))]
  const list = (group: string) =>
    options
      .filter((option) => (option.group ?? '') === group)
      .map((option) => (
        <option key={option.value} value={option.value} selected={option.value === value}>
          {option.text}
        </option>
      ))
  return (
    <label class="control filter">
      <span class="filter-name">{label}</span>
      <select value={value} onChange={(event) => onChoose(event.currentTarget.value)}>
        {groups.map((group) =>
          group === '' ? (
            list(group)
          ) : (
            <optgroup key={group} label={group}>
              {list(group)}
            </optgroup>
          ),
        )}
      </select>
    </label>
  )
}

/** What is shown: indicator, period, comparison, level, and every filter as a chip that can be taken away. */
export function Filters({ catalog, now }: Props) {
  const lang = language.value
  const preset = presetOf(now, catalog)
  const choosePreset = (value: string) => {
    if (value === 'own') return
    const to = catalog.snapshot.data_to
    change(
      value === 'all'
        ? { from: catalog.snapshot.data_from, to: null }
        : { from: addDays(to, 1 - Number(value)), to: null },
    )
  }
  return (
    <div class="filters" role="toolbar" aria-label={word('facets', lang)}>
      <Select
        label={word('indicator', lang)}
        value={now.indicator.id}
        options={catalog.indicators
          .filter((each) => each.kind !== 'gap')
          .map((each) => ({ value: each.id, text: each.label[lang], group: INDICATOR_GROUPS[each.group][lang] }))}
        onChoose={(id) => change({ indicators: [id] })}
      />
      <Select
        label={word('period', lang)}
        value={String(preset)}
        options={[
          { value: '30', text: word('last30', lang) },
          { value: '90', text: word('last90', lang) },
          { value: '365', text: word('last365', lang) },
          { value: 'all', text: word('allData', lang) },
          ...(preset === 'own' ? [{ value: 'own', text: word('custom', lang) }] : []),
        ]}
        onChoose={choosePreset}
      />
      <span class="control filter dates">
        <Day
          label={word('fromDay', lang)}
          value={now.from}
          catalog={catalog}
          onChoose={(from) => change({ from, to: now.to })}
        />
        –
        <Day
          label={word('toDay', lang)}
          value={now.to}
          catalog={catalog}
          onChoose={(to) => change({ from: now.from, to })}
        />
      </span>
      <Select
        label={word('compare', lang)}
        value={now.compare}
        options={[
          { value: 'year', text: word('compareYear', lang) },
          { value: 'previous', text: word('comparePrevious', lang) },
          { value: 'none', text: word('compareNone', lang) },
        ]}
        onChoose={(value) => change({ compare: value === 'year' || value === 'previous' ? value : 'none' })}
      />
      <Select
        label={word('level', lang)}
        value={now.level}
        options={rankedLevels(catalog).map((level) => ({ value: level.id, text: level.label[lang] }))}
        onChoose={(level) => change({ level })}
      />
      <Base />
      <Chips catalog={catalog} now={now} />
    </div>
  )
}

function Day(props: { label: string; value: string; catalog: CatalogBody; onChoose: (day: string) => void }) {
  const { data_from, data_to } = props.catalog.snapshot
  return (
    <input
      type="date"
      aria-label={props.label}
      value={props.value}
      min={data_from}
      max={data_to}
      onChange={(event) => {
        if (event.currentTarget.value !== '') props.onChoose(event.currentTarget.value)
      }}
    />
  )
}

/** What the number of the page rests on. */
function Base() {
  const total = whole.value.value?.total[0]
  if (!total || total.numerator === null) return null
  const over =
    total.denominator === null || total.denominator <= 0 ? '' : ` / ${formatLarge(total.denominator, language.value)}`
  return (
    <span class="note base">
      n = {formatNumber(total.numerator)}
      {over}
    </span>
  )
}

const labelIn = (answer: AnswerBody | null, code: string) => {
  const key = answer?.keys[0]
  const i = key?.codes.indexOf(code) ?? -1
  return i < 0 ? null : (key?.labels[i]?.[language.value] ?? null)
}

/** What a filtered code is called. */
export function memberName(catalog: CatalogBody, name: ListName, code: string): string {
  if (name === 'area') return labelIn(byArea.value.value, code) ?? labelIn(byCoarse.value.value, code) ?? code
  const members = catalog.dimensions.find((dimension) => dimension.id === name)?.members
  return members?.find((member) => member.code === code)?.label[language.value] ?? code
}

export function filtersOf(now: Selection): { name: ListName; code: string }[] {
  return LISTS.flatMap((name) => now.filters[name].map((code) => ({ name, code })))
}

function Chips({ catalog, now }: Props): ComponentChildren {
  const lang = language.value
  const all = filtersOf(now)
  if (all.length === 0) return null
  return (
    <span class="chips">
      {all.map(({ name, code }) => (
        <button
          key={`${name} ${code}`}
          type="button"
          class="chip"
          aria-label={`${word('remove', lang)} ${memberName(catalog, name, code)}`}
          onClick={() => toggleFilter(name, code)}
        >
          {memberName(catalog, name, code)}
          <Icon name="close" />
        </button>
      ))}
      <button type="button" class="link" onClick={() => change({ filters: EMPTY.filters })}>
        {word('clearAll', lang)}
      </button>
    </span>
  )
}
