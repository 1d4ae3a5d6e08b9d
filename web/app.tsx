import type { ComponentType } from 'preact'
import { useEffect } from 'preact/hooks'
import { signal } from '@preact/signals'
import { catalog } from './data/live.ts'
import { type Face, face, language } from './state/store.ts'
import { say } from './text/language.ts'
import { Failure } from './ui/states.tsx'

const LOADERS: Record<Face, () => Promise<ComponentType>> = {
  desk: () => import('./views/desk.tsx').then((module) => module.Desk),
  wall: () => import('./views/wall.tsx').then((module) => module.Wall),
  tables: () => import('./views/tables.tsx').then((module) => module.Tables),
  data: () => import('./views/data.tsx').then((module) => module.Data),
}

const shown = signal<{ face: Face; View: ComponentType } | null>(null)

/** One of the four faces; each is fetched only when asked for. */
export function App() {
  const wanted = face.value
  useEffect(() => {
    void LOADERS[wanted]().then((View) => {
      if (face.peek() === wanted) shown.value = { face: wanted, View }
    })
  }, [wanted])

  const { value, error } = catalog.value
  const name = value ? say(value.city.name, language.value) : 'City Brain Lite'
  useEffect(() => {
    document.title = value ? `${name} · City Brain Lite` : name
  }, [name])

  if (error && !value) return <Failure error={error} page />
  const current = shown.value
  return current?.face === wanted ? <current.View /> : <div class="page-waiting" aria-busy="true" />
}
