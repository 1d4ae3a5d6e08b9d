import { signal } from '@preact/signals'
import type { ComponentType } from 'preact'
import { useEffect } from 'preact/hooks'
import { byArea, byCoarse, canAskBy, urbanClasses } from '../data/desk-questions.ts'
import type { CatalogBody } from '../data/client.ts'
import type { Selection } from '../state/selection.ts'
import { change, language, view } from '../state/store.ts'
import type { PanelName } from '../state/view-state.ts'
import { AreaTable } from './desk-areas.tsx'
import { benchmarkOf } from './desk-benchmark.ts'
import { panelWord } from './desk-panel-words.ts'
import './loop-charts.css'
import './desk-evidence.css'

export interface EvidenceProps {
  catalog: CatalogBody
  now: Selection
}

const LOADERS: Record<Exclude<PanelName, 'areas'>, () => Promise<{ default: ComponentType<EvidenceProps> }>> = {
  trends: () => import('./desk-trends.tsx'),
  categories: () => import('./desk-categories.tsx'),
  ages: () => import('./desk-ages.tsx'),
  gap: () => import('./desk-gap.tsx'),
  funnel: () => import('./desk-funnel.tsx'),
  offices: () => import('./desk-offices.tsx'),
  waits: () => import('./desk-waits.tsx'),
}
const TABS = ['areas', 'trends', 'categories', 'ages', 'gap', 'funnel', 'waits'] as const
const loaded = signal<{ name: PanelName; View: ComponentType<EvidenceProps> } | null>(null)

/** Panels a city can show: one that publishes under `standard` holds back waits and offices. */
function tabsOf(catalog: CatalogBody): readonly (typeof TABS)[number][] {
  return TABS.filter((name) => {
    if (name === 'gap') return canAskBy('urban_class')
    if (name === 'categories') return canAskBy('category') || canAskBy('category_group')
    return name !== 'waits' || !catalog.published
  })
}

/** Right of the map: is it real? One panel at a time, which one stands in the address. */
export function Evidence({ catalog, now }: EvidenceProps) {
  const lang = language.value
  const wanted = view.value.panel ?? 'areas'
  const tabs = tabsOf(catalog)
  const tab = wanted === 'offices' ? 'funnel' : wanted
  useEffect(() => {
    if (wanted === 'areas') return
    void LOADERS[wanted]().then((module) => {
      loaded.value = { name: wanted, View: module.default }
    })
  }, [wanted])
  const View = loaded.value?.name === wanted ? loaded.value.View : null
  return (
    <div class="desk-evidence">
      <nav class="evidence-tabs" aria-label={panelWord('evidence', lang)}>
        {tabs.map((name) => (
          <button
            key={name}
            type="button"
            class="tool"
            aria-pressed={tab === name}
            onClick={() => change({ panel: name === 'areas' ? null : name })}
          >
            {panelWord(name, lang)}
          </button>
        ))}
      </nav>
      {wanted === 'areas' ? (
        <Areas catalog={catalog} now={now} />
      ) : View ? (
        <View catalog={catalog} now={now} />
      ) : (
        <div class="panel evidence-panel" aria-busy="true" />
      )}
    </div>
  )
}

function Areas({ catalog, now }: EvidenceProps) {
  const benchmark = benchmarkOf(now, byArea.value.value, byCoarse.value.value, language.value, urbanClasses.value)
  return (
    <>
      {now.coarse !== null && (
        <AreaTable
          catalog={catalog}
          now={now}
          level={now.coarse}
          loaded={byCoarse.value}
          benchmark={benchmark}
          isExcess={false}
          isRuled
          rows={8}
        />
      )}
      <AreaTable
        catalog={catalog}
        now={now}
        level={now.level}
        loaded={byArea.value}
        benchmark={benchmark}
        isExcess
        isRuled={now.coarse === null}
        rows={120}
      />
    </>
  )
}
