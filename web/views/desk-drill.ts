import { effect } from '@preact/signals'
import { areaNames, hierarchy, wantsNames } from '../data/desk-questions.ts'
import type { CatalogBody } from '../data/client.ts'
import { wanted } from '../state/map-view.ts'
import { change, view } from '../state/store.ts'

/** Once it is known where areas lie, for a quick hand is ahead of their names; never where they cannot be had. */
function onceNamed(then: () => void): void {
  wantsNames.value = true
  const leave = effect(() => {
    const { value, error, pending } = areaNames.value
    if (pending || (value === null && error === null)) return
    queueMicrotask(() => {
      leave()
      if (value !== null) then()
    })
  })
}

/** Shows what lies in an area, one level deeper, and takes the map there; null: the whole city at the level it opens with. */
export function goInto(catalog: CatalogBody, code: string | null, how: 'push' | 'replace' = 'push'): void {
  const area = code === null ? null : hierarchy.value.find(code)
  const { filters, map } = view.value
  if (code !== null && !area) {
    if (areaNames.value.value === null) onceNamed(() => goInto(catalog, code, how))
    return
  }
  if (!area) {
    change({ filters: { ...filters, area: [], cell: [] }, level: null, at: null }, how)
    wanted.value = { box: catalog.city.bbox }
    return
  }
  const level = hierarchy.value.below(area.level) ?? area.level
  const isUsual = level === catalog.city.default_level
  change(
    {
      filters: { ...filters, area: [area.code], cell: [] },
      level: isUsual ? null : level,
      map: map === 'cells' || map === null ? 'areas' : map,
      at: null,
    },
    how,
  )
  if (area.bbox) wanted.value = { box: area.bbox }
}
