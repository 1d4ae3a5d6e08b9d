import { retries } from '../data/answer-to.ts'
import { callOf } from '../data/calls.ts'
import { waits } from '../data/desk-panel-questions.ts'
import { language } from '../state/store.ts'
import { Panel } from '../ui/panel.tsx'
import type { EvidenceProps } from './desk-evidence.tsx'
import { panelWord } from './desk-panel-words.ts'
import { Waits as Curves } from './loop-waits.tsx'
import { loopWord } from './loop-words.ts'

/** How long the cases chosen wait for first contact and for closing, those that still wait counted. */
export default function Waits({ catalog, now }: EvidenceProps) {
  const lang = language.value
  const { value, error, pending } = waits.value
  const indicator = catalog.indicators.find(({ id }) => id === 'median_hours_to_close')
  if (value && value.curves.length > 0)
    return (
      <Curves
        class="evidence-panel"
        value={value}
        width={440}
        {...(indicator ? { indicator } : {})}
        call={callOf(waits.value)}
        isFiltered={now.filters.urban_class.length + now.filters.status.length === 0}
      />
    )
  return (
    <Panel
      class="evidence-panel"
      title={loopWord('waits', lang)}
      sub={loopWord('waitsSub', lang)}
      error={value ? null : error}
      pending={pending}
      onRetry={() => retries.value++}
    >
      {value ? (
        <p class="note">{panelWord('noCategories', lang)}</p>
      ) : (
        <div class="skeleton funnel-skeleton" aria-busy="true" />
      )}
    </Panel>
  )
}
