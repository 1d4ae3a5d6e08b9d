import type { ComponentType } from 'preact'
import { useEffect } from 'preact/hooks'
import { signal } from '@preact/signals'
import { catalog } from './data/live.ts'
import { type Face, face, language } from './state/store.ts'
import { say } from './text/language.ts'
import { Later } from './ui/later.tsx'
import { Failure, Waiting } from './ui/states.tsx'
import { faceKeys, isHelpOpen, keys } from './views/page-keys.ts'

const LOADERS: Record<Face, () => Promise<ComponentType>> = {
  desk: () => import('./views/desk.tsx').then((module) => module.Desk),
  wall: () => import('./views/wall.tsx').then((module) => module.Wall),
  tables: () => import('./views/tables.tsx').then((module) => module.Tables),
  alerts: () => import('./views/alerts.tsx').then((module) => module.Alerts),
  data: () => import('./views/data.tsx').then((module) => module.Data),
  loop: () => import('./views/loop.tsx').then((module) => module.Loop),
  gap: () => import('./views/gap.tsx').then((module) => module.Gap),
  report: () => import('./views/report.tsx').then((module) => module.Report),
}

const loadHelp = () => import('./views/help.tsx').then((module) => module.Help)

const shown = signal<{ face: Face; View: ComponentType } | null>(null)

/** One of the faces; each is fetched only when asked for. */
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

  const isPublic = value && value.published !== null
  useEffect(() => (value ? keys.bind(faceKeys(value)) : undefined), [value === null, isPublic])

  if (error && !value) return <Failure error={error} page />
  const current = shown.value
  return (
    <>
      {current?.face === wanted ? <current.View /> : <Waiting />}
      {isHelpOpen.value && <Later load={loadHelp} given={{}} />}
    </>
  )
}
