import { signal } from '@preact/signals'

/** A view with a name: an address of this origin, path and query. */
export interface SavedView {
  name: string
  address: string
  /** When it was saved, ISO. */
  at: string
}

const KEY = 'city-brain-lite views'
const MOST = 100
const LONGEST_NAME = 80

const isSaved = (each: unknown): each is SavedView => {
  if (typeof each !== 'object' || each === null) return false
  const { name, address, at } = each as Record<string, unknown>
  return (
    typeof name === 'string' &&
    typeof address === 'string' &&
    /^\/(?!\/)/.test(address) &&
    !address.includes('\\') &&
    typeof at === 'string'
  )
}

/** Views as they were written; whatever is not one is left out. */
export function readViews(text: string | null): SavedView[] {
  try {
    const list: unknown = JSON.parse(text ?? '[]')
    return Array.isArray(list) ? list.filter(isSaved).slice(0, MOST) : []
  } catch {
    return []
  }
}

/** The list with one more, the newest first; a view of the same name is replaced. */
export function withView(list: readonly SavedView[], view: SavedView): SavedView[] {
  const name = view.name.trim().slice(0, LONGEST_NAME)
  if (name === '') return [...list]
  return [{ ...view, name }, ...list.filter((each) => each.name !== name)].slice(0, MOST)
}

/** Views as text to hand on: a name and a whole link a line. */
export const viewsAsText = (list: readonly SavedView[], origin: string): string =>
  list.map(({ name, address }) => `${name}\t${origin}${address}`).join('\n')

/** Kept by this browser alone; empty where it keeps nothing. */
function read(): SavedView[] {
  try {
    return readViews(localStorage.getItem(KEY))
  } catch {
    return []
  }
}

export const savedViews = signal<SavedView[]>(typeof localStorage === 'undefined' ? [] : read())

function keep(list: SavedView[]): void {
  savedViews.value = list
  try {
    localStorage.setItem(KEY, JSON.stringify(list))
  } catch {
    // A browser that keeps nothing: the list lasts as long as the page.
  }
}

export const saveView = (name: string, address: string): void =>
  keep(withView(savedViews.value, { name, address, at: new Date().toISOString() }))

export const forgetView = (name: string): void => keep(savedViews.value.filter((each) => each.name !== name))
