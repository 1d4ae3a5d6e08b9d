import { retries } from '../data/answer-to.ts'
import type { CatalogBody } from '../data/client.ts'
import { callOf } from '../data/calls.ts'
import { catalog } from '../data/live.ts'
import { loop, openList } from '../data/loop-questions.ts'
import { change, language, toggleFilter, view } from '../state/store.ts'
import { EMPTY } from '../state/view-state.ts'
import { addDays } from '../text/dates.ts'
import { word } from '../text/words.ts'
import { Icon } from '../ui/icons.tsx'
import { Select } from '../ui/select.tsx'
import { SkeletonRows, Waiting } from '../ui/states.tsx'
import { AgeBar } from './desk-age.tsx'
import { TopBar } from './desk-top.tsx'
import { FaceEmpty } from './face-empty.tsx'
import { FaceFailed } from './face-failed.tsx'
import { PageNotices } from './page-notices.tsx'
import { CaseList } from './loop-cases.tsx'
import { loopSentence } from './loop-model.ts'
import { Offices } from './loop-offices.tsx'
import { Open, OpenOffices, WorkingDays } from './loop-open.tsx'
import { HandOffs, Rates } from './loop-rates.tsx'
import { Haste } from './loop-haste.tsx'
import { Places, Rhythm } from './loop-signs.tsx'
import { Steps } from './loop-steps.tsx'
import { Waits } from './loop-waits.tsx'
import '../charts/charts.css'
import '../ui/ui.css'
import './desk.css'
import './data.css'
import './loop-charts.css'
import './loop.css'

const PERIODS = [
  ['last30', 30],
  ['last90', 90],
  ['last365', 365],
] as const

function Filters({ catalog: known }: { catalog: CatalogBody }) {
  const lang = language.value
  const { data_from, data_to } = known.snapshot
  const { from, to, filters } = view.value
  const isOpenEnded = to === null || to === data_to
  const chosen = PERIODS.find(([, days]) => from === addDays(data_to, 1 - days) && isOpenEnded)
  const preset =
    from === null && isOpenEnded
      ? 'last90'
      : (chosen?.[0] ?? (from === data_from && isOpenEnded ? 'allData' : 'custom'))
  const chips = (['area', 'category_group', 'category', 'channel', 'department'] as const).flatMap((name) =>
    filters[name].map((code) => ({ name, code })),
  )
  const membersOf = (id: string) => known.dimensions.find((each) => each.id === id)?.members ?? []
  return (
    <div class="filters" role="search" aria-label={word('facets', lang)}>
      <Select
        label={word('period', lang)}
        value={preset}
        options={[
          ...PERIODS.map(([name]) => ({ value: name, text: word(name, lang) })),
          { value: 'allData', text: word('allData', lang) },
          ...(preset === 'custom' ? [{ value: 'custom', text: `${from ?? data_from} – ${to ?? data_to}` }] : []),
        ]}
        onChoose={(choice) => {
          const days = PERIODS.find(([name]) => name === choice)?.[1]
          if (days !== undefined) change({ from: days === 90 ? null : addDays(data_to, 1 - days), to: null })
          if (choice === 'allData') change({ from: data_from, to: null })
        }}
      />
      {(['category_group', 'department', 'channel'] as const).map((name) => (
        <Select
          isNamed
          key={name}
          label={known.dimensions.find(({ id }) => id === name)?.label[lang] ?? name}
          value={filters[name][0] ?? ''}
          options={[
            { value: '', text: lang === 'zh' ? '全部' : 'All' },
            ...membersOf(name).map(({ code, label }) => ({ value: code, text: label[lang] })),
          ]}
          onChoose={(code) => change({ filters: { ...filters, [name]: code === '' ? [] : [code] } })}
        />
      ))}
      {chips.length > 0 && (
        <span class="chips">
          {chips
            .filter(({ name }) => name === 'area' || name === 'category')
            .map(({ name, code }) => (
              <button key={`${name} ${code}`} type="button" class="chip" onClick={() => toggleFilter(name, code)}>
                {membersOf(name).find((each) => each.code === code)?.label[lang] ?? code}
                <Icon name="close" />
              </button>
            ))}
          <button type="button" class="link" onClick={() => change({ filters: EMPTY.filters })}>
            {word('clearAll', lang)}
          </button>
        </span>
      )}
    </div>
  )
}

const listWaiting = (title: string, until: string, hours: number) => {
  openList.value = { title, asked: { waited_for: until, hours: String(hours) } }
}

/** The closed loop: how cases go through it, how long they wait, what is open, and what tells of haste. */
export function Loop() {
  const known = catalog.value.value
  if (!known) return <Waiting />
  const { value, error } = loop.value
  return (
    <div class="data-page loop-page">
      <TopBar catalog={known} />
      <Filters catalog={known} />
      <div class="notices">
        <PageNotices />
      </div>
      {error && !value ? (
        <FaceFailed error={error} onRetry={() => retries.value++} />
      ) : (
        <>
          <div class="lead">
            {value ? (
              <p aria-live="polite">{loopSentence(value, language.value)}</p>
            ) : (
              <i class="skeleton lead-skeleton" />
            )}
          </div>
          <main class="loop-body" aria-busy={loop.value.pending}>
            {value && value.sets.received === 0 && !value.sets.open ? (
              <FaceEmpty
                catalog={known}
                from={view.value.from ?? addDays(known.snapshot.data_to, -89)}
                to={view.value.to ?? known.snapshot.data_to}
              />
            ) : !value ? (
              [0, 1, 2].map((column) => (
                <div key={column} class="loop-column">
                  {[6, 8, 6].map((rows, i) => (
                    <section key={i} class="panel">
                      <SkeletonRows rows={rows} />
                    </section>
                  ))}
                </div>
              ))
            ) : (
              <>
                <div class="loop-column">
                  <Steps value={value} />
                  <Waits value={value} call={callOf(loop.value)} onCount={value.has_lists ? listWaiting : undefined} />
                  <WorkingDays value={value} />
                  <Places value={value} />
                </div>
                <div class="loop-column">
                  <Open value={value} />
                  <OpenOffices value={value} />
                  <Rates value={value} />
                </div>
                <div class="loop-column">
                  <HandOffs value={value} />
                  <Haste value={value} />
                  <Rhythm />
                </div>
                <Offices catalog={known} />
              </>
            )}
          </main>
        </>
      )}
      <CaseList />
      <AgeBar catalog={known} />
    </div>
  )
}
