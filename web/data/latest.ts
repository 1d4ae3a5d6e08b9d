import { effect, type ReadonlySignal, signal } from '@preact/signals'
import { ServerError } from './client.ts'

/** What a panel knows: its newest answer (kept while the next one is under way) and what went wrong. */
export interface Loaded<T> {
  value: T | null
  error: ServerError | null
  pending: boolean
  /** What the answer shown was asked with, where that is a text. */
  asked?: string | null
}

/**
 * Loads again whenever a signal that `key` reads changes; null asks nothing and forgets, undefined waits, for what is to be asked is not
 * known yet. The latest request wins: an earlier one is aborted and its answer never shown. The last answer stays until a new one is there.
 */
export function latest<K, T>(
  key: () => K | null | undefined,
  load: (key: K, signal: AbortSignal) => Promise<T>,
): ReadonlySignal<Loaded<T>> {
  const out = signal<Loaded<T>>({ value: null, error: null, pending: true })
  effect(() => {
    const now = key()
    if (now === undefined) {
      out.value = { ...out.peek(), pending: true }
      return undefined
    }
    if (now === null) {
      if (out.peek().value !== null || out.peek().error) out.value = { value: null, error: null, pending: false }
      return undefined
    }
    const cancel = new AbortController()
    out.value = { ...out.peek(), pending: true }
    load(now, cancel.signal).then(
      (value) => {
        if (!cancel.signal.aborted)
          out.value = { value, error: null, pending: false, asked: typeof now === 'string' ? now : null }
      },
      (cause: unknown) => {
        if (cancel.signal.aborted) return
        const error =
          cause instanceof ServerError
            ? cause
            : new ServerError({ zh: `页面出错：${String(cause)}`, en: `The page failed: ${String(cause)}` }, 0, null)
        out.value = { ...out.peek(), error, pending: false }
      },
    )
    return () => cancel.abort()
  })
  return out
}
