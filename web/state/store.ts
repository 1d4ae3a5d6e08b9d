import { computed, effect, signal } from '@preact/signals'
import { applyTheme } from '../theme/apply.ts'
import { THEMES, type ThemeName } from '../theme/themes.ts'
import { type Language, preferredLanguage } from '../text/language.ts'
import { arrive, nextStep, thisStep, undoByKeys } from './steps.ts'
import { type ListName, readState, type ViewState, writeState } from './view-state.ts'

export type Face = 'desk' | 'wall' | 'loop' | 'alerts' | 'gap' | 'tables' | 'data' | 'report'
const FACES: Record<string, Face> = {
  '/wall': 'wall',
  '/loop': 'loop',
  '/alerts': 'alerts',
  '/gap': 'gap',
  '/tables': 'tables',
  '/data': 'data',
  '/report': 'report',
}

const first = readState(location.search)
export const view = signal<ViewState>(first.state)
export const ignoredParameters = signal<string[]>(first.ignored)
export const face = signal<Face>(FACES[location.pathname] ?? 'desk')

export const language = computed<Language>(
  () => view.value.lang ?? (face.value === 'wall' ? 'zh' : preferredLanguage(navigator.languages)),
)
const prefersDark = matchMedia('(prefers-color-scheme: dark)')
const systemDark = signal(prefersDark.matches)
prefersDark.addEventListener('change', (event) => {
  systemDark.value = event.matches
})
export const themeName = computed<ThemeName>(() =>
  face.value === 'wall'
    ? 'wall'
    : face.value === 'report'
      ? 'light'
      : (view.value.theme ?? (systemDark.value ? 'dark' : 'light')),
)
export const theme = computed(() => THEMES[themeName.value])

/** Changes part of what is shown and puts it in the URL: a new step for Back, or in place with `replace`. */
export function change(part: Partial<ViewState>, how: 'push' | 'replace' = 'push'): void {
  view.value = { ...view.value, ...part }
  const url = `${location.pathname}${writeState(view.value)}`
  if (how === 'push') history.pushState(nextStep(), '', url)
  else history.replaceState(thisStep(), '', url)
}

/** Adds a member to a filter, or takes it away if it is there. */
export function toggleFilter(name: ListName, code: string): void {
  const now = view.value.filters[name]
  const next = now.includes(code) ? now.filter((each) => each !== code) : [...now, code]
  change({ filters: { ...view.value.filters, [name]: next } })
}

/** Sets the members of a filter. */
export function setFilter(name: ListName, codes: readonly string[]): void {
  change({ filters: { ...view.value.filters, [name]: [...codes] } })
}

/** An address with what is shown now, or with part of it changed. */
export const linkTo = (path: string, part: Partial<ViewState> = {}): string =>
  `${path}${writeState({ ...view.value, ...part })}`

/** Follows Back and Forward, and keeps language and theme of the page in step with the state. */
export function followUrl(): void {
  undoByKeys()
  addEventListener('popstate', (event) => {
    arrive(event.state)
    const { state, ignored } = readState(location.search)
    view.value = state
    ignoredParameters.value = ignored
    face.value = FACES[location.pathname] ?? 'desk'
  })
  effect(() => {
    document.documentElement.lang = language.value === 'zh' ? 'zh-CN' : 'en'
  })
  effect(() => applyTheme(themeName.value))
}
