import { computed, type ReadonlySignal } from '@preact/signals'
import { selectionOf, type Selection } from '../state/selection.ts'
import { sight } from '../state/map-view.ts'
import { view } from '../state/store.ts'
import { catalog } from './live.ts'

/** What the address of the desk asks for, whatever the brush passes over. */
export const asked: ReadonlySignal<Selection | null> = computed(() =>
  catalog.value.value ? selectionOf(view.value, catalog.value.value, sight.value?.scale ?? null) : null,
)
