import { INDICATOR_GROUPS } from '../../warehouse/catalog/words.ts'
import type { ComponentChildren } from 'preact'
import { byArea, byCoarse, urbanClasses, whole } from '../data/desk-questions.ts'
import type { CatalogBody } from '../data/client.ts'
import { memberName } from '../data/member-name.ts'
import { presetOf, rankedLevels, type Selection } from '../state/selection.ts'
import { change, language, setFilter, toggleFilter } from '../state/store.ts'
import { EMPTY, LISTS, type ListName, type ViewState } from '../state/view-state.ts'
import { addDays } from '../text/dates.ts'
import { canCompare } from '../text/benchmark.ts'
import { word } from '../text/words.ts'
import { Icon } from '../ui/icons.tsx'
import { Select } from '../ui/select.tsx'
import { canHavePeers } from './desk-benchmark.ts'

interface Props {
  catalog: CatalogBody
  now: Selection
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
    <div class="filters" role="search" aria-label={word('facets', lang)}>
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
          { value: 'own', text: word('compareOwn', lang) },
          { value: 'none', text: word('compareNone', lang) },
        ]}
        onChoose={(value) => change(comparing(value, now, catalog))}
      />
      {now.compared && (
        <span class="control filter dates">
          <Day
            label={word('comparedFrom', lang)}
            value={now.compared.from}
            catalog={catalog}
            onChoose={(day) => change({ compareFrom: day, compareTo: now.compared?.to ?? day })}
          />
          –
          <Day
            label={word('comparedTo', lang)}
            value={now.compared.to}
            catalog={catalog}
            onChoose={(day) => change({ compareFrom: now.compared?.from ?? day, compareTo: day })}
          />
        </span>
      )}
      <Select
        label={word('level', lang)}
        value={now.level}
        options={rankedLevels(catalog).map((level) => ({ value: level.id, text: level.label[lang] }))}
        onChoose={(level) => change({ level })}
      />
      {canCompare(now.indicator) && <Against catalog={catalog} now={now} />}
      <Chips catalog={catalog} now={now} />
    </div>
  )
}

/** What to change for a comparison; a period of one's own begins as that of the year before, or the one just before. */
function comparing(value: string, now: Selection, catalog: CatalogBody): Partial<ViewState> {
  if (value !== 'own') {
    const compare = value === 'year' || value === 'previous' ? value : 'none'
    return { compare, compareFrom: null, compareTo: null }
  }
  const years = addDays(now.from, -364) >= catalog.snapshot.data_from ? 364 : now.days
  return { compare: null, compareFrom: addDays(now.from, -years), compareTo: addDays(now.to, -years) }
}

/** What areas are held against: the city, one of its largest areas, or a figure of one's own. */
function Against({ catalog, now }: Props) {
  const lang = language.value
  const { benchmark, indicator } = now
  const key = (byCoarse.value.value ?? (now.coarse === null ? byArea.value.value : null))?.keys[0]
  const areas = (key?.codes ?? []).flatMap((code, i) =>
    code === null ? [] : [{ value: `area:${code}`, text: key?.labels[i]?.[lang] ?? code, group: word('areas', lang) }],
  )
  const hasUrbanClasses = [...urbanClasses.value.values()].some((each) => each !== null)
  const own = typeof benchmark === 'object' && 'figure' in benchmark ? benchmark.figure : null
  const area = typeof benchmark === 'object' && 'area' in benchmark ? `area:${benchmark.area}` : null
  const isListed = area === null || areas.some(({ value }) => value === area)
  const unknown = isListed ? [] : [{ value: area, text: memberName(catalog, 'area', area.slice(5)) }]
  const start = () => String(Number((whole.value.value?.total[0]?.value ?? 0).toFixed(indicator.decimals)))
  return (
    <>
      <Select
        isNamed
        label={word('against', lang)}
        value={benchmark === 'peers' ? 'peers' : own === null ? (area ?? 'city') : 'own'}
        options={[
          { value: 'city', text: word('theWholeCity', lang) },
          ...(canHavePeers(indicator) && hasUrbanClasses ? [{ value: 'peers', text: word('peers', lang) }] : []),
          { value: 'own', text: word('ownFigure', lang) },
          ...unknown,
          ...areas,
        ]}
        onChoose={(value) => change({ benchmark: value === 'city' ? null : value === 'own' ? start() : value })}
      />
      {own !== null && (
        <span class="control filter">
          <input
            type="number"
            class="own-figure"
            aria-label={word('ownFigure', lang)}
            value={own}
            step={10 ** -indicator.decimals}
            onChange={(event) => {
              const { value } = event.currentTarget
              if (value !== '') change({ benchmark: value })
            }}
          />
        </span>
      )}
    </>
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

export function filtersOf(now: Selection): { name: ListName; code: string }[] {
  return LISTS.flatMap((name) => now.filters[name].map((code) => ({ name, code })))
}

/** More areas than this are one chip together. */
export const MOST_NAMED = 4

function CountChip({ name, text }: { name: ListName; text: string }) {
  return (
    <button
      type="button"
      class="chip"
      aria-label={`${word('remove', language.value)} ${text}`}
      onClick={() => setFilter(name, [])}
    >
      {text}
      <Icon name="close" />
    </button>
  )
}

function Chips({ catalog, now }: Props): ComponentChildren {
  const lang = language.value
  const all = filtersOf(now)
  if (all.length === 0) return null
  const { cell, area } = now.filters
  const many = area.length > MOST_NAMED
  return (
    <span class="chips">
      {many && <CountChip name="area" text={lang === 'zh' ? `${area.length} 个区域` : `${area.length} areas`} />}
      {cell.length > 0 && (
        <CountChip
          name="cell"
          text={lang === 'zh' ? `${cell.length} 个小格` : cell.length === 1 ? '1 cell' : `${cell.length} cells`}
        />
      )}
      {all
        .filter(({ name }) => name !== 'cell' && !(many && name === 'area'))
        .map(({ name, code }) => (
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
