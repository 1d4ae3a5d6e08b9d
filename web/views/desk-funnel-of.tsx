import { change, language, view } from '../state/store.ts'
import { panelWord } from './desk-panel-words.ts'

/** Whose funnel is shown: that of areas, or of offices. */
export function FunnelOf() {
  const lang = language.value
  const shown = view.value.panel
  return (
    <span class="draw-by" role="group" aria-label={panelWord('funnelOf', lang)}>
      {(['funnel', 'offices'] as const).map((each) => (
        <button
          key={each}
          type="button"
          class="tool"
          aria-pressed={shown === each}
          onClick={() => change({ panel: each })}
        >
          {panelWord(each === 'funnel' ? 'ofAreas' : 'ofOffices', lang)}
        </button>
      ))}
    </span>
  )
}
