/** What this browser remembers of its reader, under names of our own. Where nothing may be kept, nothing is remembered. */
type Name = 'tour' | 'letters'

export function remembered(name: Name): string | null {
  try {
    return localStorage.getItem(name)
  } catch {
    return null
  }
}

/** Keeps a word; null forgets it. */
export function remember(name: Name, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(name)
    else localStorage.setItem(name, value)
  } catch {
    return
  }
}
